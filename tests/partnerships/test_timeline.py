# SPDX-License-Identifier: GPL-3.0-or-later
"""The timeline: the journal's words beside what changed in the rows, and for whose eyes."""

from datetime import date, timedelta

import pghistory
import pgtrigger
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agreements import actions as agreements
from casestudies.actions import link_case_study
from journal.actions import record
from journal.models import Entry
from partnerships import actions, reports
from partnerships.models import Partnership
from partnerships.stages import Phase
from teamwork.actions import make_task, remove_note, write_note
from teamwork.models import Note
from tests.factories import CaseStudyFactory, CommitmentFactory, MouFactory, PartnershipFactory, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def partnership(coordinator):
    return PartnershipFactory(affiliate=coordinator.affiliate, lead=coordinator)


def lines(partnership, *, kind="", with_notes=True, with_people=True, may_steer=False):
    sight = reports.Sight(with_notes=with_notes, with_people=with_people, may_steer=may_steer)
    entries = reports.entries_of(partnership, sight, kind=kind)
    partnership = Partnership.objects.get(pk=partnership.pk)
    last_move = partnership.moves.first()
    stages = partnership.pipeline.stages.all()
    return reports.timeline(entries, partnership, stages, sight, last_move=last_move)


def changes(line):
    return {change.label: (change.before, change.after) for change in line.changes}


def corrected(partnership, *, by, **changed):
    facts = {
        "lead": partnership.lead,
        "origin": partnership.origin,
        "summary": "",
        "notes": "",
        "is_public": False,
    }
    return actions.correct_partnership(partnership, version=partnership.version, by=by, **(facts | changed))


def test_move_shows_from_where_to_where_and_why(partnership, coordinator):
    paused = partnership.pipeline.stages.get(phase=Phase.PAUSED)

    actions.move_to_stage(partnership, paused, by=coordinator, note="The director left.")

    (line,) = lines(partnership)
    assert (line.text, line.who, line.note) == (
        "moved the partnership",
        str(coordinator),
        "The director left.",
    )
    assert changes(line) == {"stage": ("Identified", "Paused")}


def test_correction_shows_each_field_in_words(partnership, coordinator):
    other = member("admin", partnership.affiliate, wiki_username="The Next Lead")

    corrected(partnership, by=coordinator, lead=other, is_public=True, notes="Careful", origin="funder")

    assert changes(lines(partnership)[0]) == {
        "lead": (str(coordinator), "The Next Lead"),
        "public": ("no", "yes"),
        "internal notes": ("", "Careful"),
        "who started it": ("the affiliate", "a funder"),
    }


def test_next_step_shows_days_as_days(partnership, coordinator):
    actions.plan_next_step(
        partnership, version=1, by=coordinator, next_step="Meet", next_step_on=date(2030, 1, 31)
    )

    assert changes(lines(partnership)[0]) == {
        "next step": ("", "Meet"),
        "day of the next step": ("", "Jan 31, 2030"),
    }


def test_each_line_has_its_own_changes(partnership, coordinator):
    first = corrected(partnership, by=coordinator, summary="One")
    corrected(first, by=coordinator, summary="Two")

    assert [changes(line) for line in lines(partnership)] == [
        {"summary": ("One", "Two")},
        {"summary": ("", "One")},
    ]


def test_bulk_update_in_the_same_context_shows_too(partnership, coordinator):
    with pghistory.context():
        Partnership.objects.filter(pk=partnership.pk).update(summary="Written in bulk")
        record("partnership.corrected", partnership, by=coordinator)

    assert changes(lines(partnership)[0]) == {"summary": ("", "Written in bulk")}


def test_agreements_and_commitments_are_on_the_timeline_of_their_partnership(partnership, coordinator):
    mou = MouFactory(partnership=partnership, title="A letter", link="https://pond.example/letter")
    commitment = CommitmentFactory(mou=mou, what="Open the depot")

    agreements.sign_mou(mou, version=1, signed_on=date(2026, 1, 2), by=coordinator)
    agreements.settle_commitment(commitment, version=1, by=coordinator, state="kept")

    settled, signed = lines(partnership)
    assert signed.text == "recorded the signatures: A letter"
    assert changes(signed) == {"state": ("draft", "signed"), "signed on": ("", "Jan 2, 2026")}
    assert settled.text == "settled a commitment: Open the depot"
    assert changes(settled)["state"] == ("open", "kept")


def test_two_lines_of_one_context_each_show_their_own_row(partnership, coordinator):
    mou = MouFactory(partnership=partnership, link="https://pond.example/letter")

    with pghistory.context():
        agreements.sign_mou(mou, version=1, signed_on=date(2026, 1, 2), by=coordinator)
        corrected(partnership, by=coordinator, summary="Signed!")

    summary, signed = lines(partnership)
    assert set(changes(summary)) == {"summary"}
    assert set(changes(signed)) == {"state", "signed on"}


