# SPDX-License-Identifier: GPL-3.0-or-later
"""The pages of places: the part of a record's page, adding, one place with its tree and trend."""

import uuid
from datetime import date, timedelta

import pytest
from django.utils import timezone
from django.utils.html import escape

from journal.models import Entry
from presence.models import CategoryCount, CategoryNode, CategoryRecord, Place
from tests.factories import (
    CategoryRecordFactory,
    InstitutionFactory,
    PartnershipFactory,
    PlaceFactory,
    UserFactory,
)
from tests.partnerships.queries import without_savepoints

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def desk(client, coordinator):
    client.force_login(coordinator)
    return client


@pytest.fixture
def partnership(coordinator):
    return PartnershipFactory(affiliate=coordinator.affiliate, lead=coordinator)


def add(desk, record, what, **more):
    kind = record._meta.model_name
    form = {"what": what, "form_key": str(uuid.uuid4())} | more
    return desk.post(f"/{kind}s/{record.pk}/places/add/", form)


def counted(**facts):
    row = CategoryRecordFactory(
        state="found", counted_at=timezone.now(), checked_at=timezone.now(),
        due_at=timezone.now() + timedelta(days=1), tree_files=12, tree_categories=2, **facts,
    )  # fmt: skip
    CategoryNode.objects.create(record=row, name="Museum of Tides", depth=0, position=0, files=5)
    CategoryNode.objects.create(record=row, name="Old ships", depth=1, position=1, files=7)
    return row


def test_pasted_address_becomes_a_place(desk, partnership):
    answer = add(desk, partnership, "https://commons.m.wikimedia.org/wiki/Category:Museum_of_Tides")

    place = Place.objects.get()
    assert answer.url == place.get_absolute_url()
    assert (place.kind, place.identifier) == ("category", "Museum of Tides")


def test_what_is_no_place_is_refused_at_the_field_with_what_would_be_taken(desk, partnership):
    answer = add(desk, partnership, "https://evil.example/wiki/Category:X")

    assert answer.status_code == 422
    error = answer.context["form"].errors["what"][0]
    assert "outreachdashboard.wmflabs.org" in error
    assert "commons.wikimedia.org" in error
    assert not Place.objects.exists()


def test_same_place_again_is_refused_in_words(desk, partnership):
    add(desk, partnership, "T12345")

    answer = add(desk, partnership, "https://phabricator.wikimedia.org/T12345")

    assert answer.status_code == 422
    assert "“T12345” is in the list already." in answer.text
    assert Place.objects.count() == 1


def test_two_clicks_make_one_place(desk, partnership):
    key = str(uuid.uuid4())

    answers = [add(desk, partnership, "T12345", form_key=key) for _click in range(2)]

    assert {answer.url for answer in answers} == {Place.objects.get().get_absolute_url()}
    assert Entry.objects.filter(verb="place.added").count() == 1


def test_part_of_the_partnerships_page_shows_places_by_kind(desk, partnership):
    row = counted(place__partnership=partnership, place__label="Their posters")
    PlaceFactory(partnership=partnership, kind="task", identifier="T5", resolved_on=date(2026, 1, 5))

    page = desk.get(f"/partnerships/{partnership.pk}/places/")
    answer = desk.get(f"/partnerships/{partnership.pk}/places/", **HTMX)

    assert [
        (str(heading), [str(place) for place in places]) for heading, places in page.context["groups"]
    ] == [
        ("Commons categories", ["Their posters"]),
        ("Phabricator tasks", ["T5"]),
    ]
    assert "<html" not in answer.text
    assert "12 files" in answer.text
    assert "resolved" in answer.text
    assert row.place.get_absolute_url() in answer.text


def test_pages_of_records_ask_for_their_places(desk, partnership):
    for record in (partnership, partnership.institution):
        assert f'hx-get="{record.get_absolute_url()}places/"' in desk.get(record.get_absolute_url()).text


