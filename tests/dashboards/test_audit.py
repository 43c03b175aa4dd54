# SPDX-License-Identifier: GPL-3.0-or-later
"""The journal's readers: an affiliate's administrators see their own in words, the platform's all in numbers."""

import csv
import io
from datetime import UTC, datetime

import pytest
import time_machine
from django.apps import apps
from django.db import connection
from django.urls import reverse
from django.utils import translation

from accounts.actions import end_role, grant_role
from accounts.recording import name_hash
from dashboards import audit
from journal.actions import record
from journal.belonging import affiliate_of, way_of
from journal.models import Entry
from journal.things import THINGS
from partnerships import actions
from partnerships.models import Advocate, Commitment, Contact, Institution, Mou, StageMove
from teamwork.models import Task
from tests.factories import (
    AdvocateFactory,
    CommitmentFactory,
    InstitutionFactory,
    MouFactory,
    PartnershipFactory,
    UserFactory,
    member,
)
from tests.people import elevate, sign_in_freshly

pytestmark = pytest.mark.django_db
PAGE, FILE = "/audit/", "/audit/file/"


def told(partnership, verb="partnership.corrected", **fields):
    return record(verb, partnership, **({"by": partnership.lead} | fields))


def shown(client, **asked):
    return [line.entry.pk for line in client.get(PAGE, asked).context["lines"]]


# Whose a line is


@pytest.mark.parametrize(
    ("model", "way"),
    [
        (Advocate, ("affiliate_id",)),
        (Contact, ("advocate", "affiliate_id")),
        (Mou, ("partnership", "affiliate_id")),
        (Commitment, ("mou", "partnership", "affiliate_id")),
        (StageMove, ("affiliate_id",)),
        (Task, ("affiliate_id",)),
        (Institution, None),
        (Entry, None),
    ],
)
def test_the_way_to_the_affiliate_is_found_in_the_foreign_keys(model, way):
    assert way_of(model) == way


def test_a_line_belongs_to_the_affiliate_of_its_subject_or_of_its_thread(partnership, affiliate_admin):
    commitment = CommitmentFactory(mou=MouFactory(partnership=partnership))

    lines = [
        told(partnership),
        record("commitment.made", commitment, by=None),
        record("institution.corrected", partnership.institution, by=None, about=partnership),
        record("membership.granted", affiliate_admin.memberships.get(), by=None),
        record("institution.corrected", partnership.institution, by=None),
        record("profile.corrected", affiliate_admin, by=affiliate_admin),
    ]

    assert [line.affiliate_id for line in lines] == [affiliate_admin.affiliate.pk] * 4 + [None] * 2


def test_whose_it_is_costs_no_query_where_the_rows_say_it(partnership, django_assert_num_queries):
    mou = MouFactory(partnership=partnership)

    with django_assert_num_queries(0):
        assert affiliate_of(mou, partnership) == partnership.affiliate_id


# Who reads what


def test_administrators_read_their_own_affiliate_and_no_other(desk, partnership):
    mine, theirs = told(partnership, note="Because"), told(PartnershipFactory(), note="Canary of others")
    nobodys = record("institution.corrected", InstitutionFactory(), by=None)

    answer = desk.get(PAGE)

    seen = {line.entry.pk for line in answer.context["lines"]}
    assert mine.pk in seen
    assert not {theirs.pk, nobodys.pk} & seen
    assert "Because" in answer.text
    assert "Canary" not in answer.text


def test_platform_administrators_read_all_in_numbers(client, platform_admin, partnership):
    partnership.lead.wiki_username = "Canary lead"
    partnership.lead.save()
    told(partnership, before="Canary before", after="Canary after", note="Canary note")
    sign_in_freshly(client, platform_admin)
    shut = client.get(reverse("dashboards:audit"))
    assert (shut.status_code, reverse("accounts:elevate") in shut.text) == (403, True)
    elevate(client)

    page = client.get(PAGE)
    file = client.post(FILE).getvalue().decode()

    assert f"#{partnership.lead.pk}" in page.text
    assert f"partnership #{partnership.pk}" in page.text
    assert "Canary" not in page.text + file