def test_changes_of_another_partnership_in_the_same_context_stay_there(partnership, coordinator):
    other = PartnershipFactory(affiliate=partnership.affiliate)

    with pghistory.context():
        corrected(partnership, by=coordinator, summary="Here")
        corrected(other, by=coordinator, lead=other.lead, summary="There")

    assert [changes(line) for line in lines(partnership)] == [{"summary": ("", "Here")}]


def test_without_the_right_to_notes_internal_values_are_not_in_it(partnership, coordinator):
    paused = partnership.pipeline.stages.get(phase=Phase.PAUSED)
    partnership = corrected(partnership, by=coordinator, notes="Canary", summary="Seen")
    actions.move_to_stage(partnership, paused, by=coordinator, note="Canary too")

    moved, correction = lines(partnership, with_notes=False)

    assert moved.note == ""
    hidden = {change.label: change.is_hidden for change in correction.changes}
    assert hidden == {"internal notes": True, "summary": False}
    assert "Canary" not in repr([moved, correction])


def test_opening_shows_no_changes(coordinator, partnership):
    institution = PartnershipFactory().institution

    opened = actions.open_partnership(
        institution, partnership.affiliate, lead=coordinator, origin="affiliate", by=coordinator
    )

    (line,) = lines(opened)
    assert (line.text, line.changes) == ("opened the partnership", [])


def test_timeline_is_paged_by_fifty(client, partnership, coordinator):
    client.force_login(coordinator)
    for number in range(51):
        partnership = actions.plan_next_step(
            partnership,
            version=partnership.version,
            by=coordinator,
            next_step=f"Step {number}",
            next_step_on=None,
        )

    first, second = (client.get(f"/partnerships/{partnership.pk}/?page={page}") for page in (1, 2))

    assert (len(first.context["lines"]), len(second.context["lines"])) == (50, 1)
    assert changes(second.context["lines"][0]) == {"next step": ("", "Step 0")}


# Everything in one list, and only what one may know


@pytest.fixture
def eventful(partnership, coordinator):
    """A line of every kind."""
    pilot = partnership.pipeline.stages.get(phase=Phase.PAUSED)
    partnership = actions.move_to_stage(partnership, pilot, by=coordinator, note="Summer.")
    corrected(partnership, by=coordinator, summary="Better")
    agreements.draft_mou(partnership, by=coordinator, kind="letter", title="A letter")
    advocate = actions.introduce_advocate(
        partnership.institution, partnership.affiliate, by=coordinator, name="Ada Canary"
    )
    record("advocate.corrected", advocate, by=coordinator, about=partnership)
    readers = type(coordinator).objects.filter(pk=coordinator.pk)
    write_note(partnership, partnership.affiliate, by=coordinator, text="Note canary", readers=readers)
    make_task(partnership, partnership.affiliate, by=coordinator, title="Task canary", assignee=coordinator)
    study = CaseStudyFactory(mirrored=True)
    link_case_study(study, partnership.institution, by=coordinator)
    return partnership


@pytest.mark.parametrize(
    "kind, verbs",
    [
        ("moves", {"moved the partnership"}),
        ("fields", {"corrected the partnership"}),
        ("notes", {"wrote a note"}),
        ("tasks", {"made a task"}),
        ("agreements", {"drafted an agreement: A letter"}),
        ("stories", {"linked the case study to an institution"}),
    ],
)
def test_each_kind_stands_alone(eventful, kind, verbs):
    assert {line.text for line in lines(eventful, kind=kind)} == verbs


def test_everything_stands_in_one_list_newest_first(eventful):
    everything = lines(eventful)

    assert len(everything) >= 8
    assert [line.at for line in everything] == sorted((line.at for line in everything), reverse=True)
    assert {line.text for kind in reports.KINDS for line in lines(eventful, kind=kind)} == {
        line.text for line in everything
    }


def test_notes_say_what_they_say_and_people_are_named(eventful):
    assert [line.note for line in lines(eventful, kind="notes")] == ["Note canary"]
    assert {line.name for line in lines(eventful, kind="people")} == {"Ada Canary"}


def test_those_who_read_no_notes_hear_of_neither_notes_tasks_nor_people(eventful):
    seen = lines(eventful, with_notes=False, with_people=False)

    assert "canary" not in repr(seen).casefold()
    assert {line.text for line in seen}.isdisjoint({"wrote a note", "made a task", "introduced an advocate"})


def test_a_removed_note_no_longer_says_what_it_said(eventful, coordinator):
    remove_note(Note.objects.get(), by=coordinator)

    assert "Note canary" not in repr(lines(eventful))