def test_institution_shows_the_places_of_its_visible_partnerships_too(desk, partnership):
    institution = partnership.institution
    PlaceFactory(partnership=None, institution=institution, identifier="Own")
    PlaceFactory(partnership=partnership, identifier="Ours")
    PlaceFactory(partnership__institution=institution, identifier="Of others, not public")

    answer = desk.get(f"/institutions/{institution.pk}/places/")

    assert [place.identifier for place in answer.context["page"]] == ["Own"]
    assert [place.identifier for place in answer.context["through"]] == ["Ours"]


def test_category_of_the_register_is_offered_until_it_is_there(desk):
    institution = InstitutionFactory(commons_category="museum_of Tides")

    assert desk.get(f"/institutions/{institution.pk}/places/").context["offered"] == "museum of Tides"
    add(desk, institution, "Category:museum of Tides")

    assert desk.get(f"/institutions/{institution.pk}/places/").context["offered"] == ""


def test_page_of_a_category_shows_its_tree_and_how_it_grew(desk, partnership):
    row = counted(place__partnership=partnership)
    for days, files in ((2, 4), (1, 9), (0, 12)):
        CategoryCount.objects.create(
            record=row, counted_on=date(2026, 3, 5) - timedelta(days=days), files=1, tree_files=files,
            tree_categories=2,
        )  # fmt: skip

    answer = desk.get(row.place.get_absolute_url())

    assert [node.name for node in answer.context["page"]] == ["Museum of Tides", "Old ships"]
    assert [count for _day, count, _address in answer.context["trend"].rows] == [4, 9, 12]
    assert "8 files more than on" in answer.text
    assert "<svg" in answer.text


def test_one_count_draws_no_trend(desk, partnership):
    row = counted(place__partnership=partnership)
    CategoryCount.objects.create(
        record=row, counted_on="2026-01-01", files=1, tree_files=1, tree_categories=1
    )

    assert desk.get(row.place.get_absolute_url()).context["trend"] is None


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"state": "gone"}, "Commons no longer has this category"),
        ({"state": "missing", "counted_at": None}, "Commons has no such category"),
        ({"state": "unreadable", "reason": "Odd <shape>"}, "Odd &lt;shape&gt;"),
        ({"moved_to": "New <name>"}, "New &lt;name&gt;"),
        ({"is_soft_redirect": True}, "sends readers to another one"),
        ({"is_cut": True}, "There is more below than is counted here"),
    ],
)
def test_page_says_how_the_category_stands(desk, partnership, facts, said):
    row = counted(place__partnership=partnership)
    CategoryRecord.objects.filter(pk=row.pk).update(**facts)

    assert said in desk.get(row.place.get_absolute_url()).text


def test_count_now_queues_a_count_and_the_page_asks_for_its_progress(desk, partnership):
    row = counted(place__partnership=partnership)

    desk.post(f"/places/{row.place_id}/count/")
    page = desk.get(row.place.get_absolute_url())
    part = desk.get(row.place.get_absolute_url(), **HTMX)

    assert page.context["run"].state == "queued"
    assert 'hx-trigger="every 2s"' in part.text
    assert "<html" not in part.text
    desk.post(f"/places/{row.place_id}/count/")  # while one is under way: it is as good


def test_category_is_removed_named_and_followed(desk, partnership):
    row = counted(place__partnership=partnership, moved_to="New name")
    address = row.place.get_absolute_url()

    desk.post(f"{address}name/", {"label": "Posters"})
    desk.post(f"{address}follow/")
    place = Place.objects.get()
    assert (place.label, place.identifier) == ("Posters", "New name")
    answer = desk.post(f"{address}remove/")

    assert answer.url == f"/partnerships/{partnership.pk}/places/"
    assert desk.get(address).status_code == 404


