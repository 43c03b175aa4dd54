# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever else is sent to a form or to the API changes nothing: only what it asks for is written.

Each page with a form is sent as it stands, twice: once plainly, once with the name of every column of ours that the
form does not ask for. Afterwards the database must hold the same.
"""

import re
from html import unescape
from html.parser import HTMLParser

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts import refusals
from casestudies.models import Guess
from partnerships.models import Partnership
from partnerships.serializers import AnswersSerializer
from tests.architecture.matrix import PLAIN, TABLE, body, fill, rolled_back
from tests.architecture.world import OURS
from tests.attacks.flooding import LATER, NEVER, columns, sentinel
from tests.attacks.foreign import rewind
from tests.factories import (
    AdvocateFactory,
    AffiliateFactory,
    ClaimFactory,
    CommitmentFactory,
    MouFactory,
    PartnershipFactory,
    member,
)

FAR = 5_000_000


class _Fields(HTMLParser):
    """What a browser would send of each form on a page: {action: {name: value}}."""

    def __init__(self):
        super().__init__()
        self.forms: list[tuple[str, str, dict[str, str]]] = []
        self.asked: set[str] = set()  # what the page asks for at all, ticked or not
        self._open = self._select = self._area = None

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        if tag == "form":
            self._open = {}
            self.forms.append((told.get("method", "get"), told.get("action") or "", self._open))
        elif self._open is not None and (name := told.get("name")):
            self._read(tag, name, told)
        elif tag == "option" and self._select and ("selected" in told or self._select not in self._open):
            self._open[self._select] = told.get("value", "")

    def _read(self, tag, name, told):
        self.asked.add(name)
        if tag == "select":
            self._select = name
        elif tag == "textarea":
            self._area, self._open[name] = name, ""
        elif told.get("type") in ("checkbox", "radio"):
            if "checked" in told:
                self._open[name] = told.get("value", "on")
        elif told.get("type") not in ("submit", "file"):
            self._open[name] = told.get("value") or ""

    def handle_data(self, data):
        if self._area:
            self._open[self._area] += unescape(data)

    def handle_endtag(self, tag):
        if tag == "form":
            self._open = None
        elif tag == "select":
            self._select = None
        elif tag == "textarea":
            self._area = None


@pytest.fixture(autouse=True)
def _no_measure(monkeypatch):
    """Which of many refused pages the journal is told of is counted over requests: here each is looked at by itself."""
    monkeypatch.setattr(refusals, "is_told", lambda number: False)


def _state() -> dict[str, str]:
    """A digest of every table of ours, without moments and contexts, which differ each time."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, array_agg(column_name::text) FROM information_schema.columns"
            " WHERE table_schema = 'public' AND (data_type IN ('uuid', 'tsvector') OR data_type LIKE 'timestamp%'"
            " OR column_name LIKE 'pgh_%') GROUP BY 1"
        )
        left_out = dict(cursor.fetchall())
        tables = sorted(
            model._meta.db_table
            for model in apps.get_models(include_auto_created=True)
            if model._meta.app_label in OURS - {"pghistory"} and not model.__name__.endswith("Event")
        )
        digest = (
            "SELECT '{0}', md5(coalesce(string_agg((to_jsonb(t) - %s::text[])::text, '' ORDER BY"
            " (to_jsonb(t) - %s::text[])::text), '')) FROM {0} t"
        )
        parts = [digest.format(table) for table in tables]
        given = [value for table in tables for value in [left_out.get(table, []) + ["metadata"]] * 2]
        cursor.execute(" UNION ALL ".join(parts), given)
        return dict(cursor.fetchall())


def _after(client: Client, address: str, sent: dict, **how) -> tuple[int, dict[str, str]]:
    rewind(FAR)
    with rolled_back():
        answer = client.post(address, sent, **how)
        return answer.status_code, _state()


FORMS = [
    (name, route)
    for name, route in PLAIN
    if any(door == name and "POST" in methods and "GET" in methods for (door, _s), methods in TABLE.items())
    and not name.startswith(("api:", "login", "logout"))
]


def _objects(name: str):
    return [subject for (door, subject), methods in TABLE.items() if door == name and "GET" in methods]


