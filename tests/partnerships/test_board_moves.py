# SPDX-License-Identifier: GPL-3.0-or-later
"""Moving a card on the board: the verdict, the counts, every refusal, and the same without JavaScript."""

import json
import threading

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnerships.models import Institution, Stage, StageMove
from partnerships.stages import Phase
from tests.factories import (
    PartnershipFactory,
    PipelineFactory,
)

pytestmark = pytest.mark.django_db
BOARD = "/board/"
CANARY = "canary-in-the-notes"


@pytest.fixture
def desk(client, coordinator):
    """The coordinator's browser."""
    client.force_login(coordinator)
    return client


@pytest.fixture
def partnership(coordinator):
    return PartnershipFactory(affiliate=coordinator.affiliate, lead=coordinator, notes=CANARY)


def stage(partnership, phase):
    return partnership.pipeline.stages.get(phase=phase)


def column(answer, phase):
    return next(each for each in answer.context["columns"] if each.stage.phase == phase)


def names(answer):
    return {card.name for each in answer.context["columns"] for card in each.cards}


def move(client, partnership, target, **answers):
    """A move as board.js sends it; returns the answer and the verdict in its header."""
    answer = client.post(
        reverse("partnerships:move-stage", args=[partnership.pk]),
        {"stage": target.pk, "version": partnership.version, "where": "top", "before": "", **answers},
        headers={"HX-Request": "true"},
    )
    verdict = (
        json.loads(answer.headers["HX-Trigger"])["board:settled"] if "HX-Trigger" in answer.headers else None
    )
    return answer, verdict


def test_move_costs_at_most_twelve_queries(desk, partnership):
    target = stage(partnership, Phase.RESEARCHED)

    with CaptureQueriesContext(connection) as asked:
        _, verdict = move(desk, partnership, target)

    # The savepoint stands for the transaction, which is the test's own here. Two ask whether the right is still there.
    assert len([each for each in asked if "SAVEPOINT" not in each["sql"]]) <= 12
    assert verdict["ok"]


def test_refused_dialog_gets_the_form_back_with_what_was_typed(desk, partnership):
    Stage.objects.filter(phase=Phase.RESEARCHED).update(needs=["summary"])

    answer, verdict = move(
        desk, partnership, stage(partnership, Phase.RESEARCHED), note="Typed", in_dialog="1"
    )

    page = answer.content.decode()
    assert (answer.status_code, verdict) == (422, None)
    assert "Typed" in page
    assert 'name="summary"' in page
    _, verdict = move(desk, partnership, stage(partnership, Phase.RESEARCHED), summary="Both want it.")
    assert verdict["ok"]


def test_move_answers_with_the_card_its_verdict_and_the_counts(desk, partnership):
    researched = stage(partnership, Phase.RESEARCHED)

    answer, verdict = move(desk, partnership, researched)

    assert answer.status_code == 200
    assert answer.content.decode().startswith("<li")
    assert f'id="card-{partnership.pk}"' in answer.content.decode()
    assert 'data-version="2"' in answer.content.decode()
    assert verdict["id"] == partnership.pk
    assert verdict["ok"] is True
    assert verdict["stage"] == researched.pk
    assert "Researched" in verdict["message"]
    assert verdict["counts"][str(partnership.stage_id)] == 0
    assert verdict["counts"][str(researched.pk)] == 1


def test_counts_after_a_move_are_those_of_the_filtered_board(desk, partnership):
    PartnershipFactory(affiliate=partnership.affiliate, lead=partnership.lead, institution__name="Elsewhere")
    Institution.objects.filter(pk=partnership.institution_id).update(name="Archive of Tides")
    desk.defaults["HTTP_REFERER"] = "http://testserver/board/?q=tides"

    _, verdict = move(desk, partnership, stage(partnership, Phase.RESEARCHED))

    assert verdict["counts"][str(partnership.stage_id)] == 0


@pytest.mark.parametrize(
    "target, status, words",
    [
        (Phase.PILOT, 422, "take the steps between"),
        (Phase.PAUSED, 422, "a note is needed"),
        (Phase.IDENTIFIED, 422, "in this stage already"),
    ],
)
def test_refused_move_says_why_and_where_the_card_is(desk, partnership, target, status, words):
    answer, verdict = move(desk, partnership, stage(partnership, target))

    assert answer.status_code == status
    assert verdict["ok"] is False
    assert verdict["stage"] == partnership.stage_id
    assert words in verdict["message"]
    assert verdict["asks"] is (target == Phase.PAUSED)
    assert f'id="card-{partnership.pk}"' in answer.content.decode()
    assert not StageMove.objects.exists()


