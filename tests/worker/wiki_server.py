# SPDX-License-Identifier: GPL-3.0-or-later
"""The wiki in memory behind HTTP, for a worker in a process of its own; needs nothing but Python."""

import json
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from outreach.wiki.values import Page
from tests.outreach.fake_wiki import FACTS, FakeWiki


class WikiServer(ThreadingHTTPServer):
    """Answers the client's two questions; a batch takes `seconds`. `asked` holds the page ids of each batch."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, wiki: FakeWiki, seconds: float):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.wiki, self.seconds = wiki, seconds
        self.asked: list[list[int]] = []
        self.url = f"http://127.0.0.1:{self.server_port}/w/"

    def handle_error(self, request, client_address):
        """A worker that was killed hangs up: nothing to print."""


class _Handler(BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def do_GET(self):
        asked = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
        pages = self._batch(asked["pageids"]) if "pageids" in asked else self._listing(asked["gapprefix"])
        site = {
            "general": {"sitename": FACTS.name, "server": FACTS.server, "articlepath": FACTS.article_path}
        }
        body = json.dumps({"batchcomplete": True, "query": {"pages": pages} | site}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _listing(self, prefix: str) -> list[dict]:
        pages = self.server.wiki.pages_now.values()
        return [
            {"pageid": page.page_id, "ns": 0, "title": page.title, "lastrevid": page.revision}
            for page in pages
            if page.title.startswith(prefix)
        ]

    def _batch(self, page_ids: str) -> list[dict]:
        wanted = [int(page_id) for page_id in page_ids.split("|")]
        self.server.asked.append(wanted)
        time.sleep(self.server.seconds)
        return [_spelled(self.server.wiki.pages_now[page_id]) for page_id in wanted]


def _spelled(page: Page) -> dict:
    return {
        "pageid": page.page_id,
        "ns": 0,
        "title": page.title,
        "lastrevid": page.revision,
        "revisions": [
            {
                "revid": page.revision,
                "timestamp": page.revised_at.isoformat(),
                "sha1": page.sha1,
                "slots": {"main": {"contentmodel": "wikitext", "content": page.text}},
            }
        ],
        "contributors": [{"userid": person.user_id, "name": person.username} for person in page.contributors],
    }


@contextmanager
def serving(wiki: FakeWiki, *, seconds: float):
    """Serve the wiki for the length of the block, so slow."""
    server = WikiServer(wiki, seconds)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
