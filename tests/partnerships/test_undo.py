# SPDX-License-Identifier: GPL-3.0-or-later
"""Taking back a move or a change: it does it, it refuses and then nothing changed, it is recorded; and the doors."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from journal.models import Entry
from partnerships import actions
from partnerships.errors import AlreadyPartners, SomethingElseMeanwhile, StageRetired
from partnerships.errors.undoing import MovedOnSince, NothingToTakeBack, OpeningStays, TooLongAgo
from partnerships.models import Partnership, StageMove
from partnerships.stages import Phase
from tests.factories import PartnershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def partnership(coordinator):
    entered = timezone.now() - timedelta(days=12)
    return PartnershipFactory(
        affiliate=coordinator.affiliate, lead=coordinator, stage_entered_at=entered, next_step="Call"
    )


def stage(partnership, phase):
    return partnership.pipeline.stages.get(phase=phase)


def moved(partnership, phase=Phase.RESEARCHED, note="Because."):
    actions.move_to_stage(partnership, stage(partnership, phase), by=partnership.lead, note=note)
    return StageMove.objects.filter(partnership=partnership).first()


def stands(partnership):
    partnership.refresh_from_db()
    return partnership.stage_id, partnership.phase, partnership.stage_entered_at, partnership.version


def test_undo_move_puts_the_partnership_back_as_long_there_as_it_was(partnership):
    before = stands(partnership)
    move = moved(partnership)

    now = actions.undo_move(move, by=partnership.lead)

    assert stands(now)[:3] == before[:3]
    assert now.version == 3
    undone = StageMove.objects.get(undoes=move)
    assert (undone.source_id, undone.target_id) == (move.target_id, move.source_id)


def test_undo_move_is_recorded(partnership):
    actions.undo_move(moved(partnership), by=partnership.lead)

    entry = Entry.objects.get(verb="partnership.undone")
    assert (entry.before, entry.after, entry.actor) == ("Researched", "Identified", partnership.lead)


def test_undo_of_an_undo_moves_on_again(partnership):
    actions.undo_move(moved(partnership), by=partnership.lead)
    undone = StageMove.objects.filter(partnership=partnership).first()

    assert actions.undo_move(undone, by=partnership.lead).phase == Phase.RESEARCHED


def test_only_the_latest_move_is_undone(partnership):
    first = moved(partnership)
    moved(partnership, Phase.CONTACTED)
    before = stands(partnership)

    with pytest.raises(MovedOnSince):
        actions.undo_move(first, by=partnership.lead)
    assert stands(partnership) == before


def test_move_of_a_month_ago_and_the_opening_stay(partnership):
    old = StageMove(
        partnership=partnership,
        source=partnership.stage,
        target=stage(partnership, Phase.RESEARCHED),
        moved_at=timezone.now() - timedelta(days=31),
    )
    with pytest.raises(TooLongAgo):
        actions.undo_move(old, by=partnership.lead)
    with pytest.raises(OpeningStays):
        actions.undo_move(StageMove(partnership=partnership, target=partnership.stage), by=partnership.lead)
    assert not StageMove.objects.exists()


def test_undo_leads_into_no_retired_stage_and_beside_no_newer_partnership(partnership):
    into_closed = moved(partnership, Phase.DECLINED)
    PartnershipFactory(affiliate=partnership.affiliate, institution=partnership.institution)
    before = stands(partnership)

    with pytest.raises(AlreadyPartners):
        actions.undo_move(into_closed, by=partnership.lead)
    type(partnership.stage).objects.filter(pk=into_closed.source_id).update(retired_at=timezone.now())
    with pytest.raises(StageRetired):
        actions.undo_move(into_closed, by=partnership.lead)
    assert stands(partnership) == before


def test_undo_change_puts_back_what_stood_there(partnership):
    actions.plan_next_step(
        partnership, version=1, by=partnership.lead, next_step="Write", next_step_on=timezone.localdate()
    )

    now = actions.undo_change(partnership, version=2, by=partnership.lead)

    assert (now.next_step, now.next_step_on, now.version) == ("Call", None, 3)
    said = Entry.objects.get(verb="partnership.put_back")
    assert (said.before, said.after) == (
        f"next_step_on: {timezone.localdate()}",
        "next_step_on: –\nnext_step",
    )


def test_undo_change_writes_over_nothing_newer(partnership):
    for version, step in ((1, "Write"), (2, "Visit")):
        actions.plan_next_step(
            partnership, version=version, by=partnership.lead, next_step=step, next_step_on=None
        )

    with pytest.raises(SomethingElseMeanwhile):
        actions.undo_change(partnership, version=2, by=partnership.lead)
    with pytest.raises(NothingToTakeBack):
        actions.undo_change(partnership, version=9, by=partnership.lead)
    partnership.refresh_from_db()
    assert partnership.next_step == "Visit"


# The doors


def test_move_offers_its_undo_and_the_board_gets_the_card_back(client, coordinator, partnership):
    client.force_login(coordinator)
    answer = client.post(
        f"/partnerships/{partnership.pk}/move/",
        {"stage": stage(partnership, Phase.RESEARCHED).pk, "version": 1},
        headers={"HX-Request": "true"},
    )
    address = json.loads(answer.headers["HX-Trigger"])["board:settled"]["undo"]

    answer = client.post(address, headers={"HX-Request": "true"})

    verdict = json.loads(answer.headers["HX-Trigger"])["board:settled"]
    assert (answer.status_code, verdict["ok"], verdict["stage"]) == (200, True, partnership.stage_id)
    again = client.post(address, headers={"HX-Request": "true"})
    assert (again.status_code, "moved on since" in again.headers["HX-Trigger"]) == (422, True)


def test_without_javascript_the_message_carries_the_undo_button(client, coordinator, partnership):
    client.force_login(coordinator)
    target = stage(partnership, Phase.RESEARCHED).pk
    page = client.post(
        f"/partnerships/{partnership.pk}/move/", {"stage": target, "version": 1}, follow=True
    ).content.decode()
    address = f"/moves/{StageMove.objects.get().pk}/undo/"
    assert f'action="{address}" data-undo' in page

    answer = client.post(address, headers={"Referer": "http://testserver/moves/?days=9"}, follow=True)

    assert answer.redirect_chain == [("/moves/?days=9", 302)]
    assert "is back in “Identified”" in answer.content.decode()


def test_undo_leads_to_no_other_host(client, coordinator, partnership):
    client.force_login(coordinator)
    address = f"/moves/{moved(partnership).pk}/undo/"

    answer = client.post(address, {"back": "https://elsewhere.example/"})

    assert answer.headers["Location"] == f"/partnerships/{partnership.pk}/"


@pytest.mark.parametrize("person, status", [("viewer", 403), ("wmf_staff", 403), ("stranger", 404)])
def test_only_those_who_steer_take_back(client, partnership, request, person, status):
    move = moved(partnership)
    client.force_login(request.getfixturevalue(person))

    assert client.post(f"/moves/{move.pk}/undo/").status_code == status
    assert client.post(f"/partnerships/undo/?move={move.pk}").status_code == status
    assert client.post(f"/partnerships/undo/?change={partnership.pk}-2").status_code == status
    assert Partnership.objects.get().phase == Phase.RESEARCHED


@pytest.mark.parametrize("query", ["", "?move=x", "?change=5", "?change=a-b", "?move=99999999999999999999"])
def test_nonsense_to_take_back_is_not_there(client, coordinator, query):
    client.force_login(coordinator)

    assert client.post(f"/partnerships/undo/{query}").status_code == 404


def test_move_list_offers_the_latest_move_of_each_for_thirty_days(client, coordinator, partnership):
    client.force_login(coordinator)
    first, latest = moved(partnership), moved(partnership, Phase.CONTACTED)

    page = client.get("/moves/").content.decode()

    assert f"/moves/{latest.pk}/undo/" in page
    assert f"/moves/{first.pk}/undo/" not in page


def test_a_move_of_what_is_public_is_not_there_for_others(client, coordinator, stranger, partnership):
    move = moved(partnership)
    Partnership.objects.filter(pk=partnership.pk).update(is_public=True)
    client.force_login(stranger)

    assert client.post(f"/partnerships/undo/?move={move.pk}").status_code == 404
