# SPDX-License-Identifier: GPL-3.0-or-later
"""One HTTP exchange with one wiki, bounded in time and size, that follows nobody elsewhere."""

import zlib
from http import HTTPStatus
from typing import Any

import requests
import urllib3

from outreach.wiki.address import Address
from outreach.wiki.errors import WikiMisconfigured, WikiRefused, WikiStumbled, WikiUnavailable
from outreach.wiki.terms import Terms
from outreach.wiki.waiting import seconds_told

CONNECT_SECONDS = 10.0
SILENCE_SECONDS = 30.0
CHUNK = 64 * 1024
GZIP = 31  # zlib's window bits for a gzip wrapper
BUSY_TRIES = 5
LAG_SECONDS = 5.0
MINUTE = 60.0  # the budget is free again after it at the latest
LONGEST_AWAY = 900.0  # however long a wiki wants to be left alone, we ask again after a quarter of an hour
TOO_LATE = "The wiki did not answer in time."
NO_CONNECTION = "The connection to the wiki could not be made or broke off."


class WikiSession(requests.Session):
    """The connection pool mwclient is given: it turns every failure into one of our errors.

    mwclient would wait on its own (up to hours), follow redirects to any host and read without an end; here the
    bounds are those of the Terms, and nothing leaves before the gate lets it pass. Waiting is the caller's business.
    """

    def __init__(self, address: Address, agent: str, terms: Terms):
        super().__init__()
        self.headers["User-Agent"] = agent
        self.request_count = 0
        self.told_to_wait: float | None = None
        self.setting = terms.setting
        self._host = address.host
        self._origin = address.origin + "/"
        self._terms = terms
        self._all_end_at = None if terms.total is None else terms.clock() + terms.total
        # A proxy of the environment may be needed to reach a real wiki, and never to reach this machine.
        self.trust_env = not address.loopback
        # Any auth, even one that does nothing, keeps requests from looking for a password in ~/.netrc.
        self.auth = Bearer(terms.token) if terms.token else _no_auth

    def request(self, method: str, url: str, **kwargs: Any) -> requests.Response:  # type: ignore[override]
        """Send one request and return its whole body; raise a WikiError for everything but a plain 200."""
        if not url.startswith(self._origin):
            raise WikiMisconfigured(f"We talk to {self._origin} only, not to {url[:80]}.")
        patience = self._seconds_to_wait()
        with self._terms.gate.passing(self._host, patience=patience, alive=self._terms.alive):
            return self._send(method, url, **kwargs)

    def _send(self, method: str, url: str, **kwargs: Any) -> requests.Response:
        seconds = self._seconds_left()
        ends_at = self._terms.clock() + seconds
        kwargs |= {
            "allow_redirects": False,
            "stream": True,
            "timeout": (min(CONNECT_SECONDS, seconds), min(SILENCE_SECONDS, seconds)),
        }
        self.request_count += 1
        self.told_to_wait = None
        try:
            response = super().request(method, url, **kwargs)
            try:
                body = self._read(response, ends_at)
            finally:
                response.close()
        except requests.ConnectTimeout as error:
            raise WikiStumbled(TOO_LATE, tries=1, may_be_done=False) from error
        except (requests.Timeout, urllib3.exceptions.TimeoutError) as error:
            raise WikiStumbled(TOO_LATE, tries=1) from error
        except requests.exceptions.SSLError as error:
            raise WikiUnavailable(
                "No secure connection to the wiki could be made.", may_be_done=False
            ) from error
        except requests.ConnectionError as error:
            raise WikiStumbled(NO_CONNECTION, may_be_done=not _never_left(error)) from error
        except (requests.RequestException, urllib3.exceptions.HTTPError) as error:
            raise WikiStumbled(NO_CONNECTION) from error
        self.told_to_wait = seconds_told(response.headers.get("Retry-After"))
        self._judge(response)
        response._content = self._unpacked(response, body)
        response.encoding = "utf-8"
        return response

    def _seconds_left(self) -> float:
        """How long this call may take. Raises WikiUnavailable once the time for all of them is up."""
        if self._all_end_at is None:
            return self._terms.deadline
        left = self._all_end_at - self._terms.clock()
        if left <= 0:
            raise WikiUnavailable(TOO_LATE, may_be_done=False)
        return min(self._terms.deadline, left)

    def _seconds_to_wait(self) -> float:
        """How long others may keep the line: as long as one call may take, and a person waits no longer in all."""
        return self._seconds_left() if self._all_end_at is not None else self._terms.deadline + MINUTE

    def _read(self, response: requests.Response, ends_at: float) -> bytes:
        """Read the body as it comes: `read1` returns what has arrived, so a slow drip cannot outlast us."""
        body = bytearray()
        while chunk := response.raw.read1(CHUNK, decode_content=False):
            body += chunk
            if len(body) > self._terms.size_limit:
                raise self._too_large()
            if self._terms.clock() > ends_at:
                raise WikiUnavailable(f"The wiki was still sending after {self._terms.deadline:.0f} seconds.")
        return bytes(body)

    def _judge(self, response: requests.Response) -> None:
        """Let a plain answer pass; name every other one."""
        status = response.status_code
        if "X-Database-Lag" in response.headers:
            wait = LAG_SECONDS if self.told_to_wait is None else self.told_to_wait
            self._terms.gate.stay_away(self._host, min(wait, LONGEST_AWAY))
            raise WikiStumbled(
                "The wiki's database is behind.", retry_after=wait, tries=BUSY_TRIES, may_be_done=False
            )
        if status == HTTPStatus.TOO_MANY_REQUESTS:
            if self.told_to_wait:
                self._terms.gate.stay_away(self._host, min(self.told_to_wait, LONGEST_AWAY))
            raise WikiStumbled(
                "The wiki says that we ask too often.",
                retry_after=self.told_to_wait,
                tries=BUSY_TRIES,
                may_be_done=False,
            )
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR or status == HTTPStatus.ACCEPTED:
            raise WikiStumbled(f"The wiki has trouble (status {status}).", retry_after=self.told_to_wait)
        if HTTPStatus.MULTIPLE_CHOICES <= status < HTTPStatus.BAD_REQUEST:
            elsewhere = response.headers.get("Location", "another address")[:120]
            raise WikiMisconfigured(
                f"{self.setting}: the wiki sends us on to {elsewhere}, and we do not follow."
            )
        if status in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE):
            raise WikiMisconfigured(f"{self.setting}: there is no wiki's api.php at this address.")
        if status == HTTPStatus.FORBIDDEN:
            raise WikiRefused("The wiki turned us away (status 403); is OPERATOR_CONTACT a real contact?")
        if status != HTTPStatus.OK:
            raise WikiRefused(f"The wiki refused to answer (status {status}).")

    def _unpacked(self, response: requests.Response, body: bytes) -> bytes:
        """Undo gzip within the size limit, and see that the bytes are text: mwclient would store � instead."""
        if response.headers.get("Content-Encoding", "").lower() == "gzip":
            unpacker = zlib.decompressobj(GZIP)
            try:
                body = unpacker.decompress(body, self._terms.size_limit + 1)
            except zlib.error as error:
                raise WikiStumbled("The wiki's answer arrived damaged.") from error
            if len(body) > self._terms.size_limit:
                raise self._too_large()
            if not unpacker.eof:
                raise WikiStumbled("The wiki's answer arrived cut short.")
        if body.lstrip().startswith(b"<"):
            return body  # a web page in whatever encoding: the client says what that means
        try:
            body.decode("utf-8")
        except UnicodeDecodeError as error:
            raise WikiStumbled("The wiki's answer arrived damaged.") from error
        return body

    def _too_large(self) -> WikiUnavailable:
        return WikiUnavailable(f"The wiki's answer is larger than {self._terms.size_limit // 1024} kB.")


class Bearer(requests.auth.AuthBase):
    """Signs requests with an OAuth 2 token; the session sends to one origin only, and follows nobody."""

    def __init__(self, token: str):
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self._token}"
        return request


def _never_left(error: requests.ConnectionError) -> bool:
    """Whether no connection was made at all, so that nobody can have heard us."""
    reason = getattr(error.args[0], "reason", None) if error.args else None
    return isinstance(reason, urllib3.exceptions.NewConnectionError)


def _no_auth(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request
