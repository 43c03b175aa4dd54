# SPDX-License-Identifier: GPL-3.0-or-later
"""The timeline: the journal's words beside what changed in the rows, and for whose eyes."""

from datetime import date

import pghistory
import pytest

from journal.actions import record
from journal.models import Entry
from partnerships import actions, reports
from partnerships.models import Partnership
from partnerships.stages import Phase
from tests.factories import CommitmentFactory, MouFactory, PartnershipFactory, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def partnership(coordinator):
    return PartnershipFactory(affiliate=coordinator.affiliate, lead=coordinator)


def lines(partnership, *, with_notes=True):
    entries = Entry.objects.about(partnership).newest()
    return reports.timeline(entries, partnership, partnership.pipeline.stages.all(), with_notes=with_notes)


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
    mou = MouFactory(partnership=partnership, title="A letter")
    commitment = CommitmentFactory(mou=mou, what="Open the depot")

    actions.sign_mou(mou, version=1, signed_on=date(2026, 1, 2), by=coordinator)
    actions.settle_commitment(commitment, by=coordinator, kept=True)

    settled, signed = lines(partnership)
    assert signed.text == "recorded the signatures: A letter"
    assert changes(signed) == {"state": ("draft", "signed"), "signed on": ("", "Jan 2, 2026")}
    assert settled.text == "settled a commitment: Open the depot"
    assert changes(settled)["state"] == ("open", "kept")


def test_two_lines_of_one_context_each_show_their_own_row(partnership, coordinator):
    mou = MouFactory(partnership=partnership)

    with pghistory.context():
        actions.sign_mou(mou, version=1, signed_on=date(2026, 1, 2), by=coordinator)
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