def test_people_in_before_and_after_are_kept_as_numbers_and_named_when_read(desk, partnership):
    other = UserFactory(wiki_username="Canary of a person")
    line = told(partnership, before=partnership.lead, after=other)

    assert (line.before, line.after) == (f"user #{partnership.lead.pk}", f"user #{other.pk}")
    assert "Canary of a person" in desk.get(PAGE).text


def test_no_action_writes_a_name_or_address_into_before_or_after(coordinator, affiliate_admin):
    canary = UserFactory(username="canary-user", wiki_username="Canary wiki", email="canary@museum.example")
    partnership = PartnershipFactory(affiliate=coordinator.affiliate, lead=coordinator)
    advocate = AdvocateFactory(
        affiliate=coordinator.affiliate, institution=partnership.institution, name="Canary advocate"
    )
    membership = grant_role(canary, coordinator.affiliate, "coordinator", by=affiliate_admin)
    told(partnership, "partnership.handed_over", before=coordinator, after=canary)
    actions.anonymise_advocate(advocate, by=coordinator)
    end_role(membership, by=affiliate_admin)

    said = "".join(before + after for before, after in Entry.objects.values_list("before", "after"))
    assert "anary" not in said
    assert Entry.objects.count() >= 4


# Narrowing


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, "bac"),
        ({"who": "lead-of-it"}, "a"),
        ({"verb": "partnership.moved"}, "b"),
        ({"kind": "partnerships.partnership", "number": "other"}, "c"),
        ({"since": "2026-02-01", "until": "2026-02-01"}, "b"),
        ({"request": "not a number", "since": "yesterday", "number": "-1", "kind": "auth.group"}, "bac"),
    ],
)
def test_lines_are_narrowed_by_who_what_when_and_which(desk, partnership, affiliate_admin, asked, expected):
    partnership.lead.username = "lead-of-it"
    partnership.lead.save()
    other = PartnershipFactory(affiliate=partnership.affiliate, lead=affiliate_admin)
    with time_machine.travel(datetime(2026, 2, 1, 23, 59, tzinfo=UTC), tick=False):
        moved = told(partnership, "partnership.moved", by=affiliate_admin)
    rows = {"b": moved, "a": told(partnership), "c": told(other, by=affiliate_admin)}
    asked = {name: other.pk if value == "other" else value for name, value in asked.items()}

    found = shown(desk, **asked)

    assert [pk for pk in found if pk in {r.pk for r in rows.values()}] == [
        rows[n].pk for n in reversed(expected)
    ]


def test_things_are_called_as_the_reader_calls_them(desk, partnership, affiliate_admin):
    told(partnership)
    desk.cookies["django_language"] = "ar"

    page = desk.get(PAGE)

    with translation.override("ar"):
        name = str(THINGS["partnerships.partnership"])
    assert name != "partnership"
    assert [line.thing for line in page.context["lines"]][:1] == [f"{name} #{partnership.pk}"]
    assert f">{name}</option>" in page.text


def test_every_thing_with_a_name_is_a_model_of_ours():
    assert set(THINGS) <= {model._meta.label_lower for model in apps.get_models()}


def test_an_answer_s_number_finds_its_line(desk, coordinator):
    newcomer = UserFactory()
    answer = desk.post(
        f"/affiliates/{coordinator.affiliate.pk}/people/", {"username": newcomer.username, "role": "viewer"}
    )

    assert shown(desk, request=answer["X-Request-ID"]) == [Entry.objects.get(verb="membership.granted").pk]


# Pages and the file


@pytest.mark.parametrize("number", [10, 100])
def test_a_page_costs_the_same_however_many_lines_there_are(
    desk, partnership, number, django_assert_num_queries
):
    for n in range(number):
        told(partnership, after=partnership.lead, note=str(n))
    desk.get(PAGE)

    with django_assert_num_queries(7):
        desk.get(PAGE)


