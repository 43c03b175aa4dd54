# SPDX-License-Identifier: GPL-3.0-or-later
"""The wiki's accounts as the authorisation server sees them: by their number, which outlives a new name."""

import contextlib
import http.client
import json
import threading
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from localwiki.accounts import BOT_PASSWORD, PASSWORD, STAFF
from localwiki.server import LocalWiki
from localwiki.steward import Session, WikiRefused

GRANTS = ["mwoauth-authonly", "basic", "editpage", "createeditmovepage"]


class People:
    """Looks accounts up, and keeps one signed-in session for each that acts through the gateway."""

    def __init__(self, wiki: LocalWiki):
        self._wiki = wiki
        self._cookies: dict[str, dict[str, str]] = {}
        self._locked: set[str] = set()
        self._lock = threading.Lock()

    def sub_of(self, name: str) -> str:
        """The account's number as text. Raises WikiRefused if there is none of that name."""
        (found,) = self._asked(ususers=name)
        if "userid" not in found:
            raise WikiRefused("nosuchuser", f'There is no user by the name "{name}".')
        return str(found["userid"])

    def profile(self, sub: str) -> dict:
        """What the profile resource tells."""
        found = self._account(sub)
        return {
            "sub": sub,
            "username": found["name"],
            "editcount": found.get("editcount", 0),
            "confirmed_email": False,
            "blocked": "blockid" in found,
            "registered": (found.get("registration") or "").translate(str.maketrans("", "", "-:TZ")),
            "groups": found.get("groups", []),
            "rights": found.get("rights", []),
            "grants": GRANTS,
        }

    def set_locked(self, sub: str, *, locked: bool) -> None:
        """A locked account is refused whatever token it shows."""
        with self._lock:
            self._locked = self._locked | {sub} if locked else self._locked - {sub}

    def is_locked(self, sub: str) -> bool:
        """Whether the account is locked."""
        return sub in self._locked

    def cookies(self, sub: str, *, anew: bool = False) -> dict[str, str]:
        """Cookies that make the wiki take a request for the account's; one session each, unless asked for anew."""
        with self._lock:
            if anew or sub not in self._cookies:
                self._cookies[sub] = self._sign_in(self._account(sub)["name"])
            return dict(self._cookies[sub])

    def keep(self, sub: str, set_cookies: list[str]) -> None:
        """Take over cookies that an answer to the account set."""
        with self._lock:
            _merge(self._cookies.setdefault(sub, {}), set_cookies)

    def _account(self, sub: str) -> dict:
        return self._asked(ususerids=sub)[0]

    def _asked(self, **whom: str) -> list[dict]:
        asked = whom | {
            "list": "users",
            "usprop": "blockinfo|editcount|registration|groups|rights",
        }
        answer = Session(f"{self._wiki.url}api.php", None).call("query", **asked)
        return answer["query"]["users"]

    def _sign_in(self, name: str) -> dict[str, str]:
        """By the bot password where the account has one, else by its own."""
        has_bot = any(account.grants for account in STAFF if account.name == name)
        ways = [(f"{name}@local", BOT_PASSWORD), (name, PASSWORD)]
        for user, password in ways if has_bot else reversed(ways):
            cookies: dict[str, str] = {}
            with contextlib.closing(
                http.client.HTTPConnection("127.0.0.1", self._wiki.port, timeout=60)
            ) as wiki:
                token = _post(wiki, cookies, action="query", meta="tokens", type="login")
                login = _post(
                    wiki, cookies, action="login", lgname=user, lgpassword=password,
                    lgtoken=token["query"]["tokens"]["logintoken"],
                )  # fmt: skip
            if login["login"]["result"] == "Success":
                return cookies
        raise WikiRefused("login", str(login["login"].get("reason", login)))


def as_header(cookies: dict[str, str]) -> str:
    """The Cookie header of these."""
    return "; ".join(f"{name}={value}" for name, value in cookies.items())


def _post(wiki: http.client.HTTPConnection, cookies: dict[str, str], **params: str) -> dict:
    form = urlencode(params | {"format": "json"})
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": as_header(cookies)}
    wiki.request("POST", "/w/api.php", form, headers)
    answer = wiki.getresponse()
    _merge(cookies, answer.headers.get_all("Set-Cookie") or [])
    return json.loads(answer.read())


def _merge(cookies: dict[str, str], set_cookies: list[str]) -> None:
    for line in set_cookies:
        for name, morsel in SimpleCookie(line).items():
            if morsel.coded_value in ("", "deleted"):
                cookies.pop(name, None)
            else:
                cookies[name] = morsel.coded_value
