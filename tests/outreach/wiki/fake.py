# SPDX-License-Identifier: GPL-3.0-or-later
"""A web server on loopback that gives the answers a test lays out, one after the other, and notes the questions."""

import json
import threading
import time
from collections import deque
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit


@dataclass
class Answer:
    """One HTTP answer; `claims` more bytes than it sends, or sends one byte each `drip` seconds."""

    body: bytes = b""
    status: int = 200
    headers: dict = field(default_factory=dict)
    claims: int = 0
    drip: float = 0.0
    hang_up: bool = False


def data(content: object, **headers: str) -> Answer:
    """Return a JSON answer as the API gives it; underscores in header names become hyphens."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(json.dumps(content).encode(), headers={"Content-Type": "application/json"} | named)


def web_page(status: int = 200, **headers: str) -> Answer:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(b"<!DOCTYPE html><title>Closed for cleaning</title>", status, named)


def page(page_id: int, title: str, *, text: str = "Hello.", revision: int = 7, **fields: object) -> dict:
    """Return a page as `formatversion=2` spells it; a field of None is left out."""
    slot = {"contentmodel": "wikitext", "content": text}
    entry = {
        "pageid": page_id,
        "ns": 0,
        "title": title,
        "lastrevid": revision,
        "revisions": [
            {
                "revid": revision,
                "timestamp": "2024-05-06T07:08:09Z",
                "sha1": "0" * 40,
                "slots": {"main": slot},
            }
        ],
    }
    return {name: value for name, value in (entry | fields).items() if value is not None}


def pages(*entries: dict, onward: dict | None = None) -> Answer:
    """Return an answer with these pages, complete unless it says how to go on."""
    rest = {"continue": onward} if onward else {"batchcomplete": True}
    return data({"query": {"pages": list(entries)}} | rest)


class FakeServer(ThreadingHTTPServer):
    """Holds the answers still to give and the questions asked; the last answer is repeated."""

    daemon_threads = True
    block_on_close = False

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answers: deque[Answer] = deque()
        self.asked: list[dict[str, str]] = []
        self.agents: list[str] = []
        self.signed: list[str] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/w/"

    def will_say(self, *answers: Answer) -> None:
        self.answers.extend(answers)

    def handle_error(self, request, client_address):
        """A client that has had enough hangs up: nothing to print."""


class _Handler(BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def do_GET(self):
        self.server.asked.append(dict(parse_qsl(urlsplit(self.path).query, keep_blank_values=True)))
        self.server.agents.append(self.headers["User-Agent"])
        self.server.signed += self.headers.get_all("Authorization", [])
        answers = self.server.answers
        answer = answers.popleft() if len(answers) > 1 else answers[0]
        if answer.hang_up:
            self.connection.close()
            return
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body) + answer.claims))
        self.end_headers()
        if not answer.drip:
            self.wfile.write(answer.body)
            return
        for byte in answer.body:
            self.wfile.write(bytes([byte]))
            self.wfile.flush()
            time.sleep(answer.drip)


@contextmanager
def serving():
    """Run a fake server for the length of the block."""
    server = FakeServer()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