def test_every_line_is_on_one_page_by_key(desk, partnership, monkeypatch):
    monkeypatch.setattr(audit, "LINES_A_PAGE", 3)
    rows = [told(partnership).pk for _n in range(7)]
    found, before = [], ""
    while before is not None:
        context = desk.get(PAGE, {"before": before}).context
        found += [line.entry.pk for line in context["lines"]]
        before = context["older"]

    assert [pk for pk in found if pk in rows] == rows[::-1]
    assert len(found) == len(set(found))


def test_the_newest_lines_of_an_affiliate_come_by_an_index(partnership):
    with connection.cursor() as cursor:
        # Many lines, few of them this affiliate's: an empty table costs the same by any index.
        cursor.execute(
            "INSERT INTO journal_entry (at, verb, subject_kind, subject_id, thread_kind, thread_id, before, after,"
            " note, context, affiliate_id) SELECT now(), 'x', 'x', n, 'x', n, '', '', '', gen_random_uuid(), -n % 97"
            " FROM generate_series(1, 3000) n"
        )
        cursor.execute("ANALYZE journal_entry")
        plan = Entry.objects.of_affiliates([partnership.affiliate_id]).order_by("-pk")[:51].explain()

    assert "entry_affiliate" in plan


def test_the_file_holds_the_lines_and_no_formula_and_is_noted(
    desk, affiliate_admin, partnership, monkeypatch
):
    monkeypatch.setattr(audit, "_BATCH", 2)
    rows = [told(partnership, note="=HYPERLINK(1)", after="+1") for _n in range(5)]

    answer = desk.post(FILE, {"verb": "partnership.corrected"})

    cells = list(csv.reader(io.StringIO(answer.getvalue().decode())))
    assert len(cells) == 1 + len(rows)
    assert {(row[6 + 1], row[8]) for row in cells[1:]} == {("'+1", "'=HYPERLINK(1)")}
    noted = Entry.objects.get(verb="file.exported")
    assert (noted.actor, noted.after, noted.affiliate_id) == (
        affiliate_admin,
        "audit",
        affiliate_admin.affiliate.pk,
    )


# What is written down besides changes


def test_each_kind_of_event_is_written_once(client, coordinator, affiliate_admin, settings):
    settings.DEBUG = True  # a demo's door, where a password is enough
    member_of = affiliate_admin.affiliate
    affiliate_admin.set_password("correct horse battery")
    affiliate_admin.save()
    advocate = AdvocateFactory(affiliate=member_of)
    viewer = member("viewer", member_of)

    client.post("/sign-in/", {"username": "Canary-Name", "password": "wrong"})
    client.post("/sign-in/", {"username": affiliate_admin.username, "password": "correct horse battery"})
    client.post(f"/affiliates/{member_of.pk}/people/", {"username": UserFactory().username, "role": "viewer"})
    client.post(f"/memberships/{viewer.memberships.get().pk}/end/")
    client.get("/contributors/export.csv")
    client.post(FILE)
    actions.anonymise_advocate(advocate, by=affiliate_admin)
    client.post("/sign-out/")
    sign_in_freshly(client, member("viewer", member_of))
    client.post(FILE)

    verbs = list(Entry.objects.order_by("pk").values_list("verb", flat=True))
    for verb in (
        "session.failed",
        "session.begun",
        "membership.granted",
        "membership.ended",
        "advocate.anonymised",
        "session.left",
        "door.refused",
    ):
        assert verbs.count(verb) == 1, (verb, verbs)
    assert verbs.count("file.exported") == 2
    failed = Entry.objects.get(verb="session.failed")
    assert failed.after == name_hash("canary-name")
    assert "anary" not in failed.after
    refused = Entry.objects.get(verb="door.refused")
    assert refused.after == "POST dashboards:audit-file"
    assert all(Entry.objects.exclude(verb="advocate.anonymised").values_list("request_id", flat=True))
