# SPDX-License-Identifier: GPL-3.0-or-later
"""Pipelines of an affiliate's own: making, naming, ordering and retiring, never at the cost of history."""

import random
from collections import Counter

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone, translation

from journal.models import Entry
from partnerships import actions
from partnerships.errors import (
    CardStays,
    ChangedMeanwhile,
    ForeignPipeline,
    ForeignStage,
    LastPipeline,
    NoWayIn,
    PhaseFixed,
    PipelineInUse,
    PipelineNameTaken,
    PipelineRetired,
    StageHoldsCards,
    StageIsFirst,
    StageRetired,
)
from partnerships.models import Partnership, Pipeline, Stage, StageMove
from partnerships.packs import PACKS
from partnerships.stages import ASIDE, NEEDS_REASON, Phase
from tests.factories import InstitutionFactory, MouFactory, PartnershipFactory, PipelineFactory

pytestmark = pytest.mark.django_db

WORDS = {
    "phase": "pilot",
    "names": {"": "محاولة 🎈"},
    "colour": "teal",
    "target_days": 5,
    "guidance": "Try.",
    "checklist": ["Tried"],
    "needs": ["summary"],
    "wip_limit": 2,
    "plan": [{"title": "Tell", "after_days": 1}],
}


@pytest.fixture
def pipeline(affiliate_admin):
    return PipelineFactory(affiliate=affiliate_admin.affiliate)


def stage(pipeline, phase):
    return pipeline.stages.get(phase=phase)


def facts():
    """Every row that editing a pipeline could change."""
    return {
        model: list(model.objects.order_by("pk").values())
        for model in (Pipeline, Stage, Partnership, StageMove)
    }


@pytest.mark.parametrize("code", PACKS)
def test_pack_makes_a_pipeline_that_leads_from_its_first_stage_to_its_last(affiliate_admin, code):
    made = actions.make_pipeline(affiliate_admin.affiliate, by=affiliate_admin, pack=code)

    stages = list(made.stages.all())
    phases = [each.phase for each in stages]
    assert phases == [sketch.phase for sketch in PACKS[code].stages]
    assert set(ASIDE) <= set(phases)
    assert all(each.guidance and 1 <= len(each.checklist) <= 4 for each in stages)
    assert Entry.objects.get().verb == "pipeline.made"
    MouFactory(partnership=(card := _open(made, affiliate_admin)), signed=True)
    path = [each for each in stages if each.phase not in ASIDE]
    for each in path[1:]:
        answers = {"expected_works": 10} if "expected_works" in each.needs else {}
        card = actions.move_to_stage(card, each, by=affiliate_admin, answers=answers)
    assert card.stage == path[-1]


def _open(pipeline, by):
    return actions.open_partnership(
        InstitutionFactory(), pipeline.affiliate, lead=by, origin="affiliate", by=by, pipeline=pipeline
    )


def test_stages_of_a_pack_are_named_in_the_readers_language(affiliate_admin):
    made = actions.make_pipeline(affiliate_admin.affiliate, by=None, pack="small")
    named = made.stages.first()

    with translation.override("ar"):
        assert named.name == translation.gettext("Idea")
        assert str(made) == translation.gettext("Small steps")
    with translation.override("en"):
        assert (named.name, str(made)) == ("Idea", "Small steps")


def test_an_affiliate_has_several_pipelines_but_each_name_once(affiliate_admin, pipeline):
    actions.make_pipeline(affiliate_admin.affiliate, by=affiliate_admin, pack="donation")

    with pytest.raises(PipelineNameTaken):
        actions.make_pipeline(affiliate_admin.affiliate, by=affiliate_admin, name="Single donation")

    assert affiliate_admin.affiliate.pipelines.count() == 2


def test_partnership_opens_in_the_first_stage_of_the_chosen_pipeline(affiliate_admin, pipeline):
    other = actions.make_pipeline(affiliate_admin.affiliate, by=None, pack="donation")

    opened = _open(other, affiliate_admin)

    assert (opened.pipeline, opened.stage) == (other, other.stages.first())


def test_partnership_does_not_open_in_a_foreign_or_retired_pipeline(affiliate_admin, pipeline):
    affiliate = affiliate_admin.affiliate
    retired = actions.make_pipeline(affiliate, by=None, pack="donation")
    actions.retire_pipeline(retired, version=1, by=affiliate_admin)

    for wanted, refusal in ((PipelineFactory(), ForeignPipeline), (retired, PipelineRetired)):
        with pytest.raises(refusal):
            actions.open_partnership(
                InstitutionFactory(), affiliate, lead=affiliate_admin, origin="affiliate",
                by=affiliate_admin, pipeline=wanted,
            )  # fmt: skip
    assert not Partnership.objects.exists()


