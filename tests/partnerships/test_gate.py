# SPDX-License-Identifier: GPL-3.0-or-later
"""The gate of a stage: what it asks for, who may follow whom, how many at once, what it plans."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from journal.models import Entry
from partnerships import actions, requirements
from partnerships.errors import (
    ForeignStage,
    MouMissing,
    NeedsMissing,
    OverLimit,
    ReasonMissing,
    StageNotReachable,
    StageRetired,
)
from partnerships.models import Partnership, Stage, StageMove
from partnerships.requirements import Requirement
from partnerships.stages import Phase
from teamwork.models import Task
from tests.factories import AdvocateFactory, MouFactory, PartnershipFactory, member
from tests.partnerships.queries import without_savepoints

pytestmark = pytest.mark.django_db


def stage(partnership, phase, **changes):
    Stage.objects.filter(pipeline=partnership.pipeline, phase=phase).update(**changes)
    return partnership.pipeline.stages.get(phase=phase)


def move(partnership, target, **kwargs):
    return actions.move_to_stage(partnership, target, by=partnership.lead, **kwargs)


def nothing_changed(partnership):
    before = (partnership.phase, partnership.version, partnership.checked)
    partnership.refresh_from_db()
    after = (partnership.phase, partnership.version, partnership.checked)
    return after == before and not StageMove.objects.exists() and not Entry.objects.exists()


def _with_advocate(partnership):
    AdvocateFactory(institution=partnership.institution, affiliate=partnership.affiliate)


def _ticked(partnership):
    partnership.checked = {str(partnership.stage_id): partnership.stage.checklist}
    partnership.save()


def _set(**values):
    def fill(partnership):
        Partnership.objects.filter(pk=partnership.pk).update(**values)

    return fill


@pytest.mark.parametrize(
    "code, fill",
    [
        ("agreement", lambda partnership: MouFactory(partnership=partnership, signed=True)),
        ("summary", _set(summary="Why")),
        ("next_step", _set(next_step="Write", next_step_on=timezone.localdate() + timedelta(days=9))),
        ("advocate", _with_advocate),
        ("expected_works", _set(expected_works=0)),
        ("effort", _set(effort="staff")),
        ("public", _set(is_public=True)),
        ("checklist", _ticked),
    ],
)
def test_gate_opens_once_what_the_stage_needs_is_there(code, fill):
    partnership = PartnershipFactory()
    researched = stage(partnership, Phase.RESEARCHED, needs=[code])
    with pytest.raises(NeedsMissing) as refused:
        move(partnership, researched)
    assert (refused.value.missing, refused.value.stage) == ([code], researched)
    assert nothing_changed(partnership)

    fill(partnership)
    partnership.refresh_from_db()

    assert move(partnership, researched).stage == researched


@pytest.mark.parametrize(
    "code, answers",
    [
        ("summary", {"summary": " Why "}),
        ("next_step", {"next_step": "Write", "next_step_on": timezone.localdate()}),
        ("expected_works", {"expected_works": 500}),
        ("effort", {"effort": "staff"}),
        ("public", {"is_public": True}),
    ],
)
def test_answers_of_the_dialog_open_the_gate_and_are_written_with_the_move(code, answers):
    partnership = PartnershipFactory()
    researched = stage(partnership, Phase.RESEARCHED, needs=[code])

    moved = move(partnership, researched, version=1, answers=answers)

    moved.refresh_from_db()
    written = {name: getattr(moved, name) for name in answers}
    assert written == {k: v.strip() if isinstance(v, str) else v for k, v in answers.items()}
    assert (moved.stage, moved.version) == (researched, 2)
    verbs = set(Entry.objects.values_list("verb", flat=True))
    said = "partnership.planned" if code == "next_step" else "partnership.corrected"
    assert verbs == {"partnership.moved", said}


def test_refused_move_writes_no_answer():
    partnership = PartnershipFactory()
    researched = stage(partnership, Phase.RESEARCHED, needs=["summary", "agreement"])

    with pytest.raises(MouMissing):
        move(partnership, researched, answers={"summary": "Why"})

    partnership.refresh_from_db()
    assert partnership.summary == ""


def test_gate_names_everything_that_is_missing_at_once():
    partnership = PartnershipFactory()
    paused = stage(partnership, Phase.PAUSED, needs=["summary", "effort"])

    with pytest.raises(NeedsMissing) as refused:
        move(partnership, paused)

    assert refused.value.missing == ["reason", "summary", "effort"]
    assert "a reason; a summary; what the institution puts in" in refused.value.messages[0]


@pytest.mark.parametrize("day", [None, timezone.localdate() - timedelta(days=1)])
def test_next_step_without_a_day_to_come_is_not_enough(day):
    partnership = PartnershipFactory(next_step="Write", next_step_on=day)

    with pytest.raises(NeedsMissing):
        move(partnership, stage(partnership, Phase.RESEARCHED, needs=["next_step"]))


def test_lead_who_left_is_asked_for():
    partnership = PartnershipFactory(lead=member("coordinator"))
    admin = member("admin", partnership.affiliate)

    with pytest.raises(NeedsMissing):
        actions.move_to_stage(partnership, stage(partnership, Phase.RESEARCHED, needs=["lead"]), by=admin)


@pytest.mark.parametrize("phase", [Phase.PAUSED, Phase.DECLINED, Phase.ENDED])
def test_aside_always_asks_for_a_reason_even_if_the_stage_asks_for_nothing(phase):
    partnership = PartnershipFactory()

    with pytest.raises(ReasonMissing):
        move(partnership, stage(partnership, phase, needs=[]))

    assert nothing_changed(partnership)


def test_another_app_adds_a_requirement_and_an_unknown_one_asks_for_nothing():
    known = requirements.catalogue()
    requirements.register(Requirement("name_has_x", "an x", "", lambda p: "x" in p.institution.name))
    try:
        partnership = PartnershipFactory(institution__name="Museum")
        researched = stage(partnership, Phase.RESEARCHED, needs=["name_has_x", "gone_with_its_app"])
        with pytest.raises(NeedsMissing) as refused:
            move(partnership, researched)
    finally:
        requirements._catalogue.pop("name_has_x")

    assert refused.value.missing == ["name_has_x"]
    assert requirements.catalogue() == known


def test_stages_said_to_follow_are_the_only_ones():
    partnership = PartnershipFactory()
    pilot, researched = stage(partnership, Phase.PILOT), stage(partnership, Phase.RESEARCHED)
    partnership.stage.leads_to.set([pilot])

    with pytest.raises(StageNotReachable):
        move(partnership, researched)
    assert nothing_changed(partnership)

    assert move(partnership, pilot).stage == pilot


def test_phases_decide_when_every_stage_said_to_follow_is_out_of_use():
    partnership = PartnershipFactory()
    pilot = stage(partnership, Phase.PILOT, retired_at=timezone.now())
    partnership.stage.leads_to.set([pilot])

    assert move(partnership, stage(partnership, Phase.RESEARCHED)).phase == Phase.RESEARCHED


def test_phase_the_pipeline_lacks_is_no_step():
    partnership = PartnershipFactory()
    contacted = stage(partnership, Phase.CONTACTED)
    with pytest.raises(StageNotReachable):
        move(partnership, contacted)

    stage(partnership, Phase.RESEARCHED, retired_at=timezone.now())

    assert move(partnership, contacted).phase == Phase.CONTACTED


def test_page_and_action_agree_on_every_pair_of_stages():
    partnership = PartnershipFactory()
    stage(partnership, Phase.CONTACTED, retired_at=timezone.now())
    partnership.pipeline.stages.get(phase=Phase.ACTIVE).leads_to.set([stage(partnership, Phase.PAUSED)])
    Stage.objects.update(needs=[])
    stages = partnership.pipeline.stages.with_onward()

    for current in stages:
        alone = Stage.objects.get(pk=current.pk)
        for wanted in stages:
            Partnership.objects.update(stage=current, phase=current.phase)
            partnership.refresh_from_db()
            try:
                move(partnership, wanted, note="So it is.")
            except (StageNotReachable, StageRetired):
                is_done = False
            else:
                is_done = True
            assert current.may_lead_to(wanted) is alone.may_lead_to(wanted) is is_done, (current, wanted)


def test_retired_stage_is_no_target_but_a_way_out():
    partnership = PartnershipFactory(phase=Phase.RESEARCHED)
    contacted = stage(partnership, Phase.CONTACTED, retired_at=timezone.now())
    stage(partnership, Phase.RESEARCHED, retired_at=timezone.now())

    with pytest.raises(StageRetired):
        move(partnership, contacted)
    assert nothing_changed(partnership)

    assert move(partnership, stage(partnership, Phase.CONVERSATION)).phase == Phase.CONVERSATION


def test_stage_that_is_no_more_is_refused():
    partnership = PartnershipFactory()

    with pytest.raises(ForeignStage):
        move(partnership, Stage(pk=987654321))


def test_limit_is_asked_and_the_answer_is_noted():
    partnership = PartnershipFactory()
    researched = stage(partnership, Phase.RESEARCHED, wip_limit=1)
    PartnershipFactory(affiliate=partnership.affiliate, phase=Phase.RESEARCHED)
    PartnershipFactory(affiliate=partnership.affiliate, phase=Phase.RESEARCHED, removed_at=timezone.now())
    with pytest.raises(OverLimit) as refused:
        move(partnership, researched)
    assert refused.value.limit == 1
    assert nothing_changed(partnership)

    move(partnership, researched, over_limit=True)

    assert StageMove.objects.get().over_limit is True
    assert set(Entry.objects.values_list("verb", flat=True)) == {
        "partnership.moved",
        "partnership.over_limit",
    }


def test_yes_to_the_limit_is_not_noted_where_there_is_room():
    partnership = PartnershipFactory()

    move(partnership, stage(partnership, Phase.RESEARCHED, wip_limit=1), over_limit=True)

    assert StageMove.objects.get().over_limit is False


def test_entering_a_stage_makes_its_tasks_once_for_the_lead():
    plan = [
        {"title": "Ask how it is going", "after_days": 30},
        {"title": "Ring <b>twice</b>", "after_days": 0},
    ]
    partnership = PartnershipFactory()
    partnership.lead.language = "ar"
    partnership.lead.save()
    researched = stage(partnership, Phase.RESEARCHED, plan=plan)
    first = partnership.stage

    for target in (researched, first, researched):
        partnership = move(partnership, target)

    tasks = Task.objects.order_by("pk")
    today = timezone.localdate()
    with translation.override("ar"):
        said = translation.gettext("Ask how it is going")
    assert [(task.title, task.assignee, task.due_on) for task in tasks] == [
        (said, partnership.lead, today + timedelta(days=30)),
        ("Ring <b>twice</b>", partnership.lead, today),
    ]
    assert {task.origin for task in tasks} == {f"stage-{researched.pk}-0", f"stage-{researched.pk}-1"}


def test_checklist_is_ticked_and_recorded_and_forgets_what_it_does_not_know():
    partnership = PartnershipFactory()
    first, second = partnership.stage.checklist

    ticked = actions.tick_checklist(partnership, version=1, by=partnership.lead, lines=[second, "Unknown"])

    assert (ticked.checked, ticked.version) == ({str(partnership.stage_id): [second]}, 2)
    entry = Entry.objects.get()
    assert (entry.verb, entry.after) == ("partnership.checked", "1/2")
    assert requirements.unticked(ticked) == [first]
    assert actions.tick_checklist(ticked, version=2, by=partnership.lead, lines=[]).checked == {}


def test_move_form_asks_for_what_the_stage_needs_and_the_next_page_has_it(client, coordinator):
    partnership = PartnershipFactory(affiliate=coordinator.affiliate, lead=coordinator)
    researched = stage(partnership, Phase.RESEARCHED, needs=["summary", "next_step", "agreement"])
    client.force_login(coordinator)
    address = reverse("partnerships:move-stage", args=[partnership.pk])

    asked = client.get(address, {"stage": researched.pk, "note": "Kept"})
    sent = {"stage": researched.pk, "version": 1}
    refused = client.post(address, sent)
    MouFactory(partnership=partnership, signed=True)
    day = timezone.localdate()
    answers = {"summary": "Why", "next_step": "Write", "next_step_on": day.isoformat()}
    done = client.post(address, sent | answers)

    form = asked.context["form"]
    assert [each.name for each in form.questions] == ["next_step", "next_step_on", "summary"]
    assert [each.code for each in form.undone] == ["agreement"]
    assert form["note"].value() == "Kept"
    assert refused.status_code == 422
    assert [each.name for each in refused.context["form"].questions] == [
        "next_step",
        "next_step_on",
        "summary",
    ]
    assert done.status_code == 302
    partnership.refresh_from_db()
    assert (partnership.stage, partnership.summary, partnership.next_step_on) == (researched, "Why", day)


def test_move_form_shows_guidance_and_ticks_and_saves_them_alone(client, coordinator):
    partnership = PartnershipFactory(affiliate=coordinator.affiliate, lead=coordinator)
    line = partnership.stage.checklist[0]
    client.force_login(coordinator)
    address = reverse("partnerships:move-stage", args=[partnership.pk])

    page = client.get(address).content.decode()
    sent = {"stage": partnership.stage_id, "version": 1, "with_checklist": "True"}
    saved = client.post(address, sent | {"checked": [line], "only": "ticks"})

    assert line in page
    assert partnership.stage.guidance in page
    assert (saved.status_code, saved.url) == (302, address)
    partnership.refresh_from_db()
    assert (partnership.checked, partnership.phase) == ({str(partnership.stage_id): [line]}, Phase.IDENTIFIED)
    assert client.get(address).context["form"]["checked"].value() == [line]


def test_drag_that_sends_no_ticks_leaves_them(client, coordinator):
    partnership = PartnershipFactory(affiliate=coordinator.affiliate, lead=coordinator)
    actions.tick_checklist(partnership, version=1, by=coordinator, lines=partnership.stage.checklist)
    client.force_login(coordinator)

    client.post(
        reverse("partnerships:move-stage", args=[partnership.pk]),
        {"stage": stage(partnership, Phase.RESEARCHED).pk, "version": 2},
    )

    before = partnership.stage_id
    partnership.refresh_from_db()
    assert partnership.phase == Phase.RESEARCHED
    assert list(partnership.checked) == [str(before)]


def test_move_form_asks_when_the_stage_is_full(client, coordinator):
    partnership = PartnershipFactory(affiliate=coordinator.affiliate, lead=coordinator)
    PartnershipFactory(affiliate=coordinator.affiliate, lead=coordinator, phase=Phase.RESEARCHED)
    researched = stage(partnership, Phase.RESEARCHED, wip_limit=1)
    client.force_login(coordinator)
    address = reverse("partnerships:move-stage", args=[partnership.pk])
    sent = {"stage": researched.pk, "version": 1}

    refused = client.post(address, sent)
    done = client.post(address, sent | {"over_limit": "on"})

    assert refused.status_code == 422
    assert "over_limit" in refused.context["form"].fields
    assert "at most 1 partnership" in refused.content.decode()
    assert done.status_code == 302


@pytest.mark.parametrize("nonsense", ["", "x", "-1", "9" * 40, "٣", "1.5", "\x00"])
def test_nonsense_for_a_stage_is_refused_in_words(client, coordinator, nonsense):
    partnership = PartnershipFactory(affiliate=coordinator.affiliate, lead=coordinator)
    client.force_login(coordinator)
    address = reverse("partnerships:move-stage", args=[partnership.pk])

    assert client.post(address, {"stage": nonsense, "version": 1}).status_code == 422
    assert client.get(address, {"stage": nonsense}).status_code == 200


@pytest.mark.parametrize("is_board", [False, True])
def test_move_takes_at_most_twelve_queries_with_session_user_and_roles(client, coordinator, is_board):
    partnership = PartnershipFactory(affiliate=coordinator.affiliate, lead=coordinator)
    target = stage(partnership, Phase.RESEARCHED)
    client.force_login(coordinator)
    headers = {"HX-Request": "true"} if is_board else {}
    address = reverse("partnerships:move-stage", args=[partnership.pk])

    with without_savepoints() as queries:
        response = client.post(address, {"stage": target.pk, "version": 1}, headers=headers)

    assert response.status_code == (200 if is_board else 302)
    assert len(queries()) <= 12, "\n".join(queries())
