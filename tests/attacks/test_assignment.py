# SPDX-License-Identifier: GPL-3.0-or-later
"""What is sent beside or instead of what a door asks for: foreign columns write nothing, foreign numbers find nothing.

Every door is sent a form that it takes (`sending`). Then the same with the name of every column of ours that the form
does not ask for: exactly the same may be written. And with the number of another affiliate's things in each of its
fields in turn: answered and done must be what is for a number that stands for nothing.
"""

import re
from functools import partial

import pytest

from accounts.walls import OPEN, WALLS
from tests.architecture.world import OURS
from tests.attacks.addresses import open_doors, parameters
from tests.attacks.conftest import rolled_back
from tests.attacks.figures import FULL, note, sample
from tests.attacks.flooding import LATER, NEVER, columns, done, sentinel
from tests.attacks.foreign import LEFT_OUT, MARK, NOBODYS, THEIRS, make_theirs
from tests.attacks.inputs import NOBODYS as UNREAD
from tests.attacks.inputs import watched_names
from tests.attacks.sending import DOORS, Sending, offered, sendings
from tests.journeys.offered import UNSEEN, names_of

pytestmark = pytest.mark.django_db
# Those that run with the other tests: of each kind of record the one that writes it.
SAMPLE = {
    "agreements:mou-correct",
    "institutions:dispute-raise",
    "partnerships:advocate-correct",
    "partnerships:institution-correct",
    "partnerships:partnership-correct",
}
# Whose writing does not hang on the version that is sent, and why.
WITHOUT_VERSION = {
    "casestudies:write": "the fingerprints in `seen` say what its writer saw",
    "reviews:review": "what a reviewer notes for themselves is of no version; a verdict is (tests/reviews)",
}


@pytest.fixture(scope="module")
def theirs(world, django_db_blocker):
    """What the affiliate of others has, for as long as the world is there."""
    with django_db_blocker.unblock():
        return make_theirs()


@pytest.fixture(scope="module")
def taken(world, theirs, django_db_blocker):
    """[(sending, names that its form asks for)] of every door that takes what it is sent and writes."""
    chosen = [door for door in DOORS if FULL or door[0] in SAMPLE]
    chosen = chosen if FULL else list({door[0]: door for door in chosen}.values())
    with django_db_blocker.unblock():
        forms = offered(world, None if FULL else SAMPLE)
    found = []

    def writes(sending):
        outcome = done(world.clients[sending.sender], sending)
        is_done = outcome.status < 400 and set(outcome.rows) - {"journal_entry"}
        return (tuple(sorted(outcome.rows)) if is_done else None), outcome.answer

    with django_db_blocker.unblock():
        everything = list(sendings(world, forms, writes, chosen))
    for sending in everything:
        form = forms.get((sending.sender, sending.address))
        asked = {*sending.data, *(names_of(form) if form else ()), *UNSEEN.get(sending.name, ())}
        found.append((sending, asked | LATER.get(sending.name, set())))
    return found