def test_task_is_resolved_and_opened_again(desk, partnership):
    task = PlaceFactory(partnership=partnership, kind="task", identifier="T5")

    desk.post(f"/places/{task.pk}/resolve/", {"resolved_on": "2026-01-05"})
    assert Place.objects.get().resolved_on == date(2026, 1, 5)
    desk.post(f"/places/{task.pk}/resolve/", {"resolved_on": "yesterday"})
    assert Place.objects.get().resolved_on == date(2026, 1, 5)
    desk.post(f"/places/{task.pk}/resolve/", {"reopen": "1"})

    assert Place.objects.get().resolved_on is None


def test_names_from_the_wiki_are_escaped(desk, partnership):
    name = "<script>alert('x')</script>"
    row = counted(place__partnership=partnership, place__label=name)
    CategoryNode.objects.filter(position=1).update(name=name)

    for address in (row.place.get_absolute_url(), f"/partnerships/{partnership.pk}/places/"):
        text = desk.get(address).text
        assert name not in text
        assert escape(name) in text


def test_public_sees_public_places_without_a_way_to_change_them(client):
    row = counted(place__partnership__is_public=True)

    text = client.get(row.place.get_absolute_url()).text

    assert "Count now" not in text
    assert "/remove/" not in text
    assert "Have it measured" not in text


def test_timeline_tells_of_places_in_words(desk, partnership):
    add(desk, partnership, "T12345")

    assert "noted where it stands on the wikis" in desk.get(partnership.get_absolute_url()).text


@pytest.mark.parametrize("kind", ["partnership", "institution"])
def test_list_costs_the_same_however_many_places(desk, partnership, kind):
    record = partnership if kind == "partnership" else partnership.institution
    owner = {"partnership": None, "institution": None} | {kind: record}
    costs = []
    for number in (10, 100):
        while Place.objects.count() < number:
            CategoryRecordFactory(place=PlaceFactory(**owner), counted_at=timezone.now())
        with without_savepoints() as queries:
            answer = desk.get(f"/{kind}s/{record.pk}/places/", **HTMX)
        assert answer.text.count('id="place-') == number
        costs.append(len(queries()))

    assert costs[0] == costs[1] <= 8


def test_page_of_a_category_costs_the_same_however_large_its_tree(desk, partnership):
    row = counted(place__partnership=partnership)
    costs = []
    for number in (10, 100):
        have = row.nodes.count()
        CategoryNode.objects.bulk_create(
            CategoryNode(record=row, name=f"Below {each}", depth=1, position=each)
            for each in range(have, number)
        )
        with without_savepoints() as queries:
            answer = desk.get(row.place.get_absolute_url())
        assert len(answer.context["page"]) == number
        costs.append(len(queries()))

    assert costs[0] == costs[1] <= 12


def test_stranger_adds_nothing(client, partnership):
    client.force_login(UserFactory())

    assert add(client, partnership, "T1").status_code == 404
    assert add(client, partnership.institution, "T1").status_code == 403
    assert not Place.objects.exists()


@pytest.mark.parametrize(
    "pasted",
    [
        "https://evil.example/wiki/Category:X",
        "http://169.254.169.254/latest/meta-data/",
        "http://127.0.0.1:6379/",
        "http://[::1]/wiki/Category:X",
        "http://0x7f000001/wiki/Category:X",
        "https://commons.wikimedia.org@10.0.0.1/wiki/Category:X",
        "gopher://127.0.0.1:70/_x",
        "file:///etc/passwd",
        # And what is taken: it is kept, not fetched.
        "https://outreachdashboard.wmflabs.org/courses/Who/What",
        "https://meta.wikimedia.org/wiki/Event:Tides_day",
        "https://phabricator.wikimedia.org/T12345",
        "https://outreach.wikimedia.org/wiki/GLAM/Tides",
    ],
)
def test_nothing_is_fetched_from_what_is_pasted(desk, partnership, monkeypatch, pasted):
    asked = []
    monkeypatch.setattr("socket.getaddrinfo", lambda *where, **_how: asked.append(where) or [])
    monkeypatch.setattr("socket.socket.connect", lambda _socket, where: asked.append(where))

    add(desk, partnership, pasted)

    assert asked == []
