# SPDX-License-Identifier: GPL-3.0-or-later
"""The board: what stands in its columns, for whom, at what cost; and moving a card, with every refusal."""

import json
import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from partnerships.models import Institution, Partnership, StageMove
from partnerships.stages import Phase
from tests.factories import InstitutionFactory, MouFactory, PartnershipFactory, PipelineFactory

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


# What stands on it


def test_board_has_a_column_for_each_stage_with_its_count(desk, partnership):
    for _ in range(2):
        PartnershipFactory(affiliate=partnership.affiliate, lead=partnership.lead, phase=Phase.PILOT)

    answer = desk.get(BOARD)

    assert [each.stage.phase for each in answer.context["columns"]] == list(Phase)
    assert [column(answer, phase).count for phase in (Phase.IDENTIFIED, Phase.PILOT, Phase.ENDED)] == [
        1,
        2,
        0,
    ]


def test_board_puts_the_latest_arrival_on_top(desk, partnership):
    earlier = PartnershipFactory(
        affiliate=partnership.affiliate,
        lead=partnership.lead,
        stage_entered_at=timezone.now() - timedelta(days=3),
    )

    cards = column(desk.get(BOARD), Phase.IDENTIFIED).cards

    assert [card.pk for card in cards] == [partnership.pk, earlier.pk]


@pytest.mark.parametrize("days, is_stale", [(30, False), (31, True)])
def test_card_is_stale_only_beyond_the_target(desk, partnership, days, is_stale):
    Partnership.objects.update(stage_entered_at=timezone.now() - timedelta(days=days, minutes=1))

    answer = desk.get(BOARD)

    assert column(answer, Phase.IDENTIFIED).cards[0].is_stale is is_stale
    listed = desk.get("/partnerships/", {"stale": "1"}).context["rows"]
    assert bool(listed) is is_stale  # the filter does the same sum


@pytest.mark.parametrize("offset, state", [(-1, "overdue"), (0, "today"), (1, "planned"), (None, "none")])
def test_card_says_how_the_next_step_stands_and_the_filter_finds_it(desk, partnership, offset, state):
    day = None if offset is None else timezone.localdate() + timedelta(days=offset)
    Partnership.objects.update(next_step_on=day)

    assert column(desk.get(BOARD), Phase.IDENTIFIED).cards[0].step_state == state
    found = {
        other: len(names(desk.get(BOARD, {"next_step": other})))
        for other in ("overdue", "today", "planned", "none")
    }
    assert found == {other: int(other == state) for other in found}


def test_card_marks_only_an_agreement_in_force(desk, partnership):
    other = PartnershipFactory(affiliate=partnership.affiliate, lead=partnership.lead)
    MouFactory(partnership=partnership, signed=True)
    MouFactory(partnership=other)  # a draft

    cards = {card.pk: card.has_agreement for card in column(desk.get(BOARD), Phase.IDENTIFIED).cards}

    assert cards == {partnership.pk: True, other.pk: False}


def test_filters_narrow_the_board_and_its_counts(desk, partnership):
    Institution.objects.update(name="Archive of Tides", country="PT")
    other = PartnershipFactory(affiliate=partnership.affiliate, institution__name="Library of Clouds")

    for query in ({"q": "tides"}, {"country": "PT"}, {"lead": partnership.lead_id}):
        answer = desk.get(BOARD, query)
        assert names(answer) == {"Archive of Tides"}, query
        assert column(answer, Phase.IDENTIFIED).count == 1, query
    assert names(desk.get(BOARD, {"lead": other.lead_id})) == {"Library of Clouds"}


def test_nonsense_in_the_address_is_ignored(desk, partnership):
    answer = desk.get(BOARD, {"lead": "x", "next_step": "y", "country": "", "q": "\x00"})

    assert names(answer) == {partnership.institution.name}


# For whom


def test_coordinator_gets_move_links_and_viewer_does_not(desk, partnership, viewer):
    assert f'id="mv-{partnership.pk}"' in desk.get(BOARD).content.decode()

    desk.force_login(viewer)
    page = desk.get(BOARD).content.decode()

    assert partnership.institution.name in page
    assert f'id="mv-{partnership.pk}"' not in page
    assert "data-move-url" not in page


