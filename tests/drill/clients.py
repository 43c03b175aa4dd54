# SPDX-License-Identifier: GPL-3.0-or-later
"""People who promise things: each signs in, sends commitment after commitment, and sends again what got no answer."""

import http.client
import threading
import time
import uuid
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import urlencode

HOST = "127.0.0.1"
PATIENCE = 10
# Seconds between two promises of one person: a load, and something left of two cores for what must start again.
BREATH = 0.1


class Unanswered(Exception):
    """No answer, or one that leaves open whether it was done: a person would press the button again."""


@dataclass
class Load:
    """What all clients share: where the site is, what was acknowledged, and when to stop."""

    ports: list[int]
    agreements: list[int]
    username: str
    password: str
    acknowledged: list[str] = field(default_factory=list)
    begun: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    repeats: int = 0
    is_over: bool = False
    lock: threading.Lock = field(default_factory=threading.Lock)


class Client(threading.Thread):
    """One browser."""

    def __init__(self, load: Load, number: int):
        super().__init__(name=f"client {number}", daemon=True)
        self._load, self._number = load, number
        self._cookies: dict[str, str] = {}
        self._connections: dict[int, http.client.HTTPConnection] = {}
        self._turn = number

    def run(self) -> None:
        if not self._until_done(self._sign_in):
            return
        count = 0
        while not self._load.is_over:
            what = f"Promise {self._number}-{count}"
            form_key = str(uuid.uuid4())
            agreement = self._load.agreements[count % len(self._load.agreements)]
            count += 1
            with self._load.lock:
                self._load.begun.append(what)
            if self._until_done(lambda a=agreement, w=what, k=form_key: self._promise(a, w, k)):
                with self._load.lock:
                    self._load.acknowledged.append(what)
            time.sleep(BREATH)

    def _until_done(self, step) -> bool:
        """Try again until there is an answer; whether it was a yes. False as well when the load is over."""
        while not self._load.is_over:
            try:
                return step()
            except Unanswered:
                with self._load.lock:
                    self._load.repeats += 1
                self._turn += 1  # the other web process may be there
                time.sleep(0.1)
        return False

    def _sign_in(self) -> bool:
        self._ask("GET", "/sign-in/")
        status, _where = self._post("/sign-in/", username=self._load.username, password=self._load.password)
        return self._accepted(status == 302 and "session" in self._cookies, "sign in", status)

    def _promise(self, agreement: int, what: str, form_key: str) -> bool:
        address = f"/agreements/{agreement}/"
        status, where = self._post(
            f"{address}commitments/", party="affiliate", what=what, due_on="", form_key=form_key
        )
        # Whoever is sent to the agreement was heard: the first time, or an earlier time with the same key.
        return self._accepted(status == 302 and where.split("#")[0] == address, what, status)

    def _accepted(self, is_yes: bool, what: str, status: int) -> bool:
        if not is_yes:
            with self._load.lock:
                self._load.refused.append(f"{what}: HTTP {status}")
            time.sleep(0.5)
        return is_yes

    def _post(self, address: str, **fields: str) -> tuple[int, str]:
        return self._ask("POST", address, fields | {"csrfmiddlewaretoken": self._cookies["csrftoken"]})

    def _ask(self, method: str, address: str, fields: dict | None = None) -> tuple[int, str]:
        port = self._load.ports[self._turn % len(self._load.ports)]
        connection = self._connections.setdefault(
            port, http.client.HTTPConnection(HOST, port, timeout=PATIENCE)
        )
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items())}
        if fields is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request(method, address, urlencode(fields) if fields else None, headers)
            response = connection.getresponse()
            response.read()
        except (OSError, http.client.HTTPException) as error:
            connection.close()
            raise Unanswered(str(error)) from error
        if response.status >= 500:
            raise Unanswered(f"HTTP {response.status}")
        for header in response.headers.get_all("Set-Cookie") or []:
            for name, morsel in SimpleCookie(header).items():
                self._cookies[name] = morsel.value
        return response.status, response.getheader("Location") or ""
