# SPDX-License-Identifier: GPL-3.0-or-later
"""Making tasks, giving them to people, and ending them. Their titles stand in the journal as notes do."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Affiliate
from journal import actions as journal
from teamwork.actions.notices import tell
from teamwork.actions.rows import locked, write_changes
from teamwork.errors import AlreadyEnded, SameTaskOpen, StillOpen, TitleMissing, WhyMissing
from teamwork.models import Task
from teamwork.models.threads import thread_of
from teamwork.records import address_of, unread_record_of


@journal.recorded
def make_task(
    record,
    affiliate: Affiliate,
    *,
    by,
    title: str,
    assignee,
    due_on: date | None = None,
    priority: int = Task.Priority.NORMAL,
    origin: str = "",
) -> Task:
    """Give somebody a thing to do on a record, and tell them.

    `origin` names the step of a plan it comes from: while a task of the same origin is open on the record,
    that one is returned and nothing is made. Raises TitleMissing.
    """
    title = _checked(title)
    same = {**thread_of(record), "origin": origin, "state": Task.State.OPEN}
    if origin and (there := Task.objects.filter(**same).first()):
        return there
    try:
        with transaction.atomic():
            task = Task.objects.create(
                **same,
                affiliate=affiliate,
                title=title,
                assignee=assignee,
                due_on=due_on,
                priority=priority,
                made_by=by,
            )
    except IntegrityError:
        if origin and (there := Task.objects.filter(**same).first()):  # made by another move meanwhile
            return there
        raise
    journal.record("task.made", task, by=by, about=record, note=title)
    _tell_assignee(task, record, by=by)
    return task


@journal.recorded
def correct_task(task: Task, *, version: int, by, title: str, due_on: date | None, priority: int) -> Task:
    """Change what is to be done and by when. Raises ChangedMeanwhile, AlreadyEnded or TitleMissing."""
    task = _open(locked(task, version=version))
    if changed := write_changes(task, title=_checked(title), due_on=due_on, priority=priority):
        journal.record(
            "task.corrected", task, by=by, about=unread_record_of(task), note=task.title, **changed.told
        )
    return task


@journal.recorded
def reassign_task(
    task: Task, *, to, by, affiliate: Affiliate | None = None, version: int | None = None, record=None
) -> Task:
    """Give an open task to somebody else, and tell them.

    `affiliate` is the one the new assignee works for, if it is another. `record` is the task's record when
    the caller has it at hand. Raises ChangedMeanwhile or AlreadyEnded.
    """
    task = _open(locked(task, version=version))
    values = {"assignee_id": to.pk} | ({"affiliate_id": affiliate.pk} if affiliate else {})
    if write_changes(task, **values):
        task.assignee = to
        journal.record(
            "task.reassigned", task, by=by, about=unread_record_of(task), after=to, note=task.title
        )
        if record is not None:
            _tell_assignee(task, record, by=by)
    return task


@journal.recorded
def finish_task(task: Task, *, by, record=None) -> Task:
    """The thing is done; who gave the task is told. Raises AlreadyEnded."""
    task = _end(locked(task), Task.State.DONE)
    journal.record("task.done", task, by=by, about=unread_record_of(task), note=task.title)
    if record is not None and task.made_by is not None:
        tell(
            [task.made_by],
            kind="task.done",
            record=record,
            key=f"task-{task.pk}-done-{task.version}",
            words={"who": by, "record": record, "task": task.title},
            address=address_of(record, "tasks", f"task-{task.pk}"),
            by=by,
        )
    return task


@journal.recorded
def drop_task(task: Task, *, by, why: str) -> Task:
    """The thing will not be done, for a reason. Raises AlreadyEnded or WhyMissing."""
    if not why.strip():
        raise WhyMissing
    task = _end(locked(task), Task.State.DROPPED)
    journal.record(
        "task.dropped", task, by=by, about=unread_record_of(task), note=f"{task.title}\n{why.strip()}"
    )
    return task


@journal.recorded
def reopen_task(task: Task, *, by) -> Task:
    """The thing is to be done after all. Raises StillOpen, or SameTaskOpen when the plan has made it anew."""
    task = locked(task)
    if task.state == Task.State.OPEN:
        raise StillOpen
    try:
        with transaction.atomic():
            write_changes(task, state=Task.State.OPEN, ended_at=None)
    except IntegrityError as error:
        raise SameTaskOpen from error
    journal.record("task.reopened", task, by=by, about=unread_record_of(task), note=task.title)
    return task


def _checked(title: str) -> str:
    title = " ".join(title.split())
    if not title:
        raise TitleMissing
    return title[:300]


def _open(task: Task) -> Task:
    if task.state != Task.State.OPEN:
        raise AlreadyEnded
    return task


def _end(task: Task, state: str) -> Task:
    write_changes(_open(task), state=state, ended_at=timezone.now())
    return task


def _tell_assignee(task: Task, record, *, by) -> None:
    tell(
        [task.assignee],
        kind="task.assigned",
        record=record,
        key=f"task-{task.pk}-assigned-{task.version}",
        words={"who": by or "", "record": record, "task": task.title},
        address=address_of(record, "tasks", f"task-{task.pk}"),
        mail=True,
        by=by,
    )
