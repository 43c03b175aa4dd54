# SPDX-License-Identifier: GPL-3.0-or-later
"""The queue of who reads, putting a line of it off, and seeing it again."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from interface import words
from partnerships.views.answers import answer, posted, refuse
from today import actions
from today.forms import SnoozeForm
from today.permissions import may_see_today
from today.reports.queue import counts_of, queue_of


def _authorise(user):
    if not may_see_today(user):
        raise PermissionDenied


@require_safe
def queue(request):
    """Everything that waits for the reader, by urgency."""
    _authorise(request.user)
    context = {"queue": queue_of(request.user, page=request.GET.get("page", 1))}
    return render(request, "today/queue.html", context)


@require_safe
def slot(request):
    """How much waits, for a place on another page; asked for plainly, the queue itself."""
    _authorise(request.user)
    if not request.htmx:
        return redirect("today:queue")
    sections = counts_of(request.user)
    total = sum(section.count for section in sections)
    return render(request, "today/_slot.html", {"sections": sections, "total": total})


@require_http_methods(["GET", "HEAD", "POST"])
def snooze(request):
    """Asks until when a line is put off. The lines of the queue send their answer here straight away."""
    _authorise(request.user)
    form = SnoozeForm(**_data(request), initial={"key": request.GET.get("key", "")[:100]})
    if form.is_valid():
        until = form.day_for(request.user.today(timezone.now()))
        try:
            actions.snooze(request.user, form.cleaned_data["key"], until_on=until)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("Put off until %(day)s.") % {"day": words.day(until)})
            return redirect(_back(request))
    return answer(request, "today/snooze.html", form)


def _data(request) -> dict:
    """What binds the form: it has no files."""
    return {name: value for name, value in posted(request).items() if name == "data"}


@require_POST
def wake(request):
    """The line is seen again."""
    _authorise(request.user)
    if actions.wake(request.user, request.POST.get("key", "").replace("\0", "")):
        messages.success(request, _("It is back in the queue."))
    else:
        messages.error(request, _("That is not put off."))
    return redirect(_back(request))


def _back(request) -> str:
    """The page of the queue the reader came from."""
    page = request.POST.get("page", "")
    is_number = page.isascii() and page.isdigit() and len(page) < 6
    return f"{reverse('today:queue')}?page={page}" if is_number and page != "1" else reverse("today:queue")