def test_active_without_an_agreement_is_refused_in_words(desk, coordinator):
    partnership = PartnershipFactory(affiliate=coordinator.affiliate, lead=coordinator, phase=Phase.AGREEMENT)

    answer, verdict = move(desk, partnership, stage(partnership, Phase.ACTIVE))

    assert answer.status_code == 422
    assert "needs an agreement in force" in verdict["message"]


def test_stage_of_another_pipeline_is_refused_in_words(desk, partnership):
    answer, verdict = move(desk, partnership, PipelineFactory().stages.first())

    assert answer.status_code == 422
    assert "another pipeline" in verdict["message"]


def test_stale_card_is_refused_with_the_stage_it_is_in_now(desk, partnership):
    move(desk, partnership, stage(partnership, Phase.RESEARCHED))

    answer, verdict = move(desk, partnership, stage(partnership, Phase.RESEARCHED))  # the old version again

    assert answer.status_code == 409
    assert verdict["stage"] == stage(partnership, Phase.RESEARCHED).pk
    assert "Somebody else changed this" in verdict["message"]
    assert StageMove.objects.count() == 1


def test_closed_partnership_is_not_reopened_beside_a_newer_one(desk, coordinator):
    closed = PartnershipFactory(affiliate=coordinator.affiliate, lead=coordinator, phase=Phase.DECLINED)
    PartnershipFactory(affiliate=coordinator.affiliate, lead=coordinator, institution=closed.institution)

    answer, verdict = move(desk, closed, stage(closed, Phase.CONTACTED))

    assert answer.status_code == 422
    assert "already has an open partnership" in verdict["message"]


def test_verdict_travels_as_ascii_and_no_name_breaks_the_header(desk, partnership):
    Institution.objects.update(name="Музей\r\nX-Evil: 1\n‮")

    answer, verdict = move(desk, partnership, stage(partnership, Phase.RESEARCHED))

    assert answer.headers["HX-Trigger"].isascii()
    assert "\n" not in answer.headers["HX-Trigger"]
    assert "Музей" in verdict["message"]


@pytest.mark.parametrize(
    "person, status", [("viewer", 403), ("wmf_staff", 403), ("stranger", 404), ("volunteer", 404)]
)
def test_only_those_who_steer_may_move(client, partnership, request, person, status):
    client.force_login(request.getfixturevalue(person))

    answer, _ = move(client, partnership, stage(partnership, Phase.RESEARCHED))

    assert answer.status_code == status
    assert client.get(reverse("partnerships:move-stage", args=[partnership.pk])).status_code == status
    partnership.refresh_from_db()
    assert partnership.phase == Phase.IDENTIFIED


def test_dialog_gets_the_bare_form_with_the_wanted_stage_chosen(desk, partnership):
    paused = stage(partnership, Phase.PAUSED)

    answer = desk.get(
        f"/partnerships/{partnership.pk}/move/", {"stage": paused.pk}, headers={"HX-Request": "true"}
    )

    page = answer.content.decode()
    assert "<html" not in page
    assert f'data-card="{partnership.pk}"' in page
    assert f'<option value="{paused.pk}" selected>' in page
    assert f'<option value="{stage(partnership, Phase.PILOT).pk}" disabled>' in page


def test_move_without_javascript_leads_back_to_the_board(desk, partnership):
    address = f"/partnerships/{partnership.pk}/move/"
    assert b"<html" in desk.get(address).content

    answer = desk.post(address, {"stage": stage(partnership, Phase.RESEARCHED).pk, "version": 1}, follow=True)

    assert answer.redirect_chain == [
        (f"/board/?pipeline={partnership.pipeline_id}#card-{partnership.pk}", 302)
    ]
    assert "is now in “Researched”" in answer.content.decode()


def test_refused_move_without_javascript_shows_the_form_again(desk, partnership):
    address = f"/partnerships/{partnership.pk}/move/"

    answer = desk.post(address, {"stage": stage(partnership, Phase.ENDED).pk, "version": 1})

    assert answer.status_code == 422
    assert "a note is needed" in answer.content.decode()
    stale = desk.post(address, {"stage": stage(partnership, Phase.RESEARCHED).pk, "version": 9})
    assert stale.status_code == 409
    assert "Somebody else changed this" in stale.content.decode()
    assert desk.post(address, {}).status_code == 422


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_of_two_moves_at_once_one_wins_and_the_other_is_told(coordinator, partnership):
    targets = [stage(partnership, Phase.RESEARCHED), stage(partnership, Phase.PAUSED)]
    together, statuses = threading.Barrier(2, timeout=20), []

    def go(target):
        desk = Client()
        desk.force_login(coordinator)
        together.wait()
        try:
            statuses.append(move(desk, partnership, target, note="Now.")[0].status_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=go, args=[target]) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)

    assert sorted(statuses) == [200, 409]
    assert StageMove.objects.count() == 1
    partnership.refresh_from_db()
    assert partnership.version == 2