def test_pipeline_is_renamed_once_for_each_version(affiliate_admin, pipeline):
    actions.correct_pipeline(pipeline, version=1, by=affiliate_admin, name="🏛️", names={"ar": "متاحف"})

    with pytest.raises(ChangedMeanwhile):
        actions.correct_pipeline(pipeline, version=1, by=affiliate_admin, name="Late", names={})

    pipeline.refresh_from_db()
    assert (pipeline.name, pipeline.names, pipeline.version) == ("🏛️", {"ar": "متاحف"}, 2)
    assert Entry.objects.get().verb == "pipeline.corrected"


def test_pipeline_with_open_partnerships_or_the_last_one_is_not_retired(affiliate_admin, pipeline):
    with pytest.raises(LastPipeline):
        actions.retire_pipeline(pipeline, version=1, by=affiliate_admin)
    other = actions.make_pipeline(affiliate_admin.affiliate, by=None, pack="small")
    card = PartnershipFactory(affiliate=affiliate_admin.affiliate)
    with pytest.raises(PipelineInUse):
        actions.retire_pipeline(card.pipeline, version=1, by=affiliate_admin)

    retired = actions.retire_pipeline(other, version=1, by=affiliate_admin)

    assert retired.retired_at
    assert Entry.objects.get().verb == "pipeline.retired"
    assert actions.restore_pipeline(retired, version=2, by=affiliate_admin).retired_at is None


def test_stage_is_added_last_and_recorded(affiliate_admin, pipeline):
    follows = stage(pipeline, Phase.ACTIVE)

    added = actions.add_stage(pipeline, by=affiliate_admin, leads_to=[follows], **WORDS)

    added.refresh_from_db()
    assert {name: getattr(added, name) for name in WORDS} == WORDS
    assert pipeline.stages.last() == added
    assert list(added.leads_to.all()) == [follows]
    assert Entry.objects.get().verb == "stage.added"


def test_stage_is_corrected_with_its_next_version(affiliate_admin, pipeline):
    pilot = stage(pipeline, Phase.PILOT)

    changed = actions.correct_stage(pilot, version=1, by=affiliate_admin, **WORDS)

    assert (changed.version, changed.names) == (2, WORDS["names"])
    said = Entry.objects.get().after.split("\n")
    assert [line.partition(":")[0] for line in said] == [
        *("names", "colour", "target_days", "guidance", "checklist", "needs"),
        "wip_limit, plan",
    ]
    assert "colour: teal" in said
    actions.correct_stage(pilot, version=2, by=affiliate_admin, leads_to=[stage(pipeline, "paused")], **WORDS)
    with pytest.raises(ChangedMeanwhile):
        actions.correct_stage(pilot, version=2, by=affiliate_admin, **WORDS)


def test_stage_leads_neither_to_itself_nor_to_a_foreign_one(affiliate_admin, pipeline):
    pilot = stage(pipeline, Phase.PILOT)

    for wrong in (pilot, stage(PipelineFactory(), Phase.PILOT)):
        with pytest.raises(ForeignStage):
            actions.correct_stage(pilot, version=1, by=affiliate_admin, leads_to=[wrong], **WORDS)

    assert not pilot.leads_to.exists()


@pytest.mark.parametrize("left_behind", ["card", "removed card", "move"])
def test_phase_of_a_used_stage_stays(affiliate_admin, pipeline, left_behind):
    card = PartnershipFactory(affiliate=affiliate_admin.affiliate, lead=affiliate_admin)
    contacted, researched = stage(pipeline, "contacted"), stage(pipeline, "researched")
    actions.move_to_stage(card, researched, by=affiliate_admin)
    if left_behind == "removed card":
        Partnership.objects.update(removed_at=timezone.now())
    if left_behind == "move":
        actions.move_to_stage(card, contacted, by=affiliate_admin)
    before = facts()

    with pytest.raises(PhaseFixed):
        actions.correct_stage(researched, version=1, by=affiliate_admin, phase="pilot")

    assert facts() == before
    unused = stage(pipeline, "agreement")
    assert actions.correct_stage(unused, version=1, by=affiliate_admin, phase="pilot").phase == "pilot"


def test_a_pipeline_always_begins_with_a_stage_on_the_way(affiliate_admin, pipeline):
    keys = list(pipeline.stages.values_list("pk", flat=True))
    before = facts()

    with pytest.raises(NoWayIn):
        actions.order_stages(pipeline, version=1, by=affiliate_admin, stages=keys[::-1])
    with pytest.raises(NoWayIn):
        actions.correct_stage(pipeline.stages.first(), version=1, by=affiliate_admin, phase="ended")
    with pytest.raises(StageIsFirst):
        actions.retire_stage(pipeline.stages.first(), version=1, by=affiliate_admin)

    assert facts() == before
    assert not Entry.objects.exists()


