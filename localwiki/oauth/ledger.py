# SPDX-License-Identifier: GPL-3.0-or-later
"""Codes and tokens: who granted what, until when, and what each exchange answers.

The answers are the extension's own, odd statuses included: a wrong redirect address counts as a wrong client, and
a bad refresh token is `invalid_request` with status 401.
"""

import base64
import hashlib
import hmac
import json
import secrets
import threading
import time
from dataclasses import dataclass, field

CODE_SECONDS = 600
ACCESS_SECONDS = 3600
REFRESH_SECONDS = 365 * 24 * 3600


@dataclass(frozen=True)
class Tokens:
    """What a grant brings."""

    access: str = field(repr=False)
    refresh: str = field(repr=False)
    expires_in: int


@dataclass
class Code:
    """One answer to the dialog, to be exchanged once."""

    sub: str
    redirect_uri: str
    challenge: str
    ends_at: float
    used: bool = False


@dataclass
class Token:
    """An access token or a refresh token; `partner` is the one it came with."""

    sub: str
    ends_at: float
    partner: str = ""
    is_revoked: bool = False

    def works(self) -> bool:
        """Whether it is good for anything now."""
        return not self.is_revoked and time.time() < self.ends_at


class OAuthRefused(Exception):
    """An answer of the authorisation server that is no token."""

    def __init__(self, status: int, error: str, description: str, hint: str = ""):
        super().__init__(description)
        self.status = status
        self.answer = {"error": error, "error_description": description}
        self.answer |= {"hint": hint, "message": description} if hint else {"message": description}


class Ledger:
    """All codes and tokens of one client; safe to be asked from several threads."""

    def __init__(self, client_id: str, client_secret: str):
        self.client_id = client_id
        self.lifetime = ACCESS_SECONDS
        self.refresh_lifetime = REFRESH_SECONDS
        self._secret = client_secret
        self._codes: dict[str, Code] = {}
        self._access: dict[str, Token] = {}
        self._refresh: dict[str, Token] = {}
        self._lock = threading.Lock()

    def new_code(self, sub: str, *, redirect_uri: str, challenge: str) -> str:
        """The account has said yes."""
        code = "def502" + secrets.token_hex(440)  # as long as the extension's
        with self._lock:
            self._codes[code] = Code(sub, redirect_uri, challenge, time.time() + CODE_SECONDS)
        return code

    def exchange(self, form: dict[str, str]) -> dict:
        """What the token endpoint answers. Raises OAuthRefused."""
        if form.get("client_id") != self.client_id or not hmac.compare_digest(
            form.get("client_secret", "").encode(), self._secret.encode()
        ):
            raise _invalid_client()
        with self._lock:
            match form.get("grant_type"):
                case "authorization_code":
                    tokens = self._by_code(form)
                case "refresh_token":
                    tokens = self._by_refresh(form.get("refresh_token", ""))
                case _:
                    raise OAuthRefused(
                        400,
                        "unsupported_grant_type",
                        "The authorization grant type is not supported by the authorization server.",
                        "Check that all required parameters have been provided",
                    )
        return {
            "token_type": "Bearer",
            "expires_in": tokens.expires_in,
            "access_token": tokens.access,
            "refresh_token": tokens.refresh,
        }

    def mint(self, sub: str) -> Tokens:
        """Tokens without a dialog."""
        with self._lock:
            return self._issue(sub)

    def sub_of(self, access: str) -> str | None:
        """The account that a token speaks for; None if it is unknown, expired or revoked."""
        with self._lock:
            token = self._access.get(access)
            return token.sub if token and token.works() else None

    def expire(self, access: str) -> None:
        """Make the token's time be over now; its refresh token goes on."""
        with self._lock:
            self._access[access].ends_at = 0

    def revoke(self, sub: str) -> None:
        """The account takes the grant back: nothing issued to it works any more."""
        with self._lock:
            for token in (*self._access.values(), *self._refresh.values()):
                token.is_revoked |= token.sub == sub
            self._codes = {text: code for text, code in self._codes.items() if code.sub != sub}

    def _by_code(self, form: dict[str, str]) -> Tokens:
        code = self._codes.get(form.get("code", ""))
        if code is None:
            raise _invalid_request(400, "Cannot decrypt the authorization code")
        if code.used:
            raise _invalid_request(400, "Authorization code has been revoked")
        if code.ends_at < time.time():
            raise _invalid_request(400, "Authorization code has expired")
        if form.get("redirect_uri", "") != code.redirect_uri:
            raise _invalid_client()
        verifier = form.get("code_verifier", "")
        if code.challenge and not hmac.compare_digest(challenge_of(verifier), code.challenge):
            raise OAuthRefused(400, "invalid_grant", "Failed to verify `code_verifier`.")
        code.used = True
        return self._issue(code.sub)

    def _by_refresh(self, text: str) -> Tokens:
        refresh = self._refresh.get(text)
        if refresh is None or not refresh.works():
            reason = "Cannot decrypt the refresh token" if refresh is None else "Token has been revoked"
            raise OAuthRefused(401, "invalid_request", "The refresh token is invalid.", reason)
        refresh.is_revoked = True
        self._access[refresh.partner].is_revoked = True  # at once, even if it had an hour to go
        return self._issue(refresh.sub)

    def _issue(self, sub: str) -> Tokens:
        now = time.time()
        claims = {"aud": self.client_id, "sub": sub, "exp": now + self.lifetime, "jti": secrets.token_hex(16)}
        access = ".".join(
            (_unpadded(b'{"typ":"JWT","alg":"RS256"}'), _unpadded(json.dumps(claims).encode()),
             secrets.token_urlsafe(256))
        )  # fmt: skip
        refresh = "def502" + secrets.token_hex(300)
        self._access[access] = Token(sub, now + self.lifetime)
        self._refresh[refresh] = Token(sub, now + self.refresh_lifetime, access)
        return Tokens(access, refresh, int(self.lifetime))


def challenge_of(verifier: str) -> str:
    """The S256 challenge that goes with a verifier."""
    return _unpadded(hashlib.sha256(verifier.encode()).digest())


def _unpadded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _invalid_client() -> OAuthRefused:
    return OAuthRefused(401, "invalid_client", "Client authentication failed")


def _invalid_request(status: int, hint: str) -> OAuthRefused:
    said = "The request is missing a required parameter, includes an invalid parameter value, "
    said += "includes a parameter more than once, or is otherwise malformed."
    return OAuthRefused(status, "invalid_request", said, hint)
