# SPDX-License-Identifier: GPL-3.0-or-later
"""Notes, tasks and followers of a partnership: parts of its page, each a page of its own without JavaScript."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from django.views.decorators.vary import vary_on_headers

from accounts.models import Affiliate
from partnerships import threads
from partnerships.models import Partnership
from partnerships.permissions import may_read_notes, may_steer
from partnerships.views.answers import posted, refuse
from teamwork import actions, parsing, reports
from teamwork.forms.notes import NoteForm
from teamwork.forms.tasks import TaskForm
from teamwork.models import Following, Task
from work.actions import once
from work.errors import AlreadyDone

NOTES_A_PAGE, NOTES_IN_A_SLOT = 50, 10
ENDED_SHOWN = 20
PEOPLE_SHOWN = 8


def _read(request, pk) -> Partnership:
    """The partnership, for those who may read what its people write."""
    partnership = get_object_or_404(Partnership.objects.visible_to(request.user).for_record(), pk=pk)
    if not may_read_notes(request.user, partnership):
        raise PermissionDenied
    return partnership


def _steered(request, pk) -> Partnership:
    partnership = _read(request, pk)
    if not may_steer(request.user, partnership):
        raise PermissionDenied
    return partnership


def _affiliate(user, partnership, action) -> Affiliate:
    return Affiliate.objects.get(pk=threads.affiliate_for(user, partnership, action))


@require_http_methods(["GET", "HEAD", "POST"])
@vary_on_headers("HX-Request")
def notes(request, pk):
    """What people wrote on the partnership, and the form for more."""
    if request.method != "POST":
        partnership = _read(request, pk)
        return _notes(request, partnership, _note_form(request, partnership))
    partnership = _steered(request, pk)
    form = _note_form(request, partnership)
    if not form.is_valid():
        return _notes(request, partnership, form)
    said = _("The note is written.")
    try:
        _write(request, partnership, form)
    except AlreadyDone:
        said = _("This note was written already.")
    except ValidationError as refusal:
        refuse(form, refusal)
        return _notes(request, partnership, form)
    said = " ".join([said, *_warned(partnership, form.cleaned_data["text"])])
    if request.htmx:
        return _notes(request, partnership, _fresh_note_form(partnership), said=said)
    messages.success(request, said)
    return redirect("partnerships:notes", pk=pk)


def _note_form(request, partnership):
    return NoteForm(**posted(request), readers=threads.readers(partnership), address=_people_at(partnership))


def _fresh_note_form(partnership):
    return NoteForm(readers=threads.readers(partnership), address=_people_at(partnership))


def _people_at(partnership) -> str:
    return reverse("partnerships:note-people", args=[partnership.pk])


def _write(request, partnership, form) -> None:
    answers = form.cleaned_data
    with once(answers["form_key"], by=request.user) as first:
        note = actions.write_note(
            partnership,
            _affiliate(request.user, partnership, "note.write"),
            by=request.user,
            text=answers["text"],
            readers=threads.readers(partnership),
            also=answers["also"],
        )
        first.led_to = f"{reverse('partnerships:notes', args=[partnership.pk])}#note-{note.pk}"


def _warned(partnership, text: str) -> list[str]:
    """Says which names after an @ told nobody; nothing is said of who exists."""
    if "@" not in text:
        return []
    unknown = parsing.unknown_names(text, map(str, threads.readers(partnership)))
    if not unknown:
        return []
    names = ", ".join(f"@{name}" for name in unknown[:5])
    return [_("Nobody was told by %(names)s: no reader of this record has that name.") % {"names": names}]


def _notes(request, partnership, form, *, said=""):
    rows = reports.notes_about(partnership, request.user)
    size = NOTES_IN_A_SLOT if request.htmx else NOTES_A_PAGE
    page = Paginator(rows, size).get_page(request.GET.get("page"))
    context = {
        "record": partnership,
        "page": page,
        "notes": [reports.shown(note, request.user) for note in page],
        "form": form,
        "may_write": may_steer(request.user, partnership),
        "is_part": bool(request.htmx),
        "here": reverse("partnerships:notes", args=[partnership.pk]),
        "said": said,
    }
    template = "teamwork/_notes.html" if request.htmx else "teamwork/notes.html"
    return render(request, template, context, status=422 if form.is_bound and form.errors else 200)


@require_safe
def people(request, pk):
    """Those who may be named in a note, by the beginning of a name: a few lines for the list under the text."""
    partnership = _steered(request, pk)
    found = reports.named_like(threads.readers(partnership), request.GET.get("q", ""))[:PEOPLE_SHOWN]
    return render(request, "teamwork/_people.html", {"people": found})


@require_http_methods(["GET", "HEAD", "POST"])
@vary_on_headers("HX-Request")
def tasks(request, pk):
    """What is to be done on the partnership, and the form for more."""
    if request.method != "POST":
        partnership = _read(request, pk)
        return _tasks(request, partnership, _task_form(request, partnership))
    partnership = _steered(request, pk)
    form = _task_form(request, partnership)
    if not form.is_valid():
        return _tasks(request, partnership, form)
    said = _("The task is noted.")
    try:
        _make(request, partnership, form.cleaned_data | {})
    except AlreadyDone:
        said = _("This task was noted already.")
    except ValidationError as refusal:
        refuse(form, refusal)
        return _tasks(request, partnership, form)
    if request.htmx:
        return _tasks(request, partnership, _fresh_task_form(request, partnership), said=said)
    messages.success(request, said)
    return redirect("partnerships:tasks", pk=pk)


def _task_form(request, partnership):
    return TaskForm(
        **posted(request), writers=threads.writers(partnership), initial={"assignee": request.user.pk}
    )


def _fresh_task_form(request, partnership):
    return TaskForm(writers=threads.writers(partnership), initial={"assignee": request.user.pk})


def _make(request, partnership, answers) -> None:
    with once(answers.pop("form_key"), by=request.user) as first:
        affiliate = _affiliate(answers["assignee"], partnership, "task.edit")
        actions.make_task(partnership, affiliate, by=request.user, **answers)
        first.led_to = reverse("partnerships:tasks", args=[partnership.pk])


def _tasks(request, partnership, form, *, said=""):
    rows = Task.objects.about(partnership).select_related("assignee")
    ended = rows.exclude(state=Task.State.OPEN).order_by("-ended_at", "-pk")
    context = {
        "record": partnership,
        "page": Paginator(rows.open().most_urgent_first(), 50).get_page(request.GET.get("page")),
        "ended": ended[:ENDED_SHOWN],
        "form": form,
        "may_write": may_steer(request.user, partnership),
        "is_part": bool(request.htmx),
        "here": reverse("partnerships:tasks", args=[partnership.pk]),
        "said": said,
    }
    template = "teamwork/_tasks.html" if request.htmx else "teamwork/tasks.html"
    return render(request, template, context, status=422 if form.is_bound and form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@vary_on_headers("HX-Request")
def follow(request, pk):
    """Who follows the partnership, and the button by which the reader does or no longer does."""
    partnership = get_object_or_404(Partnership.objects.visible_to(request.user).for_record(), pk=pk)
    if not threads.may_follow(request.user, partnership):
        raise PermissionDenied
    if request.method == "POST":
        wish = actions.unfollow if request.POST.get("wish") == "unfollow" else actions.follow
        wish(partnership, by=request.user)
        if not request.htmx:
            return redirect("partnerships:follow", pk=pk)
    followers = Following.objects.about(partnership).select_related("user").order_by("since_at", "pk")
    context = {
        "record": partnership,
        "followers": [following.user for following in followers],
        "here": reverse("partnerships:follow", args=[partnership.pk]),
        "just_chosen": request.method == "POST",
    }
    context["is_following"] = any(user.pk == request.user.pk for user in context["followers"])
    template = "teamwork/_follow.html" if request.htmx else "teamwork/follow.html"
    return render(request, template, context)
