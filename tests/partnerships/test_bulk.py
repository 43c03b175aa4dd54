# SPDX-License-Identifier: GPL-3.0-or-later
"""The same for many: each by its own gate, told by name, taken back together; and joined conditions."""

from datetime import timedelta

import pytest
from django.utils import timezone

from journal.models import Entry
from partnerships import actions
from partnerships.actions.bulk import MOST_AT_ONCE
from partnerships.errors.undoing import TooManyAtOnce
from partnerships.models import Partnership, StageMove
from partnerships.stages import Phase
from tests.factories import PartnershipFactory, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, coordinator):
    client.force_login(coordinator)
    return client


@pytest.fixture
def three(coordinator):
    """Two identified, one in agreement, which cannot go to “Researched” … but back it can; active it cannot."""
    return [
        PartnershipFactory(
            affiliate=coordinator.affiliate, lead=coordinator, phase=phase, institution__name=name
        )
        for phase, name in [
            (Phase.IDENTIFIED, "Archive of Tides"),
            (Phase.IDENTIFIED, "Library of Clouds"),
            (Phase.CONVERSATION, "Museum of Echoes"),
        ]
    ]


def stage(partnership, phase):
    return partnership.pipeline.stages.get(phase=phase)


def phases():
    return dict(Partnership.objects.values_list("institution__name", "phase"))


def tokens(partnerships):
    return [f"{one.pk}-{one.version}" for one in partnerships]


def test_move_many_moves_those_that_may_and_says_why_not_of_the_others(three, coordinator):
    outcomes = actions.move_many(three, stage(three[0], Phase.PILOT), by=coordinator)

    assert [outcome.has_changed for outcome in outcomes] == [False, False, True]
    assert "take the steps between" in outcomes[0].why
    assert phases() == {
        "Archive of Tides": Phase.IDENTIFIED,
        "Library of Clouds": Phase.IDENTIFIED,
        "Museum of Echoes": Phase.PILOT,
    }


def test_bulk_is_recorded_in_one_context(three, coordinator):
    actions.move_many(three[:2], stage(three[0], Phase.RESEARCHED), by=coordinator)

    entries = Entry.objects.filter(verb="partnership.moved")
    assert entries.count() == 2
    assert len(set(entries.values_list("context", flat=True))) == 1


def test_more_than_a_hundred_are_refused(three, coordinator):
    with pytest.raises(TooManyAtOnce):
        actions.show_many([three[0]] * (MOST_AT_ONCE + 1), by=coordinator, is_public=True)
    assert not Partnership.objects.filter(is_public=True).exists()


def test_hand_plan_and_show_change_each(three, coordinator, affiliate_admin):
    day = timezone.localdate() + timedelta(days=3)

    actions.hand_many(three, affiliate_admin, by=coordinator)
    actions.plan_many(Partnership.objects.all(), by=coordinator, next_step="Write", next_step_on=day)
    outcomes = actions.show_many(Partnership.objects.all(), by=coordinator, is_public=True)

    assert all(outcome.has_changed for outcome in outcomes)
    facts = Partnership.objects.values_list("lead", "next_step", "next_step_on", "is_public").distinct()
    assert list(facts) == [(affiliate_admin.pk, "Write", day, True)]


def test_lead_from_outside_is_refused_for_each(three, coordinator, stranger):
    outcomes = actions.hand_many(three, stranger, by=coordinator)

    assert all("needs the role" in outcome.why for outcome in outcomes)
    assert set(Partnership.objects.values_list("lead", flat=True)) == {coordinator.pk}


def test_one_undo_takes_back_what_still_can_be(three, coordinator):
    actions.move_many(three[:2], stage(three[0], Phase.RESEARCHED), by=coordinator)
    moves = list(StageMove.objects.select_related("partnership"))
    moved_on = Partnership.objects.get(pk=three[0].pk)
    actions.move_to_stage(moved_on, stage(moved_on, Phase.CONTACTED), by=coordinator)

    outcomes = actions.undo_many(moves, [], by=coordinator)

    assert [bool(outcome.refusal) for outcome in outcomes] == [True, False]
    assert phases()["Archive of Tides"] == Phase.CONTACTED
    assert phases()["Library of Clouds"] == Phase.IDENTIFIED