@pytest.mark.django_db
def test_no_form_writes_what_it_does_not_ask_for(world, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = (
        5_000  # so many names there are; more than 500 are turned away unread
    )
    known = columns(OURS)
    everything = {name: sentinel(name, known.get(name)) for name in {*known, *NEVER}}
    wrong, written, tried = [], 0, 0
    for name, route in FORMS:
        for subject in _objects(name)[:1]:
            address = fill(route, world.objects.get(subject, subject))
            client = world.clients["admin"]
            with rolled_back():  # that somebody read it is a row with a number of its own
                page = client.get(address)
            if page.status_code != 200 or page.streaming or "html" not in page["Content-Type"]:
                continue
            for sent in _forms_of(page.text, address):
                asked = _read_forms(page.text).asked | sent.keys() | LATER.get(name, set())
                extra = {key: each for key, each in everything.items() if key not in asked}
                before = _state()
                plain, again = _after(client, address, sent), _after(client, address, sent)
                flooded = _after(client, address, extra | sent)
                tried, written = tried + 1, written + (plain[1] != before)
                # What differs without any flood too, such as the random part of a token, tells nothing.
                steady = [table for table, digest in plain[1].items() if again[1][table] == digest]
                tables = [table for table in steady if flooded[1][table] != plain[1][table]]
                # Names that make no sense to a form of several rows are malformed: 400, and nothing is written.
                if tables or flooded[0] not in (plain[0], 400):
                    wrong.append(f"{name} ({subject}): {plain[0]} → {flooded[0]}, {tables}")

    assert not wrong, "\n".join(wrong)
    assert len(everything) >= 300
    # Enough of them are accepted as they stand: a test of refusals alone would show nothing.
    assert (tried >= 55, written >= 12) == (True, True), (tried, written)


def _forms_of(text: str, address: str) -> list[dict[str, str]]:
    """The forms of a page that are sent to the page itself."""
    reader = _read_forms(text)
    return [
        sent for method, action, sent in reader.forms if method.lower() == "post" and action in ("", address)
    ]


def _read_forms(text: str) -> _Fields:
    reader = _Fields()
    reader.feed(re.sub(r"<script.*?</script>", "", text, flags=re.S))
    return reader


@pytest.mark.django_db
def test_the_api_writes_only_the_move(world):
    partnership = Partnership.objects.get(pk=world.objects["private"])
    stage = partnership.pipeline.stages.order_by("position").exclude(pk=partnership.stage_id).first()
    known = columns(OURS)
    asked = {"stage", "version", "note", "answers", "over_limit"}
    flood = {name: sentinel(name, known.get(name)) for name in {*known, *NEVER} - asked}
    sent = {"stage": stage.pk, "version": partnership.version, "note": "Because."}
    address = f"/api/v1/partnerships/{partnership.pk}/stage/"
    how = {"content_type": "application/json"}
    client, before = world.clients["coord"], _state()

    plain = _after(client, address, sent, **how)
    known = AnswersSerializer().fields.keys()
    answers = {name: each for name, each in flood.items() if name not in known} | {"summary": "Said"}
    flooded = _after(client, address, flood | sent | {"answers": answers}, **how)
    said = _after(client, address, sent | {"answers": {"summary": "Said"}}, **how)

    assert (plain[0], plain[1] != before) == (200, True)
    assert flooded == said


# What is for everybody to choose from: that there is such a row is no secret.
OPEN_TO_ALL = {
    "Affiliate",
    "Institution",
    "Contributor",
    "Page",
    "Source",
    "Report",
    "Guide",
    "Issue",
    "CaseStudy",
}


def _foreign() -> dict[str, int]:
    """Rows of another affiliate, by the name of their model."""
    other = member("coordinator", AffiliateFactory(name="Affiliate of others"))
    # A number that stands nowhere else on a page.
    partnership = PartnershipFactory(pk=73_456_789, affiliate=other.affiliate, lead=other)
    mou = MouFactory(partnership=partnership, title="Foreign agreement")
    advocate = AdvocateFactory(affiliate=other.affiliate, name="Foreign advocate")
    rows = (
        other,
        partnership,
        partnership.stage,
        partnership.pipeline,
        mou,
        advocate,
        CommitmentFactory(mou=mou),
    )
    return {type(row).__name__: row.pk for row in rows}


@pytest.mark.django_db
def test_a_foreign_number_in_a_form_answers_as_one_that_does_not_exist(world):
    known, foreign = columns(OURS), _foreign()
    wrong, tried = [], 0
    for name, route in FORMS:
        for subject in _objects(name)[:1]:
            address = fill(route, world.objects.get(subject, subject))
            client = world.clients["admin"]
            page = client.get(address)
            if page.status_code != 200 or page.streaming or "html" not in page["Content-Type"]:
                continue
            for sent in _forms_of(page.text, address):
                for field, number in _numbers_in(sent, known, foreign):
                    tried += 1
                    there = _answer(client, address, sent | {field: str(number)}, str(number))
                    missing = _answer(client, address, sent | {field: "987654321"}, "987654321")
                    if there != missing or "Foreign" in there[1]:
                        wrong.append(f"{name}: {field}: {there[0]}, {missing[0]}")

    assert not wrong, "\n".join(wrong)
    assert tried >= 10, tried


def _numbers_in(sent: dict, columns: dict, foreign: dict):
    for field in sent:
        column = columns.get(field) or columns.get(
            {"lead": "lead", "successor": "lead", "who": "lead"}.get(field, "")
        )
        model = column.related_model.__name__ if column is not None and column.is_relation else ""
        if model in foreign and model not in OPEN_TO_ALL:
            yield field, foreign[model]


def _answer(client, address: str, sent: dict, number: str) -> tuple[int, str]:
    with rolled_back():
        answer = client.post(address, sent)
    text = body(answer, address) if not answer.streaming else ""
    # A form carries the fingerprint of what was sent, whatever it was.
    text = re.sub(r"\b[0-9a-f]{16}\b|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "PRINT", text)
    return answer.status_code, re.sub(rf"\b{number}\b", "NUMBER", text)


def _several(world) -> dict[str, tuple[str, str, object, int, dict]]:
    """{what: (address, field, one's own, another's, what else is sent)} of every door that takes several numbers."""
    own, foreign = Partnership.objects.get(pk=world.objects["private"]), _foreign()
    stage = own.pipeline.stages.in_use().exclude(pk=own.stage_id).order_by("position").first()
    bulk = {"plan": {"next_step": "Ring"}, "show": {}, "hide": {}, "move": {"stage": stage.pk, "note": "Why"},
            "hand": {"lead": world.people["admin"].pk}}  # fmt: skip
    several = {
        do: ("/partnerships/bulk/", "partnership", own.pk, foreign["Partnership"], {"do": do} | more)
        for do, more in bulk.items()
    }
    claim = ClaimFactory().pk
    several["claims"] = ("/contributors/claims/decide/", "claims", claim, 73_456_789, {"state": "confirmed"})
    guess = Guess.objects.create(
        case_study_id=world.objects["mirrored"],
        institution_id=world.objects["institution"],
        about="institution",
        confidence=0.9,
    )
    several["guesses"] = (
        "/case-studies/guesses/decide/",
        "guess",
        guess.pk,
        73_456_789,
        {"decision": "confirm"},
    )
    changes = f"{own.pk}-{own.version}", f"{foreign['Partnership']}-1"
    several["undo changes"] = ("", "change", *changes, {})
    return several


@pytest.mark.django_db
@pytest.mark.parametrize(
    "what", ["plan", "show", "hide", "move", "hand", "claims", "guesses", "undo changes"]
)
def test_many_at_once_are_refused_whole_when_one_is_foreign(world, what):
    address, field, own, foreign, more = _several(world)[what]
    address = reverse("partnerships:undo") if what == "undo changes" else address
    client, number = world.clients["coord"], str(foreign).split("-")[0]
    before, missing = _state(), str(foreign).replace(number, "987654321")

    mixed = _answer(client, address, more | {field: [own, foreign]}, number)
    nothing = _answer(client, address, more | {field: [own, missing]}, "987654321")

    assert mixed == nothing
    assert mixed[0] in (404, 409, 422)
    assert _state() == before


@pytest.mark.django_db
@pytest.mark.parametrize("what", ["plan", "move", "hand", "claims", "guesses"])
def test_ones_own_alone_are_done(world, what):
    """Else the refusals above would show nothing."""
    address, field, own, _foreign_one, more = _several(world)[what]
    before = _state()

    with rolled_back():
        answer = world.clients["coord"].post(address, more | {field: [own]})
        after = _state()

    assert answer.status_code == 302
    assert after != before


@pytest.mark.django_db
def test_beginning_a_case_study_names_no_foreign_partnership(world):
    foreign = Partnership.objects.get(pk=_foreign()["Partnership"])

    answer = world.clients["admin"].post("/case-studies/begin/", {"title": "", "partnership": foreign.pk})

    assert str(foreign) not in unescape(answer.text)
