# SPDX-License-Identifier: GPL-3.0-or-later
"""Scripts in every text that pages show, in what is sent by mistake, and in wikitext: in Chromium none runs."""

import re
from urllib.parse import quote

import pytest

from outreach.rendering.safe import plain, render
from tests.attacks.addresses import doors_for, form_fields, parameters
from tests.attacks.conftest import rolled_back
from tests.attacks.figures import FULL, note, sample
from tests.attacks.payloads import SCRIPTS, WIKITEXT
from tests.attacks.spoiling import spoil
from tests.attacks.window import Window

pytestmark = [pytest.mark.django_db, pytest.mark.browser]
PACKED = 8  # payloads in one long text
PEOPLE = ("coord", "anon")


@pytest.fixture
def windows(browser, world):
    opened = {person: Window(browser, world.clients[person]) for person in PEOPLE}
    yield opened
    for each in opened.values():
        each.close()


def _is_page(response) -> bool:
    # Chromium shows a page of its own for an answer without a text.
    has_text = response.streaming or bool(response.content)
    return (
        has_text
        and response.status_code not in (301, 302)
        and response.headers.get("Content-Type", "").startswith("text/html")
    )


def test_no_script_in_a_text_of_ours_runs_on_any_page(spoilt, windows):
    """Every round fills all texts with some payloads and shows every page that has one of them."""
    found, shown, pairs, pages = [], set(), set(), 0
    doors = [each for each in doors_for(spoilt) if not each.is_api]
    rounds = [SCRIPTS[at : at + PACKED] for at in range(0, len(SCRIPTS), PACKED)]
    for number, payloads in enumerate(sample(rounds, 1)):
        with rolled_back():
            taken = _fill(payloads, number, pairs)
            for door in sample(doors, 8):
                for person in PEOPLE:
                    response = spoilt.clients[person].get(door.address)
                    if response.status_code >= 500:
                        found.append((door.address, person, payloads, "status 500"))
                    if not _is_page(response):
                        continue
                    shown |= {
                        taken[each]
                        for each in re.findall(r"f\d+f", response.content.decode())
                        if each in taken
                    }
                    pages += 1
                    did = windows[person].look(door.address, response)
                    found += [(door.address, person, payloads, did)] if did else []
    elsewhere = [
        url for each in windows.values() for url in each.asked_elsewhere if "upload.wikimedia.org" not in url
    ]

    note(
        "scripts: texts × payloads",
        len(pairs),
        found,
        f"{len({f for f, _p in pairs})} fields, {len(shown)} seen on pages",
    )
    note("scripts: pages shown in Chromium", pages, elsewhere, "found: requests to other hosts")
    assert found == []
    assert elsewhere == []


def _fill(payloads, number, pairs) -> dict[str, str]:
    """Spoil all texts; returns which field each mark stands for."""
    marks: dict[str, str] = {}

    def payload_for(label, longest):
        mark = next((mark for mark, known in marks.items() if known == label), f"f{len(marks)}f")
        marks[mark] = label
        chosen = mark
        for turn in range(len(payloads)):
            # Short texts hold one at a time: another one each field and round.
            each = payloads[(turn + len(marks) + number) % len(payloads)]
            if len(chosen) + len(each) <= longest - 12:
                chosen += each
                pairs.add((label, each))
        return chosen[:longest]

    taken = spoil(payload_for).taken
    return {mark: label for mark, label in marks.items() if label in taken}


def test_no_script_in_an_address_or_a_form_runs_when_it_comes_back(spoilt, windows):
    """Search words, filters and every field of every form, in the page that says what was wrong with them."""
    found, pages = [], 0
    names, fields, everything = parameters(), list(form_fields()), "".join(SCRIPTS)
    asked = [("GET", door) for door in doors_for(spoilt) if not door.is_api]
    asked += [("POST", door) for door in doors_for(spoilt, "POST") if not door.is_api]
    for number, (method, door) in enumerate(sample(asked, 8)):
        payload = everything[:3000] if method == "POST" else SCRIPTS[number % len(SCRIPTS)]
        for person in PEOPLE:
            client = spoilt.clients[person]
            with rolled_back():
                sent = dict.fromkeys(names if method == "GET" else fields, payload)
                response = (
                    client.get(door.address, sent) if method == "GET" else client.post(door.address, sent)
                )
                if response.status_code >= 500:
                    found.append((method, door.address, payload, "status 500"))
                if _is_page(response):
                    pages += 1
                    did = windows[person].look(f"{door.address}?{quote(method)}", response)
                    found += [(method, door.address, person, did)] if did else []

    note(
        "scripts: sent by address or form, shown again",
        pages,
        found,
        f"{len(names)} and {len(fields)} names at once",
    )
    assert found == []


def test_no_script_in_wikitext_runs(world, windows):
    """Each vector alone, in each place of a page that takes wikitext, drawn by the one renderer."""
    vectors = [*WIKITEXT, *SCRIPTS]
    wraps = ["{}", "== {} ==\nx", "* {}", "'''{}'''", "[[{}]]", "[https://x.example/ {}]", "{{{{T|{}}}}}", "<ref>{}</ref>",
             "<nowiki>{}</nowiki>", "{{|\n|-\n| {}\n|}}", "[[File:A.png|thumb|{}]]", "<gallery>\nFile:A.png|{}\n</gallery>"]  # fmt: skip
    texts = [wrap.format(vector) for vector in vectors for wrap in wraps]
    drawn = [
        str(render(text, page_url="https://wiki.example/wiki/$1", title="A")) + str(plain(text))
        for text in texts
    ]
    found = []
    for at in range(0, len(drawn), 40):
        page = HtmlAnswer(
            "<!doctype html><meta charset=utf-8><title>x</title><body>" + "\n".join(drawn[at : at + 40])
        )
        if did := windows["anon"].look("/wikitext/", page):
            found.append((texts[at : at + 40] if FULL else at, did))
            break

    note("scripts: wikitext drawn in Chromium", len(texts), found)
    assert found == []


class HtmlAnswer:
    """A page without a policy of its own: what is drawn must be harmless by itself."""

    status_code = 200
    streaming = False

    def __init__(self, text):
        self.content = text.encode()

    def items(self):
        return [("Content-Type", "text/html; charset=utf-8")]
