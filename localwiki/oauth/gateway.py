# SPDX-License-Identifier: GPL-3.0-or-later
"""Answers each request: the authorisation server's own pages here, all else by the wiki.

A bearer token becomes the cookies of its account's session, so that MediaWiki itself decides what the account may.
"""

import base64
import binascii
import http.client
import json
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urlsplit

from localwiki.faults import HOP_BY_HOP, JSON, Request
from localwiki.oauth import dialog
from localwiki.oauth.ledger import OAuthRefused
from localwiki.oauth.people import as_header

if TYPE_CHECKING:
    from localwiki.oauth.authority import Authority

OAUTH = "/w/rest.php/oauth2/"
API = "/w/api.php"
HTML = ("Content-Type", "text/html; charset=utf-8")
# With these MediaWiki says, having done nothing yet, that the session it knew is gone.
SESSION_LOST = (b"assertuserfailed", b"assertbotfailed", b"assertnameduserfailed")
INVALID = "mwoauth-invalid-authorization"

Answer = tuple[int, list[tuple[str, str]], bytes]


class Gateway(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    timeout = 60

    def log_message(self, *_: object) -> None:
        """Say nothing: `Authority.requests` is the log."""

    def answer_any(self) -> None:
        """Note the request and answer it."""
        self.raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.noted = Request(self.command, self.path, self.raw.decode("utf-8", "replace"), dict(self.headers))
        self.authority.requests.append(self.noted)
        path = urlsplit(self.path).path
        if path.startswith(OAUTH):
            status, headers, body = self.oauth(path.removeprefix(OAUTH))
        else:
            status, headers, body = self.wiki_answer(path)
        self.noted.status = status
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = answer_any

    @property
    def authority(self) -> "Authority":
        return self.server.authority

    @property
    def bearer(self) -> str | None:
        """The token shown; None where there is no such header."""
        kind, _, token = (self.headers.get("Authorization") or "").partition(" ")
        return token.strip() if kind.lower() == "bearer" else None

    def oauth(self, what: str) -> Answer:
        """The authorisation server."""
        match (what, self.command):
            case ("authorize", "GET" | "HEAD" | "POST"):
                return self.authorize()
            case ("access_token", "POST"):
                return self.access_token()
            case ("resource/profile", "GET" | "HEAD" | "POST"):
                return self.profile()
        return _json({"httpCode": 404, "httpReason": "Not Found"}, 404)

    def authorize(self) -> Answer:
        """The dialog, and where its answer leads."""
        asked = dict(parse_qsl(urlsplit(self.path).query, keep_blank_values=True))
        problem = self._problem_with(asked)
        if problem is not None:
            return _refusal(problem)
        if self.command != "POST":
            return 200, [HTML], dialog.page(self.path, self.authority.accounts)
        form = dict(parse_qsl(self.noted.body))
        denied, self.authority.deny_next = self.authority.deny_next, False
        back = asked["redirect_uri"]
        if denied or form.get("answer") != "allow":
            # Not access_denied, and no state: so does the extension.
            return _moved(back, {"error": "unauthorized_client"})
        code = self.authority.ledger.new_code(
            self.authority.sub(form.get("account", "")),
            redirect_uri=back,
            challenge=asked.get("code_challenge", ""),
        )
        return _moved(back, {"code": code} | ({"state": asked["state"]} if "state" in asked else {}))

    def _problem_with(self, asked: dict[str, str]) -> OAuthRefused | None:
        if asked.get("client_id") != self.authority.client_id or not asked.get("redirect_uri"):
            return OAuthRefused(401, "invalid_client", "Client authentication failed")
        if asked.get("response_type") != "code":
            return OAuthRefused(
                400,
                "unsupported_grant_type",
                "The authorization grant type is not supported by the authorization server.",
            )
        if asked.get("code_challenge") and asked.get("code_challenge_method") != "S256":
            return OAuthRefused(
                400, "invalid_request", "Code challenge method must be `S256`.", "code_challenge_method"
            )
        return None

    def access_token(self) -> Answer:
        """A code or a refresh token for a pair of tokens."""
        form = dict(parse_qsl(self.noted.body, keep_blank_values=True))
        kind, _, secret = (self.headers.get("Authorization") or "").partition(" ")
        if kind.lower() == "basic":
            try:
                name, _, password = base64.b64decode(secret).decode().partition(":")
            except (binascii.Error, UnicodeDecodeError):
                name = password = ""
            form |= {"client_id": name, "client_secret": password}
        try:
            return _json(self.authority.ledger.exchange(form), 200)
        except OAuthRefused as refused:
            return _refusal(refused)

    def profile(self) -> Answer:
        """Who the token's account is."""
        if self.headers.get("Authorization") is None:
            # The extension for MediaWiki 1.39 stumbles over its own feet here.
            return _json({"message": "Error: exception of type TypeError", "httpCode": 500}, 500)
        sub = self.authority.ledger.sub_of(self.bearer or "")
        if sub is None:
            return _refusal(
                OAuthRefused(
                    401,
                    "access_denied",
                    "The resource owner or authorization server denied the request.",
                    "Access token could not be verified",
                )
            )
        return _json(self.authority.people.profile(sub), 200)

    def wiki_answer(self, path: str) -> Answer:
        """What MediaWiki says, to the token's account where a token is shown."""
        if self.bearer is None:
            return self.forward(self.path, self.headers.get("Cookie"))[:3]
        sub = self.authority.ledger.sub_of(self.bearer)
        if sub is None or self.authority.people.is_locked(sub):
            # Pages are simply shown as to nobody; the API says so, with a status that tells of no error.
            return self._invalid() if path == API else self.forward(self.path, None)[:3]
        return self._as_account(sub, path)

    def _as_account(self, sub: str, path: str) -> Answer:
        people = self.authority.people
        target = self.path
        if path == API:
            # A request with a token is never anonymous: the assertion tells of a session that was lost. The
            # client's own, in query or form, comes after and counts.
            target = path + "?" + urlencode({"assert": "user"})
            query = urlsplit(self.path).query
            target += f"&{query}" if query else ""
        answer: Answer = (502, [HTML], b"")
        for anew in (False, True):
            *answer, set_cookies = self.forward(target, as_header(people.cookies(sub, anew=anew)))
            if path != API or not any(code in answer[2][:500] for code in SESSION_LOST):
                break
        people.keep(sub, set_cookies)
        return tuple(answer)

    def forward(self, target: str, cookie: str | None) -> tuple[int, list[tuple[str, str]], bytes, list[str]]:
        """Ask the wiki; its status, headers, body and the cookies it set, which a bearer's client never sees."""
        dropped = {"connection", "cookie"} | ({"authorization", "accept-encoding"} if self.bearer else set())
        headers = {name: value for name, value in self.headers.items() if name.lower() not in dropped}
        if cookie:
            headers["Cookie"] = cookie
        wiki = http.client.HTTPConnection("127.0.0.1", self.authority.wiki.port, timeout=300)
        try:
            wiki.request(self.command, target, self.raw or None, headers)
            answer = wiki.getresponse()
            body = answer.read()
        except (OSError, http.client.HTTPException) as error:
            return 502, [HTML], repr(error).encode(), []
        finally:
            wiki.close()
        hidden = HOP_BY_HOP | ({"set-cookie"} if self.bearer else set())
        kept = [pair for pair in answer.getheaders() if pair[0].lower() not in hidden]
        return answer.status, kept, body, answer.headers.get_all("Set-Cookie") or []

    def _invalid(self) -> Answer:
        info = "The authorization headers in your request are not valid: Invalid access token"
        status, headers, body = _json(
            {"error": {"code": INVALID, "info": info, "docref": f"See {self.authority.url}api.php"}}, 200
        )
        return status, [*headers, ("MediaWiki-API-Error", INVALID)], body


def _json(answer: dict, status: int) -> Answer:
    return status, [JSON, ("Cache-Control", "no-store")], json.dumps(answer).encode()


def _refusal(refused: OAuthRefused) -> Answer:
    return _json(refused.answer, refused.status)


def _moved(address: str, parameters: dict[str, str]) -> Answer:
    joint = "&" if urlsplit(address).query else "?"
    return 302, [("Location", f"{address}{joint}{urlencode(parameters)}"), HTML], b""
