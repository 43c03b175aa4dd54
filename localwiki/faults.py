# SPDX-License-Identifier: GPL-3.0-or-later
"""A proxy before the local wiki that counts requests and, where told to, answers as a sick server or network would.

Modes: a status code such as "429" or "503" (`arg`: seconds for Retry-After), "html" (an error page with status 200),
"empty", "garbage" (invalid UTF-8), "half" (JSON cut, length right), "cut" (shorter than its length), "reset" (nothing
reached the wiki), "lost" (the wiki did it, the answer never came), "slow" (`arg` seconds before the answer), "drip"
(`arg` seconds between bytes), "maxlag" (`arg`: Retry-After; None: without one), "late" (the wiki did it, its answer comes
after `arg` seconds), "answer" (`arg` is the JSON that comes in place of the wiki's, which heard nothing), "reshape" (the
wiki did it, and `arg` is a function that makes of its answer the one that comes), "away" (a redirect to `arg`).
A Retry-After that is text, such as a date, is sent as it is; None sends none.
"""

import http.client
import json
import re
import socket
import struct
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

ERROR_PAGE = (
    b"<!DOCTYPE html><html><head><title>Error</title></head><body>Our servers are resting.</body></html>"
)
HTML, JSON = ("Content-Type", "text/html"), ("Content-Type", "application/json; charset=utf-8")
HOP_BY_HOP = {"connection", "content-length", "transfer-encoding", "keep-alive", "date", "server"}


@dataclass
class Fault:
    """One order: do `mode` to the next `times` requests that match, after letting `skip` of them through."""

    mode: str
    times: int = 1
    match: str = ""
    arg: Any = 1
    skip: int = 0


@dataclass
class Request:
    """One request as it came, what was done to it, and the status it was answered with (0: none)."""

    method: str
    path: str
    body: str
    headers: dict[str, str] = field(repr=False)
    mode: str = ""
    status: int = 0

    @property
    def params(self) -> dict[str, str]:
        """Query and form together, the last value of each name."""
        pairs = parse_qs(urlsplit(self.path).query, keep_blank_values=True) | parse_qs(
            self.body, keep_blank_values=True
        )
        return {name: values[-1] for name, values in pairs.items()}


class Faults:
    """A running proxy: `url` takes the place of the wiki's, `requests` lists what came."""

    def __init__(self, upstream_port: int, path: str = "/w/"):
        self.requests: list[Request] = []
        self.upstream_port = upstream_port
        self._armed: list[Fault] = []
        self._lock = threading.Lock()
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.faults = self
        self.port = self._server.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}{path}"
        threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True
        ).start()

    def inject(
        self, mode: str | int, *, times: int = 1, match: str = "", arg: Any = 1, skip: int = 0
    ) -> None:
        """Arm a fault; `match` is searched, as a regular expression, in path and body. Earlier ones go first."""
        if str(mode) not in MODES and not re.fullmatch(r"[2-5]\d\d", str(mode)):
            raise ValueError(f"no such fault: {mode}")
        with self._lock:
            self._armed.append(Fault(str(mode), times, match, arg, skip))

    def clear(self) -> None:
        """Disarm all faults and forget the requests."""
        with self._lock:
            self._armed.clear()
            self.requests.clear()

    def count(self, match: str = "") -> int:
        """How many requests came whose path or body match."""
        return sum(bool(re.search(match, f"{request.path} {request.body}")) for request in self.requests)

    def stop(self) -> None:
        """Close the port."""
        self._server.shutdown()
        self._server.server_close()

    def note(self, request: Request) -> Fault | None:
        """Write the request down; the fault that it meets, used up by one."""
        with self._lock:
            self.requests.append(request)
            for fault in self._armed:
                if fault.times > 0 and re.search(fault.match, f"{request.path} {request.body}"):
                    if fault.skip > 0:
                        fault.skip -= 1
                        continue
                    fault.times -= 1
                    request.mode = fault.mode
                    return fault
        return None

    def __enter__(self) -> "Faults":
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


