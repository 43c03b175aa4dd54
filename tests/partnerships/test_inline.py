# SPDX-License-Identifier: GPL-3.0-or-later
"""Editing one field in its place, and what happens when somebody else saved meanwhile."""

from datetime import timedelta

import pytest
from django.utils import timezone

from partnerships import actions
from partnerships.models import Partnership
from tests.factories import PartnershipFactory, member

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
# What each door is sent, and what then stands in the row.
EDITS = {
    "summary": ({"summary": "A new summary"}, {"summary": "A new summary"}),
    "notes": ({"notes": "New notes\r\nin two lines"}, {"notes": "New notes\nin two lines"}),
    "origin": ({"origin": "funder"}, {"origin": "funder"}),
    "effort": (
        {"effort": "staff", "effort_note": "Half a day a week"},
        {"effort": "staff", "effort_note": "Half a day a week"},
    ),
    "expected-works": ({"expected_works": "5000"}, {"expected_works": 5000}),
    "public": ({"is_public": "on"}, {"is_public": True}),
    "next-step": ({"next_step": "Call", "next_step_on": ""}, {"next_step": "Call", "next_step_on": None}),
}


@pytest.fixture
def partnership(coordinator):
    return PartnershipFactory(
        affiliate=coordinator.affiliate,
        lead=coordinator,
        summary="The first summary",
        next_step="Write",
        next_step_on=timezone.localdate(),
    )


@pytest.fixture
def desk(client, coordinator):
    client.force_login(coordinator)
    return client


@pytest.fixture
def colleague(coordinator):
    return member("admin", coordinator.affiliate, wiki_username="Beryl the Colleague")


def door(partnership, field):
    return f"/partnerships/{partnership.pk}/edit/{field}/"


@pytest.mark.parametrize("field", EDITS)
def test_field_is_saved_in_its_place_and_the_news_is_spoken(desk, partnership, field):
    sent, expected = EDITS[field]

    form = desk.get(door(partnership, field), headers=HTMX)
    answer = desk.post(door(partnership, field), sent | {"version": 1}, headers=HTMX)

    assert (form.status_code, answer.status_code) == (200, 200)
    assert "<h1" not in form.text + answer.text
    assert 'hx-swap-oob="innerHTML:#live"' in answer.text
    assert answer.headers["HX-Trigger"] == "record:saved"
    row = Partnership.objects.values(*expected).get(pk=partnership.pk)
    assert row == expected
    assert Partnership.objects.get(pk=partnership.pk).summary == expected.get("summary", "The first summary")


@pytest.mark.parametrize("field", [*EDITS, "lead"])
def test_without_javascript_each_field_has_a_small_page_that_leads_back(desk, partnership, field, colleague):
    sent, _expected = EDITS.get(field, ({"lead": colleague.pk}, {}))

    page = desk.get(door(partnership, field))
    answer = desk.post(door(partnership, field), sent | {"version": 1})

    assert "<h1" in page.text
    assert answer.headers["Location"] == f"/partnerships/{partnership.pk}/#field-{field}"


def test_lead_is_chosen_among_those_who_steer(desk, partnership, colleague, viewer):
    refused = desk.post(door(partnership, "lead"), {"lead": viewer.pk, "version": 1}, headers=HTMX)
    desk.post(door(partnership, "lead"), {"lead": colleague.pk, "version": 1}, headers=HTMX)

    assert refused.status_code == 422
    assert Partnership.objects.get().lead == colleague


def test_cancel_brings_the_value_back(desk, partnership):
    answer = desk.get(f"{door(partnership, 'summary')}?shown=1", headers=HTMX)

    assert "The first summary" in answer.text
    assert "<form" not in answer.text


def test_in_a_list_each_field_carries_the_number_of_its_row(desk, partnership):
    form = desk.get(f"{door(partnership, 'lead')}?in=list", headers=HTMX)

    assert f'id="field-lead-{partnership.pk}"' in form.text
    assert f"{door(partnership, 'lead')}?in=list" in form.text


@pytest.mark.parametrize(
    "field, sent",
    [
        ("expected-works", {"expected_works": "-1"}),
        ("expected-works", {"expected_works": "many"}),
        ("expected-works", {"expected_works": "9" * 30}),
        ("origin", {"origin": "moon"}),
        ("effort", {"effort": "moon"}),
        ("effort", {"effort_note": "x" * 10_000}),
        ("summary", {"summary": "x" * 20_001}),
        ("summary", {"summary": "a\0b"}),
        ("next-step", {"next_step": "", "next_step_on": "2030-01-01"}),
        ("next-step", {"next_step": "x", "next_step_on": "2030-02-31"}),
        ("lead", {"lead": "987654"}),
    ],
)
def test_bad_input_is_refused_in_words_and_changes_nothing(desk, partnership, field, sent):
    answer = desk.post(door(partnership, field), sent | {"version": 1}, headers=HTMX)

    assert answer.status_code == 422
    assert Partnership.objects.get().version == 1


def test_a_field_that_is_not_on_the_list_has_no_door(desk, partnership):
    for field in ("stage", "version", "affiliate", "removed_at", "is_public"):
        assert desk.get(door(partnership, field)).status_code == 404


# Somebody else saved meanwhile


def test_same_field_answers_409_with_what_it_was_theirs_and_ours(desk, partnership, colleague):
    actions.correct_partnership(partnership, version=1, by=colleague, summary="What she wrote")

    answer = desk.post(door(partnership, "summary"), {"summary": "What I wrote", "version": 1}, headers=HTMX)

    assert answer.status_code == 409
    for text in ("The first summary", "What she wrote", "What I wrote", "Beryl the Colleague"):
        assert text in answer.text
    assert Partnership.objects.get().summary == "What she wrote"


