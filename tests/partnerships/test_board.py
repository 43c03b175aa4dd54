# SPDX-License-Identifier: GPL-3.0-or-later
"""The board: what stands in its columns, for whom, at what cost."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from partnerships.filters.pipeline import only_stale
from partnerships.models import Institution, Partnership, Stage
from partnerships.stages import Phase
from tests.factories import (
    CommitmentFactory,
    InstitutionFactory,
    MouFactory,
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


@pytest.mark.parametrize("offset, is_stale", [(-1, True), (0, False), (5, False), (None, True)])
def test_staleness_pauses_while_a_next_step_is_planned(desk, partnership, offset, is_stale):
    day = None if offset is None else timezone.localdate() + timedelta(days=offset)
    Partnership.objects.update(stage_entered_at=timezone.now() - timedelta(days=60), next_step_on=day)

    assert column(desk.get(BOARD), Phase.IDENTIFIED).cards[0].is_stale is is_stale
    assert bool(desk.get("/partnerships/", {"stale": "1"}).context["rows"]) is is_stale
    assert only_stale(Partnership.objects.all()).exists() is is_stale


@pytest.mark.parametrize(
    "sum_of, said",
    [
        ("works", "1,500 works"),
        ("days", "10 days on average"),
        ("agreements", "1 agreement"),
        ("commitments", "2 open commitments"),
        ("", ""),
        ("password", ""),
    ],
)
def test_column_adds_up_what_was_chosen(desk, partnership, sum_of, said):
    other = PartnershipFactory(affiliate=partnership.affiliate, lead=partnership.lead)
    mou = MouFactory(partnership=other, signed=True)
    CommitmentFactory.create_batch(2, mou=mou)
    for one, days in ((partnership, 5), (other, 15)):
        entered = timezone.now() - timedelta(days=days, minutes=5)
        Partnership.objects.filter(pk=one.pk).update(expected_works=750, stage_entered_at=entered)

    assert column(desk.get(BOARD, {"sum": sum_of}), Phase.IDENTIFIED).sum == said


def test_column_over_its_limit_says_so(desk, partnership):
    Stage.objects.filter(pk=partnership.stage_id).update(wip_limit=1)
    assert column(desk.get(BOARD), Phase.IDENTIFIED).is_over is False

    PartnershipFactory(affiliate=partnership.affiliate, lead=partnership.lead)
    answer = desk.get(BOARD)

    assert column(answer, Phase.IDENTIFIED).is_over is True
    assert "of 1" in answer.content.decode()


def test_retired_stage_shows_only_while_it_holds_cards(desk, partnership):
    Stage.objects.filter(phase__in=[Phase.IDENTIFIED, Phase.PILOT]).update(retired_at=timezone.now())

    shown = [each.stage.phase for each in desk.get(BOARD).context["columns"]]

    assert Phase.IDENTIFIED in shown
    assert Phase.PILOT not in shown


def test_empty_and_closed_columns_start_folded(desk, partnership):
    PartnershipFactory(affiliate=partnership.affiliate, lead=partnership.lead, phase=Phase.ENDED)

    columns = desk.get(BOARD).context["columns"]

    assert [each.stage.phase for each in columns if not each.starts_folded] == [Phase.IDENTIFIED]


def test_removed_partnership_is_not_on_the_board(desk, partnership):
    Partnership.objects.update(removed_at=timezone.now())

    assert names(desk.get(BOARD)) == set()


def test_new_partnership_begins_with_a_search_for_the_institution(desk, partnership, viewer):
    free = InstitutionFactory(name="Archive of Tides")
    Institution.objects.filter(pk=partnership.institution_id).update(name="Archive of Echoes")

    assert "/partnerships/begin/" in desk.get(BOARD).content.decode()
    page = desk.get("/partnerships/begin/", {"q": "archive", "affiliate": partnership.affiliate_id})

    said = page.content.decode()
    assert f"/institutions/{free.pk}/open-partnership/?affiliate={partnership.affiliate_id}" in said
    assert "under way already, in “Identified”" in said
    assert (
        "<html" not in desk.get("/partnerships/begin/?q=x", headers={"HX-Request": "true"}).content.decode()
    )
    desk.force_login(viewer)
    assert desk.get("/partnerships/begin/").status_code == 403


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


def test_card_says_how_its_longest_agreement_stands(desk, partnership):
    drafted, soon, over = (
        PartnershipFactory(affiliate=partnership.affiliate, lead=partnership.lead) for _ in range(3)
    )
    today = timezone.localdate()
    MouFactory(partnership=partnership, signed=True)
    MouFactory(partnership=drafted)
    MouFactory(partnership=soon, signed=True, ends_on=today + timedelta(days=90))
    MouFactory(partnership=soon, signed=True, ends_on=today)
    MouFactory(partnership=over, signed=True, ends_on=today - timedelta(days=1))
    MouFactory(partnership=over, signed=True, starts_on=today + timedelta(days=1))

    answer = desk.get(BOARD)
    cards = {card.pk: card.agreement for card in column(answer, Phase.IDENTIFIED).cards}

    assert cards == {partnership.pk: "in_force", drafted.pk: "", soon.pk: "renew", over.pk: "ended"}
    assert "⟳ Renew?" in answer.text
    assert "⊘ MOU ended" in answer.text


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
    assert 'id="sec-' in page


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


def test_board_of_five_hundred_cards_is_light(desk, coordinator, django_assert_max_num_queries):
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

    with django_assert_max_num_queries(8):
        answer = desk.get(BOARD, {"sum": "days"})

    assert sum(len(each.cards) for each in answer.context["columns"]) == 500
    assert len(answer.content) < 250 * 1024


def test_whoever_only_reads_is_offered_no_new_partnership(client, desk, partnership, viewer):
    assert "New partnership" in desk.get(BOARD).text

    client.force_login(viewer)

    assert "New partnership" not in client.get(BOARD).text