def test_stages_are_put_in_order_all_of_them_or_none(affiliate_admin, pipeline):
    keys = list(pipeline.stages.values_list("pk", flat=True))
    wanted = [keys[1], keys[0], *keys[2:]]

    actions.order_stages(pipeline, version=1, by=affiliate_admin, stages=wanted)

    assert list(pipeline.stages.values_list("pk", flat=True)) == wanted
    assert Entry.objects.get().verb == "stage.ordered"
    for version, wrong in ((1, keys), (2, keys[1:]), (2, [*keys, 0])):
        with pytest.raises(ChangedMeanwhile):
            actions.order_stages(pipeline, version=version, by=affiliate_admin, stages=wrong)


def test_stage_with_cards_is_retired_only_with_a_place_for_them(affiliate_admin, pipeline):
    cards = [PartnershipFactory(affiliate=affiliate_admin.affiliate, phase="researched") for _n in range(2)]
    researched, contacted = stage(pipeline, "researched"), stage(pipeline, "contacted")
    before = facts()
    with pytest.raises(StageHoldsCards):
        actions.retire_stage(researched, version=1, by=affiliate_admin)
    assert facts() == before

    actions.retire_stage(researched, version=1, by=affiliate_admin, target=contacted, note="Simpler")

    researched.refresh_from_db()
    assert researched.retired_at
    assert set(Partnership.objects.values_list("stage", "phase")) == {(contacted.pk, "contacted")}
    moves = StageMove.objects.filter(source=researched, target=contacted, note="Simpler")
    assert moves.count() == len(cards)
    assert Entry.objects.filter(verb="stage.retired").count() == 1
    assert actions.restore_stage(researched, version=2, by=affiliate_admin).retired_at is None
    assert Entry.objects.filter(verb="stage.restored").count() == 1


@pytest.mark.parametrize(
    "target, refusal",
    [("active", CardStays), ("contacted", StageRetired), ("researched", ForeignStage), (None, ForeignStage)],
)
def test_cards_are_not_sent_where_they_may_not_go(affiliate_admin, pipeline, target, refusal):
    PartnershipFactory(affiliate=affiliate_admin.affiliate, phase="researched")
    Stage.objects.filter(phase="contacted").update(retired_at=timezone.now())
    to = stage(pipeline, target) if target else stage(PipelineFactory(), "contacted")
    before = facts()

    with pytest.raises(refusal):
        actions.retire_stage(stage(pipeline, "researched"), version=1, by=affiliate_admin, target=to)

    assert facts() == before


def test_retired_twice_is_retired_once(affiliate_admin, pipeline):
    pilot = actions.retire_stage(stage(pipeline, "pilot"), version=1, by=affiliate_admin)

    assert actions.retire_stage(pilot, version=2, by=affiliate_admin).retired_at == pilot.retired_at
    assert Entry.objects.count() == 1


@pytest.mark.parametrize("seed", range(12))
def test_whatever_is_edited_phases_counts_and_history_stay(affiliate_admin, seed):
    """Forty edits at random: what the movement counts and what happened are the same as before."""
    chance = random.Random(seed)
    affiliate = affiliate_admin.affiliate
    for number in range(8):
        card = PartnershipFactory(affiliate=affiliate, lead=affiliate_admin)
        for phase in ("researched", "contacted", "conversation")[: number % 4]:
            card = actions.move_to_stage(card, stage(card.pipeline, phase), by=affiliate_admin)
    pipeline = card.pipeline
    moves, lived = list(StageMove.objects.order_by("pk").values()), _lived()
    counts = Counter(Partnership.objects.values_list("phase", flat=True))

    done = sum(_edit(chance, pipeline, affiliate_admin) for _number in range(40))

    assert done
    assert list(StageMove.objects.order_by("pk").values()) == moves
    assert _lived() == lived
    assert Counter(Partnership.objects.values_list("phase", flat=True)) == counts
    assert all(card.phase == card.stage.phase for card in Partnership.objects.select_related("stage"))
    first = pipeline.stages.in_use().first()
    assert first.phase not in NEEDS_REASON
    assert _open(pipeline, affiliate_admin).stage == first


def _lived():
    """Through which phases each partnership went, as the movement reads it."""
    return list(StageMove.objects.order_by("pk").values_list("partnership", "source__phase", "target__phase"))


def _edit(chance, pipeline, by) -> bool:
    """One edit that moves no card; whether it was taken."""
    pipeline.refresh_from_db()
    each = chance.choice(list(pipeline.stages.all()))
    keys = list(pipeline.stages.values_list("pk", flat=True))
    chance.shuffle(keys)
    words = {"names": {"": chance.choice(["", "A", "ب"])}, "phase": chance.choice(Phase.values)}
    edits = [
        lambda: actions.correct_stage(each, version=each.version, by=by, **words),
        lambda: actions.order_stages(pipeline, version=pipeline.version, by=by, stages=keys),
        lambda: actions.retire_stage(each, version=each.version, by=by),
        lambda: actions.restore_stage(each, version=each.version, by=by),
        lambda: actions.add_stage(pipeline, by=by, **(WORDS | words)),
    ]
    try:
        chance.choice(edits)()
    except ValidationError:
        return False
    return True
