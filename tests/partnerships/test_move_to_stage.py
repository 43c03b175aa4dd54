# SPDX-License-Identifier: GPL-3.0-or-later
"""Moving a partnership: it does it, it refuses and then nothing changed, it is recorded."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from journal.models import Entry
from partnerships import actions
from partnerships.errors import (
    AlreadyPartners,
    ChangedMeanwhile,
    ForeignStage,
    MouMissing,
    ReasonMissing,
    StageNotReachable,
)
from partnerships.models import Partnership, StageMove
from partnerships.stages import ASIDE, CLOSED, PATH, Phase, may_follow
from tests.factories import MouFactory, PartnershipFactory, PipelineFactory
from work.models import Message

pytestmark = pytest.mark.django_db


def stage(partnership, phase):
    return partnership.pipeline.stages.get(phase=phase)


def test_move_takes_one_step_and_counts_the_days():
    entered = timezone.now() - timedelta(days=12, hours=3)
    partnership = PartnershipFactory(stage_entered_at=entered)
    researched = stage(partnership, Phase.RESEARCHED)

    moved = actions.move_to_stage(partnership, researched, by=partnership.lead, version=1, note=" Found it. ")

    assert (moved.stage, moved.phase, moved.version) == (researched, Phase.RESEARCHED, 2)
    move = StageMove.objects.get()
    assert (move.source.phase, move.target, move.days_spent, move.note) == (
        Phase.IDENTIFIED,
        researched,
        12,
        "Found it.",
    )


def test_move_is_recorded_in_words_and_joined_to_the_row_history():
    partnership = PartnershipFactory()

    actions.move_to_stage(partnership, stage(partnership, Phase.RESEARCHED), by=partnership.lead)

    entry = Entry.objects.get()
    assert (entry.verb, entry.before, entry.after) == ("partnership.moved", "Identified", "Researched")
    event = partnership.events.order_by("pgh_id").last()
    assert (event.pgh_label, event.phase, event.pgh_context_id) == (
        "update",
        Phase.RESEARCHED,
        entry.context,
    )


@pytest.mark.parametrize(
    "refusal, wanted, changes",
    [
        (StageNotReachable, Phase.CONVERSATION, {}),
        (ChangedMeanwhile, Phase.RESEARCHED, {"version": 7}),
        (ReasonMissing, Phase.PAUSED, {"note": "  "}),
        (StageNotReachable, Phase.IDENTIFIED, {}),
    ],
)
def test_refused_move_changes_nothing(refusal, wanted, changes):
    partnership = PartnershipFactory()

    with pytest.raises(refusal):
        actions.move_to_stage(partnership, stage(partnership, wanted), by=partnership.lead, **changes)

    partnership.refresh_from_db()
    assert (partnership.phase, partnership.version) == (Phase.IDENTIFIED, 1)
    assert not StageMove.objects.exists()
    assert not Entry.objects.exists()


def test_move_to_active_needs_an_agreement_in_force():
    partnership = PartnershipFactory(phase=Phase.AGREEMENT)
    active = stage(partnership, Phase.ACTIVE)
    MouFactory(partnership=partnership)
    with pytest.raises(MouMissing):
        actions.move_to_stage(partnership, active, by=partnership.lead)

    MouFactory(partnership=partnership, signed=True)

    assert actions.move_to_stage(partnership, active, by=partnership.lead).phase == Phase.ACTIVE


def test_move_refuses_an_expired_agreement():
    partnership = PartnershipFactory(phase=Phase.AGREEMENT)
    MouFactory(partnership=partnership, signed=True, ends_on=timezone.localdate() - timedelta(days=1))

    with pytest.raises(MouMissing):
        actions.move_to_stage(partnership, stage(partnership, Phase.ACTIVE), by=partnership.lead)


def test_move_refuses_a_stage_of_another_pipeline():
    partnership = PartnershipFactory()
    foreign = PipelineFactory().stages.get(phase=Phase.RESEARCHED)

    with pytest.raises(ForeignStage):
        actions.move_to_stage(partnership, foreign, by=partnership.lead)


def test_database_itself_refuses_a_foreign_stage_or_a_wrong_phase():
    partnership = PartnershipFactory()
    foreign = PipelineFactory().stages.get(phase=Phase.IDENTIFIED)
    rows = Partnership.objects.filter(pk=partnership.pk)

    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(stage=foreign)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(phase=Phase.ACTIVE)


def test_reopening_is_refused_when_the_affiliate_has_begun_anew():
    ended = PartnershipFactory(phase=Phase.ENDED)
    PartnershipFactory(institution=ended.institution, affiliate=ended.affiliate)

    with pytest.raises(AlreadyPartners):
        actions.move_to_stage(ended, stage(ended, Phase.CONTACTED), by=ended.lead)

    ended.refresh_from_db()
    assert ended.phase == Phase.ENDED


def test_lead_is_told_once_when_somebody_else_moves_it(affiliate_admin):
    partnership = PartnershipFactory(affiliate=affiliate_admin.affiliate)
    partnership.lead.email = "lead@example.org"
    partnership.lead.save()

    actions.move_to_stage(partnership, stage(partnership, Phase.RESEARCHED), by=affiliate_admin)
    actions.move_to_stage(partnership, stage(partnership, Phase.CONTACTED), by=partnership.lead)

    message = Message.objects.get()
    assert message.payload["to"] == "lead@example.org"
    assert "Researched" in message.payload["subject"]


def test_may_follow_holds_for_every_pair():
    for current in Phase:
        for wanted in Phase:
            if current == wanted:
                expected = False
            elif current in ASIDE or wanted in ASIDE:
                expected = True
            else:
                step = PATH.index(wanted) - PATH.index(current)
                expected = step < 0 or step == 1 or (current, wanted) == (Phase.CONVERSATION, Phase.AGREEMENT)
            assert may_follow(current, wanted) is expected, (current, wanted)
    assert set(CLOSED) < set(ASIDE)
