# SPDX-License-Identifier: GPL-3.0-or-later
"""A Wikibase of made-up institutions for this machine: `python -m localwiki.wikibase` serves it, tests start it.

It answers `wbsearchentities` and `wbgetentities` in their documented shape from the files of `entities/`, and
refuses as they do. `localwiki.faults` can stand before it.
"""

import argparse
import json
import threading
from copy import deepcopy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from localwiki.asked import AskedToStop

FOLDER = Path(__file__).parent / "entities"
FILES = ("institutions", "places", "countries", "classes")
TERMS = ("labels", "descriptions", "aliases")
MOST_IDS = 50
LARGEST = 2**31 - 1
FALLBACK = ("en", "mul")


class Refusal(Exception):
    """What the API says with an `error`: a code and a sentence."""


class Wikibase(ThreadingHTTPServer):
    """A running server. `entities` and `redirects` may be changed while it runs; `asked` lists the questions."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, port: int = 0):
        super().__init__(("127.0.0.1", port), _Handler)
        self.entities: dict[str, dict] = {}
        for name in FILES:
            self.entities |= json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
        self.redirects: dict[str, str] = json.loads((FOLDER / "redirects.json").read_text(encoding="utf-8"))
        self.asked: list[dict[str, str]] = []
        self.agents: list[str] = []
        self.port = self.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}/w/"

    def merge(self, item: str, into: str) -> None:
        """Make the first item a redirect to the second."""
        del self.entities[item]
        self.redirects[item] = into

    def count(self, action: str) -> int:
        """How many questions of that kind came."""
        return sum(each.get("action") == action for each in self.asked)

    def begin(self) -> "Wikibase":
        """Serve in a thread of its own until `stop`."""
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def stop(self) -> None:
        """Close the port."""
        self.shutdown()
        self.server_close()

    def __enter__(self) -> "Wikibase":
        return self.begin()

    def __exit__(self, *_: object) -> None:
        self.stop()

    def handle_error(self, request, client_address) -> None:
        """A client that went away is no news here."""

    def answer(self, asked: dict[str, str]) -> dict:
        """The JSON that goes with one question."""
        self.asked.append(asked)
        try:
            match asked.get("action"):
                case "wbsearchentities":
                    return self._search(asked)
                case "wbgetentities":
                    return self._get(asked)
            raise Refusal(
                "badvalue", f'Unrecognized value for parameter "action": {asked.get("action", "")}.'
            )
        except Refusal as refusal:
            code, info = refusal.args
            return {"error": {"code": code, "info": info, "docref": "See the documentation of this API."}}

    def _get(self, asked: dict[str, str]) -> dict:
        ids = list(dict.fromkeys(filter(None, asked.get("ids", "").split("|"))))
        if not ids:
            raise Refusal("param-missing", "Either provide the Item “ids” or pairs of “sites” and “titles”.")
        if len(ids) > MOST_IDS:
            raise Refusal(
                "toomanyvalues", f'Too many values supplied for parameter "ids". The limit is {MOST_IDS}.'
            )
        for each in ids:
            if not (each[:1] == "Q" and each[1:].isdigit() and 0 < int(each[1:]) <= LARGEST):
                raise Refusal("no-such-entity", f'Could not find an entity with the ID "{each}".')
        return {"entities": {each: self._entity(each, asked) for each in ids}, "success": 1}

    def _entity(self, wanted: str, asked: dict[str, str]) -> dict:
        found = self.redirects.get(wanted, wanted)
        if found not in self.entities:
            return {"id": wanted, "missing": ""}
        entity = deepcopy(self.entities[found])
        props = {each.partition("/")[0] for each in asked.get("props", "info|labels|claims").split("|")}
        number = int(found[1:])
        page = {"pageid": number, "ns": 0, "title": found, "lastrevid": entity.pop("lastrevid", number + 7)}
        languages = set(filter(None, asked.get("languages", "").split("|")))
        if languages:
            for kind in TERMS:
                terms = entity[kind]
                entity[kind] = {code: terms[code] for code in terms if code in languages} if terms else terms
        kept = {name: value for name, value in entity.items() if name in props or name in ("type", "id")}
        moved = {"redirects": {"from": wanted, "to": found}} if found != wanted else {}
        return (page | {"modified": "2026-01-02T03:04:05Z"} if "info" in props else {}) | moved | kept

    def _search(self, asked: dict[str, str]) -> dict:
        words, language = asked.get("search", ""), asked.get("language", "")
        if not words or not language:
            raise Refusal("missingparam", 'The "search" parameter must be set.')
        limit = min(int(asked.get("limit", "7")), MOST_IDS)
        found = [
            row
            for item, entity in self.entities.items()
            if (row := _row(item, entity, words.casefold(), language))
        ]
        rest = {"search-continue": limit} if len(found) > limit else {}
        return {"searchinfo": {"search": words}, "search": found[:limit], "success": 1} | rest


def _row(item: str, entity: dict, words: str, language: str) -> dict | None:
    codes = list(dict.fromkeys((language, *FALLBACK)))
    label = next((entity["labels"][code] for code in codes if code in entity["labels"]), None)
    names = [("label", entity["labels"][code]) for code in codes if code in entity["labels"]]
    names += [("alias", each) for code in codes for each in entity["aliases"].get(code, ())]
    match = next(((kind, name) for kind, name in names if name["value"].casefold().startswith(words)), None)
    if item.casefold() == words:
        match = ("entityId", {"value": item})
    if match is None:
        return None
    kind, name = match
    said = entity["descriptions"] or {}
    description = next((said[code] for code in codes if code in said), None)
    shown = {"label": label, "description": description}
    row = {
        "id": item,
        "title": item,
        "pageid": int(item[1:]),
        "concepturi": f"http://www.wikidata.org/entity/{item}",
        "repository": "wikidata",
        "url": f"//www.wikidata.org/wiki/{item}",
        "display": {part: term for part, term in shown.items() if term},
        "match": {"type": kind, "text": name["value"]}
        | ({"language": name["language"]} if "language" in name else {}),
    }
    row |= {part: term["value"] for part, term in shown.items() if term}
    return row | ({"aliases": [name["value"]]} if kind == "alias" else {})


class _Handler(BaseHTTPRequestHandler):
    server: Wikibase

    def log_message(self, *_: object) -> None:
        """Say nothing: `Wikibase.asked` is the log."""

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        if address.path != "/w/api.php":
            self.send_error(404)
            return
        self.server.agents.append(self.headers["User-Agent"])
        body = json.dumps(self.server.answer(dict(parse_qsl(address.query)))).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def main() -> None:
    """Serve in the foreground until it is asked to stop."""
    parser = argparse.ArgumentParser(
        prog="python -m localwiki.wikibase", description="Made-up items, on this machine only."
    )
    parser.add_argument("--port", type=int, default=0, help="0: any free one")
    asked_to_stop = AskedToStop()
    with Wikibase(parser.parse_args().port) as wikibase:
        print(f"{len(wikibase.entities)} made-up items. Point the product at them:")
        print(f"export WIKIDATA_URL={wikibase.url}", flush=True)
        while not asked_to_stop.within(60):
            pass


if __name__ == "__main__":
    main()
