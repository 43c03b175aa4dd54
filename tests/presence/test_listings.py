# SPDX-License-Identifier: GPL-3.0-or-later
"""Having a category measured: what is checked and written, and the request as a row."""

import uuid
from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils import timezone

from journal.models import Entry
from presence.actions import listings as actions
from presence.errors import AlreadyAnswered, AlreadyAsked, AnsweredBeforeAsked, DayAhead, NotACategory
from presence.listing import Facts, form_address, text_of
from presence.models import ListingRequest
from teamwork.models import Task
from tests.factories import CategoryRecordFactory, InstitutionFactory, PartnershipFactory, PlaceFactory

pytestmark = pytest.mark.django_db
ASKED = date(2026, 1, 5)


@pytest.fixture
def row(coordinator):
    partnership = PartnershipFactory(
        affiliate=coordinator.affiliate,
        lead=coordinator,
        institution__name="Museum of “Tides” & co",
        institution__wikidata_item="Q42",
    )
    return CategoryRecordFactory(
        place__partnership=partnership, place__identifier="Museum of Tides", state="found",
        counted_at=timezone.now(), checked_at=timezone.now(), files=5, tree_files=1200, tree_categories=8,
    )  # fmt: skip


@pytest.fixture
def desk(client, coordinator):
    client.force_login(coordinator)
    return client


def test_page_writes_the_request_with_the_facts(desk, row, coordinator, settings):
    settings.ALLOW_LIST_TAGS = ["some-tag"]

    answer = desk.get(f"/places/{row.place_id}/measure/")

    text = answer.context["text"]
    assert "https://commons.wikimedia.org/wiki/Category:Museum_of_Tides" in text
    assert "Museum of “Tides” & co (https://www.wikidata.org/wiki/Q42)" in text
    assert "5 in the category itself, 1200 in it and the 7 categories found below it" in text
    assert f"User:{coordinator.wiki_username}" in text
    parts = urlsplit(answer.context["form_address"])
    assert (parts.scheme, parts.netloc, parts.path) == (
        "https", "phabricator.wikimedia.org", "/maniphest/task/edit/form/1/",
    )  # fmt: skip
    assert parse_qs(parts.query) == {
        "title": [answer.context["title"]], "description": [text], "tags": ["some-tag"],
    }  # fmt: skip


def test_request_of_a_category_not_counted_yet_tells_no_figures():
    facts = Facts(category="Tides", address="https://x", institution="Museum")

    assert "Files on" not in text_of(facts)
    assert "tags" not in form_address("host", facts, [])


@pytest.mark.parametrize(
    ("facts", "checks"),
    [
        ({}, [True, True, True, True, True]),
        ({"tree_files": 0}, [True, True, True, False, True]),
        ({"is_soft_redirect": True, "is_cut": True}, [True, True, False, True, False]),
        ({"state": "missing"}, [False, None, None, None, None]),
        ({"state": "unreadable"}, [None] * 5),
        ({"checked_at": None}, [None] * 5),
    ],
)
def test_page_checks_what_can_be_checked(desk, row, facts, checks):
    for name, value in facts.items():
        setattr(row, name, value)
    row.save()

    found = desk.get(f"/places/{row.place_id}/measure/").context["checks"]

    assert [check.is_good for check in found] == checks


def test_request_is_noted_with_a_reminder(desk, row, coordinator):
    form = {"task": "T12345", "asked_on": "2026-01-05", "remind": "on", "form_key": str(uuid.uuid4())}

    for _click in range(2):
        assert desk.post(f"/places/{row.place_id}/measure/", form).url == row.place.get_absolute_url()

    request = ListingRequest.objects.get()
    assert (request.task, request.asked_on, request.asked_by) == ("T12345", ASKED, coordinator)
    task = Task.objects.get()
    assert (task.assignee, task.due_on) == (coordinator, ASKED + timedelta(days=30))
    assert "Category:Museum of Tides" in task.title
    assert "T12345" in desk.get(row.place.get_absolute_url()).text


@pytest.mark.parametrize("task", ["https://evil.example/T1", "Category:Tides", "T0", "soon"])
def test_what_is_no_task_is_refused(desk, row, task):
    form = {"task": task, "asked_on": "2026-01-05", "form_key": str(uuid.uuid4())}

    answer = desk.post(f"/places/{row.place_id}/measure/", form)

    assert "task" in answer.context["form"].errors
    assert not ListingRequest.objects.exists()


def test_second_request_is_refused_while_one_waits(row, coordinator):
    first = actions.note_request(row.place, by=coordinator, asked_on=ASKED)

    with pytest.raises(AlreadyAsked):
        actions.note_request(row.place, by=coordinator, asked_on=ASKED)
    actions.note_answer(first, outcome="declined", answered_on=ASKED, by=coordinator)
    actions.note_request(row.place, by=coordinator, asked_on=ASKED)

    assert ListingRequest.objects.count() == 2
    assert list(Entry.objects.order_by("pk").values_list("verb", flat=True)) == [
        "listing.asked", "listing.answered", "listing.asked",
    ]  # fmt: skip


def test_request_refuses_what_cannot_be(row, coordinator):
    tomorrow = timezone.localdate() + timedelta(days=1)
    task = PlaceFactory(kind="task", identifier="T1")

    with pytest.raises(DayAhead):
        actions.note_request(row.place, by=coordinator, asked_on=tomorrow)
    with pytest.raises(NotACategory):
        actions.note_request(task, by=coordinator, asked_on=ASKED)
    request = actions.note_request(row.place, by=coordinator, asked_on=ASKED)
    with pytest.raises(AnsweredBeforeAsked):
        actions.note_answer(request, outcome="granted", answered_on=date(2026, 1, 4), by=coordinator)
    with pytest.raises(DayAhead):
        actions.note_answer(request, outcome="granted", answered_on=tomorrow, by=coordinator)
    actions.note_answer(request, outcome="granted", answered_on=ASKED, by=coordinator)
    with pytest.raises(AlreadyAnswered):
        actions.note_answer(request, outcome="declined", answered_on=ASKED, by=coordinator)

    assert ListingRequest.objects.get().outcome == "granted"


def test_answer_is_noted_on_its_page(desk, row, coordinator):
    request = actions.note_request(row.place, by=coordinator, asked_on=ASKED)

    desk.post(f"/listing-requests/{request.pk}/answer/", {"outcome": "granted", "answered_on": "2026-02-01"})

    assert "granted" in desk.get(row.place.get_absolute_url()).text


def test_place_of_an_institution_has_no_reminder(desk, coordinator):
    place = CategoryRecordFactory(place__partnership=None, place__institution=InstitutionFactory()).place

    assert "remind" not in desk.get(f"/places/{place.pk}/measure/").context["form"].fields
    actions.note_request(place, by=coordinator, asked_on=ASKED, remind=True)
    assert not Task.objects.exists()