# The page


def test_bulk_page_moves_and_offers_one_undo(desk, three):
    body = {"do": "move", "stage": stage(three[0], Phase.RESEARCHED).pk, "partnership": tokens(three[:2])}

    page = desk.post("/partnerships/bulk/", body, follow=True)

    assert "2 partnerships changed." in page.content.decode()
    undo = "&amp;".join(f"move={pk}" for pk in StageMove.objects.order_by("pk").values_list("pk", flat=True))
    assert f'action="/partnerships/undo/?{undo}"' in page.content.decode()
    taken_back = desk.post(f"/partnerships/undo/?{undo.replace('&amp;', '&')}", follow=True)
    assert "Taken back: 2 changes." in taken_back.content.decode()
    assert set(phases().values()) == {Phase.IDENTIFIED, Phase.CONVERSATION}


def test_bulk_page_names_those_refused_and_why(desk, three):
    body = {"do": "move", "stage": stage(three[0], Phase.PILOT).pk, "partnership": tokens(three)}

    answer = desk.post("/partnerships/bulk/", body)

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "1 partnership changed. 2 stayed as they were." in page
    assert "Archive of Tides" in page
    assert "take the steps between" in page


def test_second_submit_of_the_same_form_changes_nothing(desk, three):
    body = {"do": "show", "partnership": tokens(three)}
    desk.post("/partnerships/bulk/", body)

    answer = desk.post("/partnerships/bulk/", {**body, "do": "hide"})

    assert answer.status_code == 422
    assert "Somebody else changed this" in answer.content.decode()
    assert Partnership.objects.filter(is_public=True).count() == 3


@pytest.mark.parametrize(
    "body",
    [
        {"do": "move"},
        {"do": "hand"},
        {"do": "plan"},
        {"do": "explode"},
        {},
        {"do": "plan", "next_step_on": "x"},
    ],
)
def test_bulk_page_asks_for_what_is_missing(desk, three, body):
    answer = desk.post("/partnerships/bulk/", {**body, "partnership": tokens(three)})

    assert answer.status_code == 422
    assert not Entry.objects.exists()


def test_bulk_page_refuses_more_than_a_hundred_and_asks_for_some(desk, three):
    many = [f"{three[0].pk}-{number}" for number in range(1, 150)]

    assert desk.post("/partnerships/bulk/", {"do": "show", "partnership": many}).status_code == 422
    assert desk.post("/partnerships/bulk/", {"do": "show"}).status_code == 422
    assert "tick them in the list" in desk.get("/partnerships/bulk/").content.decode()


def test_bulk_reaches_only_what_one_steers(desk, three, coordinator):
    foreign, public = PartnershipFactory(), PartnershipFactory(is_public=True)

    for pk, status in ((foreign.pk, 404), (public.pk, 403), (10**9, 404)):
        answer = desk.post("/partnerships/bulk/", {"do": "show", "partnership": [*tokens(three), f"{pk}-1"]})
        assert answer.status_code == status
    assert desk.get("/partnerships/bulk/?partnership=x").status_code == 404
    desk.force_login(member("viewer", coordinator.affiliate))
    assert desk.get("/partnerships/bulk/").status_code == 403


def test_list_has_a_box_for_what_one_steers_only(desk, three):
    public = PartnershipFactory(is_public=True)

    page = desk.get("/partnerships/").content.decode()

    assert f'id="pick-{three[0].pk}"' in page
    assert f'id="pick-{public.pk}"' not in page
    desk.logout()
    assert 'name="partnership"' not in desk.get("/partnerships/").content.decode()
