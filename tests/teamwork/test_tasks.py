# SPDX-License-Identifier: GPL-3.0-or-later
"""Making, correcting, giving away, ending and reopening tasks."""

from datetime import date

import pytest

from journal.models import Entry
from teamwork import actions
from teamwork.errors import (
    AlreadyEnded,
    ChangedMeanwhile,
    SameTaskOpen,
    StillOpen,
    TitleMissing,
    WhyMissing,
)
from teamwork.models import Notice, Task
from tests.factories import PartnershipFactory, TaskFactory, member
from work.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def partnership(coordinator):
    return PartnershipFactory(affiliate=coordinator.affiliate, lead=coordinator)


@pytest.fixture
def colleague(coordinator):
    return member("coordinator", coordinator.affiliate, email="colleague@example.org")


def _make(partnership, by, assignee, **more):
    asked = {"title": "Send the scanning plan"} | more
    return actions.make_task(partnership, partnership.affiliate, by=by, assignee=assignee, **asked)


def test_make_task_notes_it_and_tells_the_assignee(partnership, coordinator, colleague):
    task = _make(partnership, coordinator, colleague, due_on=date(2030, 1, 2), priority=3)

    kept = Task.objects.about(partnership).open().get()
    assert (kept.title, kept.assignee, kept.due_on, kept.priority, kept.made_by) == (
        "Send the scanning plan",
        colleague,
        date(2030, 1, 2),
        3,
        coordinator,
    )
    assert Notice.objects.get().user == colleague
    assert Message.objects.get().payload["to"] == "colleague@example.org"
    entry = Entry.objects.get(verb="task.made")
    assert (entry.subject_id, entry.thread_id, entry.note) == (task.pk, partnership.pk, task.title)


def test_make_task_tells_nobody_of_a_task_of_their_own(partnership, coordinator):
    _make(partnership, coordinator, coordinator)

    assert not Notice.objects.exists()
    assert not Message.objects.exists()


def test_make_task_refuses_one_that_says_nothing(partnership, coordinator):
    with pytest.raises(TitleMissing):
        _make(partnership, coordinator, coordinator, title=" \n ")

    assert not Task.objects.exists()
    assert not Entry.objects.filter(verb="task.made").exists()


def test_make_task_of_an_open_step_of_a_plan_is_made_once(partnership, coordinator):
    first = _make(partnership, coordinator, coordinator, origin="stage-7-1")
    again = _make(partnership, coordinator, coordinator, origin="stage-7-1")
    actions.finish_task(first, by=coordinator)
    third = _make(partnership, coordinator, coordinator, origin="stage-7-1")

    assert again == first
    assert third != first
    assert Entry.objects.filter(verb="task.made").count() == 2


def test_correct_task_changes_what_is_to_be_done(partnership, coordinator):
    task = TaskFactory(on=partnership)

    actions.correct_task(task, version=1, by=coordinator, title="Ring", due_on=date(2030, 1, 2), priority=1)

    task.refresh_from_db()
    assert (task.title, task.due_on, task.priority, task.version) == ("Ring", date(2030, 1, 2), 1, 2)
    assert Entry.objects.filter(verb="task.corrected", thread_id=partnership.pk).count() == 1


def test_correct_task_refuses_over_another_edit(partnership, coordinator):
    task = TaskFactory(on=partnership, title="Ring", version=2)

    with pytest.raises(ChangedMeanwhile):
        actions.correct_task(task, version=1, by=coordinator, title="Write", due_on=None, priority=2)

    task.refresh_from_db()
    assert task.title == "Ring"


def test_reassign_task_gives_it_away_and_tells_the_new_one(partnership, coordinator, colleague):
    task = TaskFactory(on=partnership, assignee=coordinator)

    actions.reassign_task(task, to=colleague, by=coordinator, record=partnership)

    task.refresh_from_db()
    assert task.assignee == colleague
    assert Notice.objects.get().user == colleague
    assert Entry.objects.get(verb="task.reassigned").after == f"user #{colleague.pk}"


def test_finish_task_ends_it_and_tells_who_gave_it(partnership, coordinator, colleague):
    task = TaskFactory(on=partnership, assignee=coordinator, made_by=colleague)

    actions.finish_task(task, by=coordinator, record=partnership)

    task.refresh_from_db()
    assert (task.state, bool(task.ended_at)) == ("done", True)
    assert list(Notice.objects.values_list("user", "kind")) == [(colleague.pk, "task.done")]
    assert Entry.objects.filter(verb="task.done", thread_id=partnership.pk).count() == 1


@pytest.mark.parametrize("end", ["finish", "drop", "correct", "reassign"])
def test_ended_task_is_not_changed(partnership, coordinator, end):
    task = actions.finish_task(TaskFactory(on=partnership), by=coordinator)
    ways = {
        "finish": lambda: actions.finish_task(task, by=coordinator),
        "drop": lambda: actions.drop_task(task, by=coordinator, why="No longer wanted"),
        "correct": lambda: actions.correct_task(
            task, version=task.version, by=coordinator, title="Other", due_on=None, priority=2
        ),
        "reassign": lambda: actions.reassign_task(task, to=coordinator, by=coordinator),
    }

    with pytest.raises(AlreadyEnded):
        ways[end]()

    assert Entry.objects.filter(subject_kind="teamwork.task").count() == 1


def test_drop_task_keeps_the_reason(partnership, coordinator):
    task = TaskFactory(on=partnership, title="Ring")

    actions.drop_task(task, by=coordinator, why="They rang us")

    task.refresh_from_db()
    assert task.state == "dropped"
    assert Entry.objects.get(verb="task.dropped").note == "Ring\nThey rang us"


def test_drop_task_refuses_without_a_reason(partnership, coordinator):
    task = TaskFactory(on=partnership)

    with pytest.raises(WhyMissing):
        actions.drop_task(task, by=coordinator, why=" ")

    task.refresh_from_db()
    assert task.state == "open"


def test_reopen_task_opens_it_again(partnership, coordinator):
    task = actions.finish_task(TaskFactory(on=partnership), by=coordinator)

    actions.reopen_task(task, by=coordinator)

    task.refresh_from_db()
    assert (task.state, task.ended_at) == ("open", None)
    assert Entry.objects.filter(verb="task.reopened").count() == 1


def test_reopen_task_refuses_an_open_one_and_a_second_of_the_same_plan(partnership, coordinator):
    first = _make(partnership, coordinator, coordinator, origin="stage-7-1")
    with pytest.raises(StillOpen):
        actions.reopen_task(first, by=coordinator)
    actions.finish_task(first, by=coordinator)
    _make(partnership, coordinator, coordinator, origin="stage-7-1")

    with pytest.raises(SameTaskOpen):
        actions.reopen_task(first, by=coordinator)

    first.refresh_from_db()
    assert first.state == "done"