def start(upstream_port: int) -> Faults:
    """A proxy on a free port before the server on that port of this machine."""
    return Faults(upstream_port)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128
    faults: Faults

    def handle_error(self, request, client_address) -> None:
        """A client that went away is no news here."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 60

    def log_message(self, *_: object) -> None:
        """Say nothing: `Faults.requests` is the log."""

    def answer_any(self) -> None:
        """Do what the fault says, or else what the wiki does."""
        self.raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.noted = Request(self.command, self.path, self.raw.decode("utf-8", "replace"), dict(self.headers))
        fault = self.server.faults.note(self.noted)
        if fault is None:
            self.reply(*self.ask_wiki())
        elif fault.mode.isdigit():
            waits = _waits(fault.arg) if fault.mode in ("429", "503") else []
            moved = [("Location", self.path)] if fault.mode in ("301", "302", "307", "308") else []
            self.reply(int(fault.mode), [HTML, *waits, *moved], ERROR_PAGE)
        else:
            MODES[fault.mode](self, fault.arg)

    do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = answer_any

    def ask_wiki(self, *, plain: bool = False) -> tuple[int, list[tuple[str, str]], bytes]:
        """Status, headers and body of the wiki's own answer; plain ones are not compressed."""
        dropped = {"connection", "accept-encoding"} if plain else {"connection"}
        headers = {name: value for name, value in self.headers.items() if name.lower() not in dropped}
        wiki = http.client.HTTPConnection("127.0.0.1", self.server.faults.upstream_port, timeout=300)
        try:
            wiki.request(self.command, self.path, self.raw or None, headers)
            answer = wiki.getresponse()
            body = answer.read()
        except (OSError, http.client.HTTPException) as error:
            return 502, [HTML], repr(error).encode()
        finally:
            wiki.close()
        return (
            answer.status,
            [pair for pair in answer.getheaders() if pair[0].lower() not in HOP_BY_HOP],
            body,
        )

    def head(self, status: int, headers: list[tuple[str, str]], length: int) -> None:
        """Send all but the body."""
        self.noted.status = status
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(length))
        self.end_headers()

    def reply(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        """Send a whole answer."""
        self.head(status, headers, len(body))
        if self.command != "HEAD":
            self.wfile.write(body)

    def hang_up(self, *, rudely: bool = False) -> None:
        """Close the connection; rudely: with a reset, what was not read is lost."""
        self.close_connection = True
        if rudely:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()


def _half(handler: _Handler, _: float) -> None:
    status, headers, body = handler.ask_wiki(plain=True)
    handler.reply(status, headers, body[: len(body) // 2])


def _cut(handler: _Handler, _: float) -> None:
    status, headers, body = handler.ask_wiki(plain=True)
    handler.head(status, headers, len(body))
    handler.wfile.write(body[: len(body) // 2])
    handler.hang_up()


def _lost(handler: _Handler, _: float) -> None:
    handler.ask_wiki()
    handler.hang_up(rudely=True)


def _slow(handler: _Handler, seconds: float) -> None:
    time.sleep(seconds)
    handler.reply(*handler.ask_wiki())


def _drip(handler: _Handler, seconds: float) -> None:
    status, headers, body = handler.ask_wiki()
    handler.head(status, headers, len(body))
    for byte in body:
        handler.wfile.write(bytes([byte]))
        handler.wfile.flush()
        time.sleep(seconds)


def _late(handler: _Handler, seconds: float) -> None:
    answer = handler.ask_wiki()
    time.sleep(seconds)
    handler.reply(*answer)


def _reshape(handler: _Handler, reshape: Callable[[dict], object]) -> None:
    status, headers, body = handler.ask_wiki(plain=True)
    handler.reply(status, headers, json.dumps(reshape(json.loads(body))).encode())


def _waits(told: float | str | None) -> list[tuple[str, str]]:
    if told is None:
        return []
    return [("Retry-After", told if isinstance(told, str) else f"{told:g}")]


def _maxlag(handler: _Handler, seconds: float | None) -> None:
    error = {
        "code": "maxlag",
        "info": "Waiting for replica1: 7 seconds lagged.",
        "host": "replica1",
        "lag": 7,
    }
    handler.reply(
        200, [JSON, ("X-Database-Lag", "7"), *_waits(seconds)], json.dumps({"error": error}).encode()
    )


MODES = {
    "html": lambda handler, _: handler.reply(200, [HTML], ERROR_PAGE),
    "empty": lambda handler, _: handler.reply(200, [JSON], b""),
    "garbage": lambda handler, _: handler.reply(200, [JSON], b'{"batchcomplete": "\xff\xfe\x80"}'),
    "reset": lambda handler, _: handler.hang_up(rudely=True),
    "half": _half,
    "cut": _cut,
    "lost": _lost,
    "slow": _slow,
    "drip": _drip,
    "maxlag": _maxlag,
    "late": _late,
    "reshape": _reshape,
    "answer": lambda handler, answer: handler.reply(200, [JSON], json.dumps(answer).encode()),
    "away": lambda handler, address: handler.reply(302, [HTML, ("Location", address)], ERROR_PAGE),
}