@pytest.mark.parametrize(
    "keep, result",
    [("theirs", "What she wrote"), ("mine", "What I wrote"), ("both", "What we wrote")],
)
def test_choice_is_carried_out(desk, partnership, colleague, keep, result):
    actions.correct_partnership(partnership, version=1, by=colleague, summary="What she wrote")
    choice = {"conflict": "summary", "keep-summary": keep, "both-summary": "What we wrote", "since": 1}

    answer = desk.post(
        door(partnership, "summary"),
        choice | {"summary": "What I wrote", "version": 2},
        headers=HTMX,
    )

    assert answer.status_code == 200
    assert Partnership.objects.get().summary == result


def test_choice_left_open_is_asked_again(desk, partnership, colleague):
    actions.correct_partnership(partnership, version=1, by=colleague, summary="What she wrote")

    answer = desk.post(
        door(partnership, "summary"),
        {"conflict": "summary", "since": 1, "summary": "What I wrote", "version": 2},
    )

    assert answer.status_code == 409
    assert "What I wrote" in answer.text
    assert Partnership.objects.get().summary == "What she wrote"


def test_choice_made_too_late_is_asked_against_what_is_there_by_then(desk, partnership, colleague):
    row = actions.correct_partnership(partnership, version=1, by=colleague, summary="What she wrote")
    actions.correct_partnership(row, version=2, by=colleague, summary="What she wrote next")
    choice = {"conflict": "summary", "keep-summary": "mine", "since": 1}

    answer = desk.post(door(partnership, "summary"), choice | {"summary": "What I wrote", "version": 2})

    assert answer.status_code == 409
    assert "What she wrote next" in answer.text


def whole(partnership, **changes):
    facts = {
        "lead": partnership.lead_id,
        "origin": partnership.origin,
        "effort": "",
        "effort_note": "",
        "expected_works": "",
        "summary": partnership.summary,
        "notes": partnership.notes,
        "version": 1,
    }
    return facts | changes


def test_different_fields_of_one_form_are_both_kept_without_a_question(desk, partnership, colleague):
    actions.correct_partnership(partnership, version=1, by=colleague, notes="Hers", is_public=True)

    answer = desk.post(f"/partnerships/{partnership.pk}/correct/", whole(partnership, summary="Mine"))

    assert answer.status_code == 302
    row = Partnership.objects.get()
    assert (row.summary, row.notes, row.is_public) == ("Mine", "Hers", True)


def test_only_the_field_that_both_changed_is_asked_about(desk, partnership, colleague):
    actions.correct_partnership(
        partnership, version=1, by=colleague, summary="Hers", lead=colleague, effort="staff"
    )

    answer = desk.post(
        f"/partnerships/{partnership.pk}/correct/", whole(partnership, summary="Mine", notes="Mine too")
    )

    assert answer.status_code == 409
    form = answer.context["form"]
    assert [dispute.field.name for dispute in form.disputed] == ["summary"]
    carried = {name: form[name].data for name in ("lead", "effort", "notes")}
    assert carried == {"lead": str(colleague.pk), "effort": "staff", "notes": "Mine too"}


def test_line_breaks_of_a_browser_are_no_change(desk, partnership, colleague):
    row = actions.correct_partnership(partnership, version=1, by=colleague, notes="One\nTwo")
    actions.correct_partnership(row, version=2, by=colleague, notes="One\nTwo\nThree")

    answer = desk.post(
        f"/partnerships/{partnership.pk}/correct/",
        whole(partnership, notes="One\r\nTwo", summary="Mine", version=2),
    )

    assert answer.status_code == 302
    assert Partnership.objects.get().notes == "One\nTwo\nThree"


def test_step_and_its_day_are_one_thing(desk, partnership, colleague):
    actions.plan_next_step(
        partnership,
        version=1,
        by=colleague,
        next_step="Write",
        next_step_on=timezone.localdate() + timedelta(days=7),
    )

    answer = desk.post(
        door(partnership, "next-step"),
        {"next_step": "Call", "next_step_on": str(partnership.next_step_on), "version": 1},
        headers=HTMX,
    )

    assert answer.status_code == 409
    assert Partnership.objects.get().next_step == "Write"


def test_move_meanwhile_does_not_get_in_the_way_of_a_correction(desk, partnership, colleague):
    paused = partnership.pipeline.stages.get(phase="paused")
    actions.move_to_stage(partnership, paused, by=colleague, note="Summer")

    answer = desk.post(door(partnership, "summary"), {"summary": "Mine", "version": 1}, headers=HTMX)

    assert answer.status_code == 200
    row = Partnership.objects.get()
    assert (row.summary, row.phase) == ("Mine", "paused")


def test_page_of_disputes_works_as_a_page_too(desk, partnership, colleague):
    actions.correct_partnership(partnership, version=1, by=colleague, summary="Hers")

    page = desk.post(f"/partnerships/{partnership.pk}/correct/", whole(partnership, summary="Mine"))
    answer = desk.post(
        f"/partnerships/{partnership.pk}/correct/",
        whole(partnership, summary="Mine", version=2)
        | {"conflict": "summary", "keep-summary": "theirs", "since": 1},
    )

    assert page.status_code == 409
    assert "Keep theirs" in page.text
    assert answer.status_code == 302
    assert Partnership.objects.get().summary == "Hers"
