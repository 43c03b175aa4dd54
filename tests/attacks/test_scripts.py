# SPDX-License-Identifier: GPL-3.0-or-later
"""Scripts in every text that pages show, in what is sent by mistake, and in wikitext: in Chromium none runs."""

import re
from collections import Counter
from dataclasses import replace
from urllib.parse import quote

import pytest

from outreach.rendering.safe import plain, render
from tests.architecture import matrix
from tests.attacks.addresses import INSIDE, Door, form_fields, open_doors, parameters
from tests.attacks.conftest import rolled_back
from tests.attacks.figures import FULL, note, sample
from tests.attacks.inputs import NOBODYS, turned, watched_names
from tests.attacks.payloads import SCRIPTS, WIKITEXT
from tests.attacks.spoiling import spoil
from tests.attacks.window import Window

pytestmark = [pytest.mark.django_db, pytest.mark.browser]
PACKED = 20  # payloads in one long text
MOST_ROUNDS = 25  # for the texts that hold one or two at a time
ECHOED = 20  # and in one parameter or field
# Whoever is the first of these whom a page lets in sees it, and everybody without an account what is public.
PEOPLE = INSIDE


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
    """All payloads in all texts: some of them in all at once on every page, then the rest in the texts too short for more."""
    doors = _pages(spoilt)
    storm = Storm(spoilt, windows)
    rounds = [SCRIPTS[at : at + PACKED] for at in range(0, len(SCRIPTS), PACKED)]
    for payloads in sample(rounds, 1):
        storm.blow(payloads, sample(doors, 8))
    for _round in range(MOST_ROUNDS if FULL else 0):
        if not (pages := storm.pages_of_the_rest()):
            break
        storm.blow(SCRIPTS, pages, only=storm.rest())
    elsewhere = [
        url for each in windows.values() for url in each.asked_elsewhere if "upload.wikimedia.org" not in url
    ]

    shown = [pair for pair in storm.pairs if pair[0] in storm.seen_at]
    note(
        "scripts: texts × payloads, shown on a page",
        len(shown),
        storm.found,
        f"{len(storm.seen_at)} fields on pages × {len(SCRIPTS)}; {len(storm.too_long)} pairs too long for the field; "
        f"{len(storm.rest())} fields with some left; "
        f"{len({label for label, _p in storm.pairs} - set(storm.seen_at))} fields on no page",
    )
    note("scripts: pages shown in Chromium", storm.pages, elsewhere, "found: requests to other hosts")
    assert storm.found == []
    assert elsewhere == []


def _pages(world) -> list[Door]:
    inside = [door for door in open_doors(world) if not door.is_api]
    public = [
        replace(door, person="anon")
        for door in inside
        if matrix.TABLE[door.name, door.subject]["GET"]["anon"] == "200"
    ]
    return [*inside, *(door for door in public if door not in inside)]


class Storm:
    """Texts filled with payloads round after round, and what the pages that show them did."""

    def __init__(self, world, windows):
        self.pairs: set[tuple[str, str]] = set()
        self.too_long: set[tuple[str, str]] = set()
        self.seen_at: dict[str, set[Door]] = {}
        self.found: list = []
        self.pages = 0
        self._world, self._windows = world, windows
        self._marks: dict[str, str] = {}
        self._now: set[tuple[str, str]] = set()

    def blow(self, payloads, doors, only=None) -> None:
        """One round: fill the texts, and look at these pages."""
        self._payloads, self._now = payloads, set()
        with rolled_back():
            taken = spoil(self._fill, only=only).taken
            self.pairs |= {pair for pair in self._now if pair[0] in taken}
            # A text that refuses a payload is not asked again.
            self.too_long |= {pair for pair in self._now if pair[0] not in taken}
            bodies = set()
            for door in doors:
                self._look(door, bodies)

    def _fill(self, label, longest) -> str:
        """Begins with a mark to be found by, then as many as it takes of the payloads that this text had not yet."""
        text = self._marks.setdefault(label, f"f{len(self._marks)}f")
        # Another one comes first in each text: lists show beginnings only.
        first = len(label) % len(self._payloads)
        for each in [*self._payloads[first:], *self._payloads[:first]]:
            pair = (label, each)
            if pair in self.pairs or pair in self.too_long:
                continue
            if len(self._marks[label]) + len(each) > longest - 8:
                self.too_long.add(pair)
            elif len(text) + len(each) <= longest - 8:
                text += each
                self._now.add(pair)
        return text[:longest]

    def _look(self, door, bodies) -> None:
        response = self._world.clients[door.person].get(door.address)
        if response.status_code >= 500:
            self.found.append((door.address, door.person, "status 500"))
        if not _is_page(response):
            return
        text = response.content.decode()
        labels = {mark: label for label, mark in self._marks.items()}
        for mark in set(re.findall(r"f\d+f", text)) & set(labels):
            self.seen_at.setdefault(labels[mark], set()).add(door)
        if (body := re.sub(r'csrf[^"]*"[^"]*"[^"]*"', "", text)) in bodies:
            return
        bodies.add(body)
        self.pages += 1
        if did := self._windows[door.person].look(door.address, response):
            self.found.append((door.address, door.person, did))

    def rest(self) -> set[str]:
        """The texts that pages show and that have not had all payloads."""
        done = Counter(label for label, _payload in self.pairs | self.too_long)
        return {label for label in self.seen_at if done[label] < len(SCRIPTS)}

    def pages_of_the_rest(self) -> list[Door]:
        """A few pages that show all those texts."""
        rest, chosen = self.rest(), []
        while rest:
            shows = Counter(door for label in rest for door in self.seen_at[label])
            chosen.append(shows.most_common(1)[0][0])
            rest = {label for label in rest if chosen[-1] not in self.seen_at[label]}
        return chosen


def test_no_script_in_an_address_or_a_form_runs_when_it_comes_back(spoilt, windows):
    """Search words, filters and every field that is read, in the page that says what was wrong with them."""
    found, pages, pairs = [], 0, set()
    known = {"GET": parameters(), "POST": list(form_fields())}
    asked = [(method, door) for method in known for door in open_doors(spoilt, method) if not door.is_api]
    packs = ["".join(SCRIPTS[at : at + ECHOED]) for at in range(0, len(SCRIPTS), ECHOED)]
    for number, (method, door) in enumerate(sample(asked, 8)):
        ask = getattr(spoilt.clients[door.person], method.lower())
        with rolled_back(), watched_names() as names:
            ask(door.address, dict.fromkeys([*known[method], NOBODYS], "x"))
        # Bodies that were looked at already: a page that ignores what it is sent is shown once.
        bodies = set()
        for turn in range(len(packs)) if FULL else [number]:
            with rolled_back():
                sent = turned(names, packs, turn)
                response = ask(door.address, sent)
                pairs |= {(method, door.name, *pair) for pair in sent.items()}
                if response.status_code >= 500 or response.status_code == 429:
                    found.append((method, door.address, sent, f"status {response.status_code}"))
                if _is_page(response) and response.content not in bodies:
                    bodies.add(response.content)
                    pages += 1
                    did = windows[door.person].look(f"{door.address}?{quote(method)}", response)
                    found += [(method, door.address, door.person, did)] if did else []

    note(
        "scripts: sent by address or form, × payloads",
        len(pairs) * ECHOED,
        found,
        f"{len(asked)} pages and forms, {pages} answers shown in Chromium",
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
