# SPDX-License-Identifier: GPL-3.0-or-later
"""Mentors: who could be one, asking, answering, ending, and offering to be one."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.limits import limited
from learning.actions import mentoring as actions
from learning.forms.paths import AnswerForm, AskForm, OfferForm
from learning.models import Mentor, Mentorship
from learning.permissions import may_answer, may_mentor
from learning.reports.mentors import askable, mentees_of, of_directory, offered
from learning.views.paths import own_path
from outreach.protection import is_hidden
from partnerships.views.answers import answer, posted, refuse

SHOWN = 100


@require_safe
def mentors(request):
    """Who could help on one's path, and why."""
    mine = own_path(request)
    country = mine.country.code or ""
    context = {
        "path": mine,
        "offered": offered(request.user, mine),
        "directory": of_directory(request.user, mine),
        "is_protected": bool(country) and is_hidden(country, request.user),
        "open_requests": mine.mentorships.asked().count(),
        "most": actions.MOST_REQUESTS,
    }
    return render(request, "learning/mentors.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@limited("mentor.ask", methods=("POST",))
def ask(request, pk):
    """Asks somebody to be one's mentor."""
    mine = own_path(request)
    whom = askable(request.user, pk)
    if whom is None:
        raise Http404
    form = AskForm(**posted(request))
    if form.is_valid():
        try:
            actions.ask_mentor(mine, whom, by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("They are asked. You hear from them here and by mail."))
            return redirect("learning:path")
    return answer(request, "learning/mentor_ask.html", form, whom=whom)


def _mentorship(request, pk) -> Mentorship:
    rows = Mentorship.objects.visible_to(request.user).select_related("path__user", "mentor")
    return get_object_or_404(rows, pk=pk)


@require_POST
def answer_request(request, pk):
    """Accept or decline; for whoever was asked."""
    mentorship = _mentorship(request, pk)
    if not may_answer(request.user, mentorship):
        raise PermissionDenied
    form = AnswerForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say yes or no."))
        return redirect("learning:mentoring")
    says_yes = form.cleaned_data["answer"] == "accept"
    act = actions.accept_request if says_yes else actions.decline_request
    try:
        act(mentorship, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        thanks = _("You are their mentor now. They are told.") if says_yes else _("They are told, kindly.")
        messages.success(request, thanks)
    return redirect("learning:mentoring")


@require_POST
def end(request, pk):
    """Takes a request back, or ends what was agreed: for either of the two, who alone see it."""
    mentorship = _mentorship(request, pk)
    try:
        actions.end_mentorship(mentorship, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("It is ended."))
    is_mentor = mentorship.mentor_id == request.user.pk
    return redirect("learning:mentoring" if is_mentor else "learning:path")


@require_http_methods(["GET", "HEAD", "POST"])
def mentoring(request):
    """Whom one helps, who asks, and what one offers."""
    if not may_mentor(request.user):
        raise PermissionDenied
    mine = Mentor.objects.filter(user=request.user).first()
    names = ("countries", "languages", "kinds", "at_once")
    initial = (
        {name: getattr(mine, name) for name in names} if mine else {"languages": [get_language() or "en"]}
    )
    form = OfferForm(**posted(request), initial=initial)
    if form.is_valid():
        actions.offer_mentoring(by=request.user, **form.cleaned_data)
        messages.success(request, _("Thank you: newcomers who look for a mentor see your name now."))
        return redirect("learning:mentoring")
    rows = list(mentees_of(request.user)[:SHOWN])
    context = {
        "offer": mine,
        "requests": [each for each in rows if each.state == Mentorship.State.ASKED],
        "mentees": [each for each in rows if each.state == Mentorship.State.ACCEPTED],
    }
    return answer(request, "learning/mentoring.html", form, **context)


@require_POST
def stop(request):
    """Offers it no longer."""
    mine = get_object_or_404(Mentor, user=request.user)
    actions.stop_mentoring(mine, by=request.user)
    messages.success(request, _("You are no longer offered as a mentor."))
    return redirect("learning:mentoring")
