# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of tasks, and what is done with one: correct, finish, drop, reopen, ask what comes next."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import Affiliate
from accounts.permissions import may_somewhere
from teamwork import actions
from teamwork.errors import ChangedMeanwhile
from teamwork.filters import STATES, WHOSE, TaskFilter
from teamwork.forms.tasks import CorrectTaskForm, DropTaskForm, TaskForm
from teamwork.models import Task
from teamwork.records import address_of, records_for
from teamwork.views.answers import answer, on_record, posted, refuse, show_what_is_there
from work.actions import once
from work.errors import AlreadyDone

ROWS_A_PAGE = 50
TASKS = Task.objects.select_related("assignee", "made_by", "affiliate")


@require_safe
def task_list(request):
    """The reader's tasks or those of their affiliates, by what presses most."""
    if not may_somewhere(request.user, "task.see"):
        raise PermissionDenied
    filters = TaskFilter.of(request.GET)
    rows = filters.apply(TASKS.visible_to(request.user), request.user)
    page = Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page"))
    records = records_for(request.user, page)
    context = {
        "filters": filters,
        "whose": WHOSE,
        "states": STATES,
        "page": page,
        "rows": [(task, records.get((task.thread_kind, task.thread_id))) for task in page],
        "may_edit": may_somewhere(request.user, "task.edit"),
    }
    return render(request, "teamwork/task_list.html", context)


def _mine_to_change(request, pk):
    task, record, kind = on_record(request, TASKS, pk)
    if not kind.may_write(request.user, record):
        raise PermissionDenied
    return task, record, kind


@require_http_methods(["GET", "HEAD", "POST"])
def task_correct(request, pk):
    """Asks what is to be done, by whom and when."""
    task, record, kind = _mine_to_change(request, pk)
    form = CorrectTaskForm(**posted(request), writers=kind.writers(record), initial=_facts_of(task))
    if form.is_valid():
        try:
            _correct(task, record, kind, by=request.user, **form.cleaned_data)
        except ChangedMeanwhile as refusal:
            refuse(form, refusal)
            task = TASKS.get(pk=pk)
            show_what_is_there(form, _facts_of(task), version=task.version)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("The task is changed."))
            return redirect(address_of(record, "tasks", f"task-{task.pk}"))
    context = {"task": task, "record": record, "tasks_url": address_of(record, "tasks")}
    return answer(request, "teamwork/task_correct.html", form, **context)


@transaction.atomic
def _correct(task, record, kind, *, by, assignee, version, **facts):
    task = actions.correct_task(task, by=by, version=version, **facts)
    if assignee.pk != task.assignee_id:
        affiliate = Affiliate.objects.get(pk=kind.affiliate_for(assignee, record, "task.edit"))
        actions.reassign_task(task, to=assignee, by=by, affiliate=affiliate, record=record)


def _facts_of(task) -> dict:
    return {
        "title": task.title,
        "assignee": task.assignee_id,
        "due_on": task.due_on,
        "priority": task.priority,
        "version": task.version,
    }


@require_POST
def task_finish(request, pk):
    """The task is done; then asks what comes next."""
    task, record, _kind = _mine_to_change(request, pk)
    try:
        task = actions.finish_task(task, by=request.user, record=record)
    except ValidationError as refusal:
        return _refused(request, task, record, refusal)
    return _ended(request, task, record, _("Done: %(task)s") % {"task": task.title})


@require_POST
def task_reopen(request, pk):
    """The task is to be done after all."""
    task, record, _kind = _mine_to_change(request, pk)
    try:
        task = actions.reopen_task(task, by=request.user)
    except ValidationError as refusal:
        return _refused(request, task, record, refusal)
    told = _("Open again: %(task)s") % {"task": task.title}
    if request.htmx:
        return _row(request, pk, record, told)
    messages.success(request, told)
    return redirect(address_of(record, "tasks", f"task-{task.pk}"))


@require_http_methods(["GET", "HEAD", "POST"])
def task_drop(request, pk):
    """Asks why the task will not be done."""
    task, record, _kind = _mine_to_change(request, pk)
    form = DropTaskForm(**posted(request))
    if form.is_valid():
        try:
            actions.drop_task(task, by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("Dropped: %(task)s") % {"task": task.title})
            return redirect(address_of(record, "tasks"))
    context = {"task": task, "record": record, "tasks_url": address_of(record, "tasks")}
    return answer(request, "teamwork/task_drop.html", form, **context)


@require_http_methods(["GET", "HEAD", "POST"])
def task_next(request, pk):
    """After a task has ended: what is to be done next on the record, by the same person at first."""
    task, record, kind = _mine_to_change(request, pk)
    form = TaskForm(
        **posted(request),
        writers=kind.writers(record),
        initial={"assignee": task.assignee_id, "priority": task.priority},
    )
    tasks_url = address_of(record, "tasks")
    if form.is_valid():
        answers = form.cleaned_data | {}
        try:
            with once(answers.pop("form_key"), by=request.user) as first:
                affiliate_id = kind.affiliate_for(answers["assignee"], record, "task.edit")
                affiliate = Affiliate.objects.get(pk=affiliate_id)
                actions.make_task(record, affiliate, by=request.user, **answers)
                first.led_to = tasks_url
        except AlreadyDone as done:
            return redirect(done.led_to or tasks_url)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("The next task is noted."))
            return redirect(tasks_url)
    return answer(request, "teamwork/task_next.html", form, task=task, record=record, tasks_url=tasks_url)


def _ended(request, task, record, told):
    if request.htmx:
        return _row(request, task.pk, record, told)
    messages.success(request, told)
    return redirect("teamwork:task-next", pk=task.pk)


def _refused(request, task, record, refusal):
    told = " ".join(refusal.messages)
    if request.htmx:
        return _row(request, task.pk, record, told, status=409)
    messages.error(request, told)
    return redirect(address_of(record, "tasks", f"task-{task.pk}"))


def _row(request, pk, record, told, *, status=200):
    """The task's line as it is now, with what became of it."""
    # Where the line stands: on the record's own page the record need not be named.
    shows_record = request.POST.get("with_record") == "1"
    context = {
        "task": TASKS.get(pk=pk),
        "record": record if shows_record else None,
        "may_edit": True,
        "said": told,
        "just_ended": True,
    }
    return render(request, "teamwork/_task.html", context, status=status)
