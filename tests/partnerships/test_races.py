# SPDX-License-Identifier: GPL-3.0-or-later
"""Several people at the same card, stage or pipeline at one moment: one wins, the others are told, nothing is lost."""

import pytest
from django.utils import timezone

from partnerships import actions
from partnerships.errors import ChangedMeanwhile, NoWayIn, StageHoldsCards, StageIsFirst, StageRetired
from partnerships.models import Partnership, Stage, StageMove
from partnerships.stages import Phase
from tests.factories import PartnershipFactory, PipelineFactory, member
from tests.threads import race

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

RACES = 40
RUNNERS = 6


def test_of_six_moves_at_once_exactly_one_wins_forty_times():
    lead = member("coordinator")
    for _number in range(RACES):
        card = PartnershipFactory(affiliate=lead.affiliate, lead=lead)
        targets = [card.pipeline.stages.get(phase=p) for p in (Phase.RESEARCHED, Phase.PAUSED, Phase.ENDED)]

        def move(target, card=card):
            seen = Partnership.objects.select_related("stage").get(pk=card.pk)
            return actions.move_to_stage(seen, target, by=lead, version=1, note="So it was agreed.")

        results = race(*(lambda target=target, move=move: move(target) for target in targets * 2))

        won = [each for each in results if isinstance(each, Partnership)]
        assert len(won) == 1
        assert sum(isinstance(each, ChangedMeanwhile) for each in results) == RUNNERS - 1
        card.refresh_from_db()
        moves = StageMove.objects.filter(partnership=card)
        assert [(move.target_id, card.version) for move in moves] == [(card.stage_id, 2)]
        assert card.stage_id == won[0].stage_id


def test_moves_without_a_version_follow_each_other_and_each_is_written_once():
    lead = member("coordinator")
    for _number in range(8):
        card = PartnershipFactory(affiliate=lead.affiliate, lead=lead)
        paused = card.pipeline.stages.get(phase=Phase.PAUSED)

        def pause(card=card, paused=paused):
            return actions.move_to_stage(card, paused, by=lead, note="Wait")

        results = race(*[pause] * RUNNERS)

        assert sum(isinstance(each, Partnership) for each in results) == 1
        assert StageMove.objects.filter(partnership=card).count() == 1


def test_limit_holds_when_several_come_at_once():
    lead = member("coordinator")
    cards = [PartnershipFactory(affiliate=lead.affiliate, lead=lead) for _number in range(RUNNERS)]
    researched = cards[0].pipeline.stages.get(phase=Phase.RESEARCHED)
    Stage.objects.filter(pk=researched.pk).update(wip_limit=2)

    def come(card):
        return actions.move_to_stage(card, researched, by=lead, version=1)

    race(*(lambda card=card: come(card) for card in cards))

    assert Partnership.objects.filter(stage=researched).count() == 2


def test_stage_retired_while_a_card_comes_is_empty_or_in_use():
    """Either the card was first and the stage stays, or the stage was first and the card stays where it is."""
    admin = member("admin")
    for _number in range(12):
        card = PartnershipFactory(affiliate=admin.affiliate, lead=admin)
        researched = card.pipeline.stages.get(phase=Phase.RESEARCHED)
        Partnership.objects.filter(stage=researched).update(
            stage=card.stage_id, phase=Phase.IDENTIFIED, removed_at=card.opened_at
        )

        def come(card=card, target=researched):
            return actions.move_to_stage(card, target, by=admin, version=1)

        def retire(stage=researched):
            return actions.retire_stage(stage, version=stage.version, by=admin)

        came, gone = race(come, retire)

        researched.refresh_from_db()
        held = Partnership.objects.kept().filter(stage=researched).exists()
        assert held is not bool(researched.retired_at)
        assert isinstance(came, StageRetired) or isinstance(gone, StageHoldsCards)
        Stage.objects.filter(pk=researched.pk).update(retired_at=None)


def test_card_that_leaves_while_its_stage_is_retired_goes_one_way_only():
    admin = member("admin")
    for _number in range(12):
        card = PartnershipFactory(affiliate=admin.affiliate, lead=admin, phase=Phase.CONTACTED)
        stages = {stage.phase: stage for stage in card.pipeline.stages.all()}

        def leave(card=card, stages=stages):
            return actions.move_to_stage(card, stages[Phase.RESEARCHED], by=admin, version=1)

        def retire(stages=stages):
            stage = stages[Phase.CONTACTED]
            return actions.retire_stage(
                stage, version=stage.version, by=admin, target=stages[Phase.CONVERSATION]
            )

        race(leave, retire)

        card.refresh_from_db()
        assert StageMove.objects.filter(partnership=card).count() == card.version - 1 == 1
        assert card.stage_id != stages[Phase.CONTACTED].pk
        Stage.objects.filter(phase=Phase.CONTACTED).update(retired_at=None)


def test_two_administrators_never_leave_a_pipeline_without_a_way_in():
    admin = member("admin")
    for number in range(12):
        pipeline = PipelineFactory(affiliate=admin.affiliate, name=f"Short {number}")
        stages = list(pipeline.stages.all())
        Stage.objects.filter(pk__in=[stage.pk for stage in stages[3:8]]).update(retired_at=timezone.now())
        second, third = stages[1], stages[2]
        order = [third.pk, second.pk, *(stage.pk for stage in stages if stage not in (second, third))]

        results = race(
            lambda second=second: actions.retire_stage(second, version=1, by=admin),
            lambda third=third: actions.retire_stage(third, version=1, by=admin),
            lambda pipeline=pipeline, order=order: actions.order_stages(
                pipeline, version=1, by=admin, stages=order
            ),
        )

        first = pipeline.stages.in_use().first()
        assert first is not None
        assert first.phase not in (Phase.PAUSED, Phase.DECLINED, Phase.ENDED)
        refusals = [each for each in results if isinstance(each, Exception)]
        assert all(isinstance(each, StageIsFirst | NoWayIn) for each in refusals)


def test_two_edits_of_a_stage_at_once_lose_none():
    admin = member("admin")
    pipeline = PipelineFactory(affiliate=admin.affiliate)
    for number in range(20):
        stage = pipeline.stages.get(phase=Phase.PILOT)
        edits = [f"{number} {who}" for who in ("one", "two")]

        results = race(
            *(
                lambda stage=stage, words=words: actions.correct_stage(
                    stage, version=stage.version, by=admin, guidance=words
                )
                for words in edits
            )
        )

        assert sorted(type(each).__name__ for each in results) == ["ChangedMeanwhile", "Stage"]
        won = next(each for each in results if isinstance(each, Stage))
        stage.refresh_from_db()
        assert (stage.guidance, stage.version) == (won.guidance, number + 2)
