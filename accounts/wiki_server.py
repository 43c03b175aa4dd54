# SPDX-License-Identifier: GPL-3.0-or-later
"""What we ask of the wiki's authorisation server: tokens for a code or a refresh token, and who somebody is.

Each question is bounded in time and size, goes to the configured host alone and follows no redirect.
"""

import json
import logging
import re
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http import HTTPStatus

import requests
import urllib3
from django.conf import settings
from django.utils import timezone

from accounts.errors import GrantRefused, WikiSignInUnavailable
from accounts.loopback import is_loopback

logger = logging.getLogger(__name__)

CONNECT_SECONDS, SILENCE_SECONDS, ALL_SECONDS = 5.0, 10.0, 20.0
MOST_BYTES = 256 * 1024
LONGEST_TOKEN = 16 * 1024
LIFETIMES = range(1, 400 * 24 * 3600)  # seconds; another is taken for an hour
# By its own word or the extension's: a code or a refresh token that is used up, expired or revoked.
SPENT = {"invalid_grant", "invalid_request", "access_denied"}
# An account that is joined to no central one has the number 0, and so has every other of its kind.
SUB = re.compile(r"(?!0+$)[A-Za-z0-9_-]{1,64}", re.ASCII)


@dataclass(frozen=True)
class Tokens:
    """What a grant brings; no log may show it."""

    access: str = field(repr=False)
    refresh: str = field(repr=False)
    expires_at: datetime


@dataclass(frozen=True)
class Person:
    """Who the wiki says somebody is."""

    sub: str
    username: str
    is_blocked: bool


def is_configured() -> bool:
    """Whether signing in by wiki account is offered at all."""
    return bool(settings.WIKI_OAUTH_CLIENT_ID and settings.WIKI_OAUTH_CLIENT_SECRET and settings.TOKEN_KEYS)


def address(resource: str) -> str:
    """The address of a resource of the authorisation server."""
    return f"{settings.WIKI_OAUTH_URL.rstrip('/')}/oauth2/{resource}"


def exchange(code: str, *, verifier: str | None, callback: str) -> Tokens:
    """Tokens for the code somebody came back with. Raises GrantRefused or WikiSignInUnavailable."""
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": callback}
    return _tokens(form | ({"code_verifier": verifier} if verifier else {}))


def renewed(refresh: str) -> Tokens:
    """New tokens, which end the old ones at once. Raises GrantRefused or WikiSignInUnavailable."""
    return _tokens({"grant_type": "refresh_token", "refresh_token": refresh})


def person(access: str) -> Person:
    """Whose token this is. Raises GrantRefused or WikiSignInUnavailable."""
    status, said = _ask("GET", "resource/profile", headers={"Authorization": f"Bearer {access}"})
    if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
        raise GrantRefused
    sub, name = said.get("sub"), said.get("username")
    sub = str(sub) if type(sub) in (str, int) else ""
    if status != HTTPStatus.OK or not SUB.fullmatch(sub) or not _is_name(name):
        raise _odd("resource/profile", status)
    return Person(sub=sub, username=name, is_blocked=said.get("blocked") not in (False, None))


def _is_name(name: object) -> bool:
    return isinstance(name, str) and 0 < len(name) <= 255 and name.isprintable() and bool(name.strip())


def _tokens(form: dict[str, str]) -> Tokens:
    client = {"client_id": settings.WIKI_OAUTH_CLIENT_ID, "client_secret": settings.WIKI_OAUTH_CLIENT_SECRET}
    status, said = _ask("POST", "access_token", data=form | client)
    if status in (HTTPStatus.BAD_REQUEST, HTTPStatus.UNAUTHORIZED) and str(said.get("error")) in SPENT:
        raise GrantRefused
    access, refresh, seconds = (said.get(name) for name in ("access_token", "refresh_token", "expires_in"))
    if status != HTTPStatus.OK or not _is_token(access) or not _is_token(refresh):
        raise _odd("access_token", status, said.get("error"))
    lifetime = seconds if type(seconds) is int and seconds in LIFETIMES else 3600
    return Tokens(access, refresh, timezone.now() + timedelta(seconds=lifetime))


def _is_token(text: object) -> bool:
    # A header is made of it: no blank, no line end.
    return isinstance(text, str) and 0 < len(text) <= LONGEST_TOKEN and text.isascii() and text.isprintable() and (
        " " not in text
    )  # fmt: skip


def _odd(resource: str, status: int, error: object = None) -> WikiSignInUnavailable:
    # The operator's business: a wrong client secret shows up here as invalid_client.
    logger.error("The wiki's %s answered %s (%r).", resource, status, str(error)[:60])
    return WikiSignInUnavailable()


def _ask(
    method: str, resource: str, *, headers: dict | None = None, data: dict | None = None
) -> tuple[int, dict]:
    """Status and JSON object of one answer (empty where it is none). Raises WikiSignInUnavailable."""
    url = address(resource)
    with requests.Session() as session:
        session.auth = _no_auth  # keeps requests from looking for a password in ~/.netrc
        session.trust_env = not is_loopback(url)
        agent = f"glamwiki/{settings.VERSION} ({settings.OPERATOR_CONTACT or settings.SITE_URL})"
        plain = {"User-Agent": agent, "Accept": "application/json", "Accept-Encoding": "identity"}
        try:
            response = session.request(
                method, url, headers=plain | (headers or {}), data=data, allow_redirects=False, stream=True,
                timeout=(CONNECT_SECONDS, SILENCE_SECONDS),
            )  # fmt: skip
            body = _read(response, ends_at=time.monotonic() + ALL_SECONDS)
        except (requests.RequestException, urllib3.exceptions.HTTPError, UnicodeError) as error:
            # Its text may hold what was sent; its kind says enough.
            logger.warning("The wiki's %s did not answer: %s.", resource, type(error).__name__)
            raise WikiSignInUnavailable from None
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        said = None
    return response.status_code, said if isinstance(said, dict) else {}


def _read(response: requests.Response, *, ends_at: float) -> bytes:
    body = bytearray()
    while chunk := response.raw.read1(16 * 1024, decode_content=False):
        body += chunk
        if len(body) > MOST_BYTES or time.monotonic() > ends_at:
            raise requests.RequestException("too long")
    return bytes(body)


def _no_auth(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request