def test_board_of_another_affiliate_is_not_there(desk, partnership):
    foreign = PipelineFactory()

    assert desk.get(BOARD, {"pipeline": foreign.pk}).status_code == 404
    assert desk.get(BOARD, {"pipeline": 10**9}).status_code == 404
    assert desk.get(BOARD, {"pipeline": "x"}).status_code == 404


def test_wmf_staff_look_at_any_board_but_move_nothing(client, partnership, wmf_staff):
    client.force_login(wmf_staff)

    answer = client.get(BOARD, {"pipeline": partnership.pipeline_id})

    assert names(answer) == {partnership.institution.name}
    assert answer.context["may_move"] is False
    assert CANARY not in answer.content.decode()


def test_board_opens_where_one_may_work(desk, coordinator, partnership):
    affiliate = PipelineFactory(affiliate__name="AAA").affiliate
    coordinator.memberships.create(affiliate=affiliate, role="viewer")

    assert desk.get(BOARD).context["pipeline"].affiliate == coordinator.affiliate


def test_people_without_an_affiliate_are_refused(client, volunteer, platform_admin):
    for user in (volunteer, platform_admin):
        client.force_login(user)
        assert client.get(BOARD).status_code == 403


def test_stranger_is_sent_to_sign_in(client):
    answer = client.get(BOARD)

    assert (answer.status_code, answer.headers["Location"]) == (302, "/sign-in/?next=/board/")


def test_empty_board_teaches_how_to_begin(desk, coordinator):
    before_the_first = desk.get(BOARD).content.decode()
    assert "No board yet" in before_the_first

    PipelineFactory(affiliate=coordinator.affiliate)
    page = desk.get(BOARD).content.decode()

    assert "Choose an institution" in page
    assert 'class="col"' in page


# Show more


def test_full_column_shows_fifty_and_leads_to_the_rest(desk, partnership):
    for _ in range(51):
        PartnershipFactory(affiliate=partnership.affiliate, lead=partnership.lead)
    first = column(desk.get(BOARD), Phase.IDENTIFIED)
    assert (first.count, len(first.cards)) == (52, 50)
    query = {"column": partnership.stage_id, "page": 2}

    whole = desk.get(BOARD, query)
    rest = desk.get(BOARD, query, headers={"HX-Request": "true"})

    assert {card.pk for card in rest.context["cards"]}.isdisjoint(card.pk for card in first.cards)
    assert rest.content.count(b'class="card"') == whole.content.count(b'class="card"') == 2
    assert b"<html" in whole.content
    assert b"<html" not in rest.content
    assert f'id="more-{partnership.stage_id}" hx-swap-oob="true"' in rest.content.decode()
    assert desk.get(BOARD, {"column": 10**9}).status_code == 404


# At what cost


@pytest.mark.parametrize("number", [3, 30])
def test_board_costs_the_same_few_queries_for_any_number_of_cards(
    desk, coordinator, django_assert_num_queries, number
):
    for _ in range(number):
        MouFactory(partnership__affiliate=coordinator.affiliate, partnership__lead=coordinator, signed=True)

    with django_assert_num_queries(7):
        desk.get(BOARD)


def test_board_of_five_hundred_cards_is_light(desk, coordinator):
    pipeline = PipelineFactory(affiliate=coordinator.affiliate)
    stages = list(pipeline.stages.all())[:10]
    today = timezone.localdate()
    institutions = Institution.objects.bulk_create(
        InstitutionFactory.build(name=f"Museum of Light Things {n}", place="Lisbon") for n in range(500)
    )
    Partnership.objects.bulk_create(
        Partnership(
            institution=institution,
            affiliate=coordinator.affiliate,
            pipeline=pipeline,
            stage=stages[n % 10],
            phase=stages[n % 10].phase,
            lead=coordinator,
            origin="affiliate",
            stage_entered_at=timezone.now() - timedelta(days=n % 90),
            next_step_on=today + timedelta(days=n % 40 - 10),
        )
        for n, institution in enumerate(institutions)
    )

    answer = desk.get(BOARD)

    assert sum(len(each.cards) for each in answer.context["columns"]) == 500
    assert len(answer.content) < 250 * 1024


# Moving


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
    assert verdict["needsNote"] is (target == Phase.PAUSED)
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
