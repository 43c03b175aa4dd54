# SPDX-License-Identifier: GPL-3.0-or-later
"""A running authorisation server before a local wiki, and what tests do to grants behind the product's back."""

import http.client
import re
import threading
from http.server import ThreadingHTTPServer
from urllib.parse import urlencode, urlsplit

from localwiki.accounts import STAFF
from localwiki.faults import Request
from localwiki.oauth.gateway import Gateway
from localwiki.oauth.ledger import Ledger, Tokens
from localwiki.oauth.people import People
from localwiki.server import LocalWiki

CLIENT_ID = "0123456789abcdef0123456789abcdef"
CLIENT_SECRET = "only-for-loopback-client-secret"


class Authority:
    """`url` and `rest_url` take the place of the wiki's own; `requests` lists what came, in order.

    With `deny_next` set the next answer to the dialog is a no, whatever button is pressed. Whether an account is
    blocked, and what it is called, is asked of the wiki each time: `LocalWiki.block` and `rename` show at once.
    """

    def __init__(self, wiki: LocalWiki, *, client_id: str, client_secret: str, lifetime: int, port: int = 0):
        self.wiki = wiki
        self.client_id = client_id
        self.client_secret = client_secret
        self.people = People(wiki)
        self.ledger = Ledger(client_id, client_secret)
        self.ledger.lifetime = lifetime
        self.requests: list[Request] = []
        self.deny_next = False
        self._server = _Server(("127.0.0.1", port), Gateway)
        self._server.authority = self
        self.port = self._server.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}/w/"
        self.rest_url = f"{self.url}rest.php"
        threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True
        ).start()

    @property
    def lifetime(self) -> int:
        """Seconds that access tokens issued from now on are good for."""
        return self.ledger.lifetime

    @lifetime.setter
    def lifetime(self, seconds: int) -> None:
        self.ledger.lifetime = seconds

    @property
    def accounts(self) -> list[str]:
        """Whom the dialog offers: all the wiki has, under their present names, our staff first."""
        listed = self.wiki.session(None).call("query", list="allusers", aulimit="max")["query"]["allusers"]
        names = {each["name"] for each in listed}
        staff = [account.name for account in STAFF if account.name in names]
        return staff + sorted(names.difference(staff))

    def sub(self, account: str) -> str:
        """What the account is known by here, whatever it is called. Raises WikiRefused if there is none."""
        return self.people.sub_of(account)

    def grant(self, account: str) -> Tokens:
        """Tokens of the account, as if it had been through the dialog."""
        return self.ledger.mint(self.sub(account))

    def expire(self, access: str) -> None:
        """Make an access token's hour be over."""
        self.ledger.expire(access)

    def revoke(self, account: str) -> None:
        """The account takes back what it granted, as on Special:OAuthManageMyGrants."""
        self.ledger.revoke(self.sub(account))

    def lock(self, account: str, *, locked: bool = True) -> None:
        """A steward locks the account everywhere; its tokens stay and are refused."""
        self.people.set_locked(self.sub(account), locked=locked)

    def decide(self, address: str, account: str | None) -> str:
        """Be the person at the dialog of that address: allow as the account (None: deny); where it sends them."""
        form = {"account": account or self.accounts[0], "answer": "allow" if account else "deny"}
        parts = urlsplit(address)
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            kind = {"Content-Type": "application/x-www-form-urlencoded"}
            connection.request("POST", f"{parts.path}?{parts.query}", urlencode(form), kind)
            answer = connection.getresponse()
            said = answer.read()
        finally:
            connection.close()
        if answer.status != 302:
            raise ValueError(f"the dialog answered {answer.status}: {said[:300]!r}")
        return answer.headers["Location"]

    def count(self, match: str = "") -> int:
        """How many requests came whose path or body match."""
        return sum(
            bool(re.search(match, f"{request.path} {request.body}")) for request in list(self.requests)
        )

    def stop(self) -> None:
        """Close the port; the wiki goes on."""
        self._server.shutdown()
        self._server.server_close()

    def __enter__(self) -> "Authority":
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


def start(
    wiki: LocalWiki,
    *,
    client_id: str = CLIENT_ID,
    client_secret: str = CLIENT_SECRET,
    lifetime: int = 3600,
    port: int = 0,
) -> Authority:
    """Serve the wiki with OAuth 2 before it, on a free port unless one is named."""
    return Authority(wiki, client_id=client_id, client_secret=client_secret, lifetime=lifetime, port=port)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128
    authority: Authority

    def handle_error(self, request, client_address) -> None:
        """A client that went away is no news here."""