def test_only_what_a_form_asks_for_is_written(world, taken, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = (
        5_000  # so many names there are; more than 500 are turned away unread
    )
    known = columns(OURS)
    everything = {name: sentinel(name, known.get(name)) for name in {*known, *NEVER}}
    wrong, writing, names, jumps = [], set(), 0, 0
    for sending, asked in taken:
        client = world.clients[sending.sender]
        plain, again = done(client, sending), done(client, sending)
        if plain.status >= 400 or not set(plain.rows) - {"journal_entry"}:
            continue
        writing.add(sending.name)
        extra = {name: value for name, value in everything.items() if name not in asked}
        flooded = done(client, _with(sending, extra))
        names += len(extra)
        # What differs without any flood too, such as the random part of a token, tells nothing.
        if flooded.status != plain.status or flooded.unlike(plain, but=plain.unlike(again)):
            told = f"{sending}: {plain.status} → {flooded.status}, {flooded.beyond(plain)}"
            wrong += _seen([told])
        if str(sending.data.get("version", "")).isdigit() and sending.name not in WITHOUT_VERSION:
            jumps += 1
            wrong += _jump(client, sending)

    note("columns that a form does not ask for, sent along", names, wrong, f"{len(writing)} doors that write")
    note("versions nobody has seen yet", jumps, [each for each in wrong if "version" in each])
    assert not wrong, "\n".join(wrong)
    assert len(everything) >= 300
    # Enough of them are accepted as they stand: a test of refusals alone would show nothing.
    assert len(writing) >= (130 if FULL else len(SAMPLE)), sorted(SAMPLE - writing)


def _with(sending, extra: dict) -> Sending:
    return Sending(sending.name, sending.subject, sending.sender, sending.address, extra | sending.data)


def _jump(client, sending) -> list[str]:
    ahead = done(client, _with_value(sending, "version", "4242"))
    left = set(ahead.rows) - {"journal_entry", "work_formkey"}
    return (
        [f"{sending}: wrote at a version that is not there: {sorted(left)}"]
        if ahead.status < 400 and left
        else []
    )


def _with_value(sending, name: str, value) -> Sending:
    return Sending(
        sending.name, sending.subject, sending.sender, sending.address, sending.data | {name: value}
    )


def test_a_number_of_others_in_a_field_is_answered_as_one_of_nothing(world, taken):
    wrong, cases, doors, buttons = [], 0, set(), set()
    for sending, asked in taken:
        client, fields = world.clients[sending.sender], sorted(asked - {"csrfmiddlewaretoken", "form_key"})
        buttons |= set() if fields else {sending.name}
        for name in sample(fields, 4):
            cases, doors = cases + 1, doors | {sending.name}
            wrong += _differs(f"{sending}: {name}", partial(_sent, client, sending, name))

    note("numbers of others in every field of every form", cases, wrong, f"{len(doors)} doors")
    assert not wrong, "\n".join(wrong)
    assert len(doors) >= (150 if FULL else len(SAMPLE))
    assert doors | buttons == ({door[0] for door in DOORS} if FULL else SAMPLE), (
        "doors that nothing was sent to"
    )


def _sent(client, sending, name: str, number: int):
    value = _shape(sending.data.get(name))(number)
    return done(client, _with_value(sending, name, value), address=sending.address)


def _shape(value):
    """How a number stands in the field: alone, or as in `12-3` and `commitments:12`."""
    one = value[0] if isinstance(value, list) and value else value
    within = isinstance(one, str) and re.fullmatch(r"\D{0,40}\d+(\D\d{1,3})?", one) and not one.isdigit()
    written = (lambda number: re.sub(r"\d+", str(number), one, count=1)) if within else str
    return (lambda number: [written(number)]) if isinstance(value, list) else written


def _differs(where: str, ask) -> list[str]:
    """What `ask(number)` tells or does by the number of theirs that it does not by one of nothing."""
    theirs, nothing, found = ask(THEIRS), ask(NOBODYS), []
    if MARK in theirs.text:
        found.append(f"{where}: shows what is theirs")
    is_unlike = theirs.text != nothing.text
    if is_unlike:  # A page that says how long ago something was differs from itself.
        is_unlike = (theirs.text, nothing.text) == (ask(THEIRS).text, ask(NOBODYS).text)
    if theirs.status != nothing.status or is_unlike:
        found.append(f"{where}: answered {theirs.status}, and {nothing.status} for nothing")
    if theirs.unlike(nothing):
        found.append(f"{where}: wrote otherwise: {theirs.beyond(nothing)} {nothing.beyond(theirs)}")
    return _seen(found)


def _seen(found: list[str]) -> list[str]:
    """A full run takes long: what it finds is said at once."""
    if FULL and found:
        print("\n".join(found), flush=True)
    return found


def test_a_number_of_others_in_an_address_is_answered_as_one_of_nothing(world, taken):
    """Each name that a page reads in its address, and all the names there are at the API."""
    wrong, cases, pages = [], 0, set()
    doors = [door for door in open_doors(world) if FULL or not door.subject]
    for door in sample(doors, 7):
        client = world.clients[door.person]
        for name in sample(sorted(_read_by(client, door)), 3):
            cases, pages = cases + 1, pages | {door.name}
            wrong += _differs(f"GET {door.address}?{name}=", partial(_asked, client, door, name))

    note("numbers of others in every parameter that a page reads", cases, wrong, f"{len(pages)} pages")
    assert not wrong, "\n".join(wrong)
    assert len(pages) >= (100 if FULL else 3)


def _asked(client, door, name: str, number: int):
    return done(client, lambda client: client.get(door.address, {name: number}), address=door.address)


def _read_by(client, door) -> set[str]:
    with rolled_back(), watched_names() as names:
        client.get(door.address, dict.fromkeys([*parameters(), UNREAD], "1"))
    return names - {"Referer", UNREAD}


def test_there_is_one_of_every_kind_that_belongs_to_an_affiliate(theirs):
    assert {*WALLS, *OPEN} - theirs.keys() - LEFT_OUT.keys() == set()