@pytest.mark.parametrize("kind", [*reports.KINDS, "", "moon"])
def test_filter_is_in_the_address_and_htmx_gets_the_list_alone(client, eventful, coordinator, kind):
    client.force_login(coordinator)
    address = f"/partnerships/{eventful.pk}/?kind={kind}"

    page, part = client.get(address), client.get(address, headers={"HX-Request": "true"})

    assert page.status_code == part.status_code == 200
    assert [line.text for line in page.context["lines"]] == [line.text for line in part.context["lines"]]
    assert "<h1" in page.text
    assert "<h1" not in part.text


def test_list_costs_the_same_queries_for_one_line_and_for_fifty(
    client, partnership, coordinator, django_assert_num_queries
):
    client.force_login(coordinator)
    other = member("admin", partnership.affiliate)
    partnership = corrected(partnership, by=coordinator, lead=other)
    with CaptureQueriesContext(connection) as few:
        client.get(f"/partnerships/{partnership.pk}/")
    for number in range(49):
        lead = other if number % 2 else coordinator
        partnership = corrected(partnership, by=coordinator, lead=lead, summary=f"Version {number}")

    with django_assert_num_queries(len(few)):
        client.get(f"/partnerships/{partnership.pk}/")


def test_latest_move_can_be_undone_from_its_line_by_those_who_steer(eventful):
    (move,) = lines(eventful, kind="moves", may_steer=True)

    assert move.undo == eventful.moves.first().pk
    assert all(line.undo is None for line in lines(eventful))


def test_a_move_of_long_ago_cannot_be_undone(eventful):
    with pgtrigger.ignore("journal.Entry:append_only", "partnerships.StageMove:append_only"):
        long_ago = timezone.now() - timedelta(days=31)
        Entry.objects.update(at=long_ago)
        eventful.moves.update(moved_at=long_ago)

    assert all(line.undo is None for line in lines(eventful, may_steer=True))


# Putting back


def test_recent_change_that_still_stands_can_be_put_back(client, partnership, coordinator):
    partnership = corrected(partnership, by=coordinator, summary="Right")
    corrected(partnership, by=coordinator, summary="Wrong")
    client.force_login(coordinator)
    change, older = (line.changes[0] for line in lines(partnership, may_steer=True))
    assert older.event is None

    answer = client.post(
        f"/partnerships/{partnership.pk}/put-back/", {"field": "summary", "event": change.event}
    )

    assert answer.status_code == 302
    partnership.refresh_from_db()
    assert partnership.summary == "Right"
    line = lines(partnership)[0]
    assert (line.text, changes(line)) == (
        "put back what stood there before",
        {"summary": ("Wrong", "Right")},
    )


def test_a_lead_is_put_back_and_a_day_of_the_next_step(client, partnership, coordinator):
    other = member("admin", partnership.affiliate)
    partnership = corrected(partnership, by=coordinator, lead=other)
    actions.plan_next_step(
        partnership,
        version=partnership.version,
        by=coordinator,
        next_step="Meet",
        next_step_on=date(2030, 1, 31),
    )
    client.force_login(coordinator)

    for change in [change for line in lines(partnership, may_steer=True) for change in line.changes]:
        client.post(
            f"/partnerships/{partnership.pk}/put-back/", {"field": change.name, "event": change.event}
        )

    partnership.refresh_from_db()
    assert (partnership.lead, partnership.next_step, partnership.next_step_on) == (coordinator, "", None)


def test_what_was_changed_again_is_not_put_back_and_it_is_said(client, partnership, coordinator):
    partnership = corrected(partnership, by=coordinator, summary="One")
    event = lines(partnership, may_steer=True)[0].changes[0].event
    corrected(partnership, by=coordinator, summary="Two")
    client.force_login(coordinator)

    answer = client.post(
        f"/partnerships/{partnership.pk}/put-back/", {"field": "summary", "event": event}, follow=True
    )

    assert "something else stands there by now" in answer.text
    partnership.refresh_from_db()
    assert partnership.summary == "Two"


@pytest.mark.parametrize(
    "field, event", [("stage", "{}"), ("version", "{}"), ("summary", "x"), ("summary", "")]
)
def test_put_back_of_nonsense_is_missing_and_of_a_stage_is_not_possible(
    client, partnership, coordinator, field, event
):
    corrected(partnership, by=coordinator, summary="One")
    event = event.format(lines(partnership, may_steer=True)[0].changes[0].event)
    client.force_login(coordinator)

    answer = client.post(f"/partnerships/{partnership.pk}/put-back/", {"field": field, "event": event})

    assert answer.status_code == 404


def test_change_of_another_partnership_cannot_be_put_back_here(client, partnership, coordinator):
    other = PartnershipFactory(affiliate=coordinator.affiliate, lead=coordinator)
    corrected(other, by=coordinator, summary="Elsewhere")
    event = lines(other, may_steer=True)[0].changes[0].event
    client.force_login(coordinator)

    answer = client.post(f"/partnerships/{partnership.pk}/put-back/", {"field": "summary", "event": event})

    assert answer.status_code == 404
