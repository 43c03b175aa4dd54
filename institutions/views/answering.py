# SPDX-License-Identifier: GPL-3.0-or-later
"""Doors for those who answer suggestions: taking up, declining, joining two that are one."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.permissions import may
from institutions.actions import suggestions as actions
from institutions.forms.suggestions import DeclineForm, JoinForm
from institutions.models import Suggestion
from institutions.reports.suggestions import others_like, telling_facts
from partnerships.actions import add_institution
from partnerships.forms.institutions import AddInstitutionForm
from partnerships.models import Institution
from partnerships.reports.duplicates import likely_duplicates, refuse_alike
from partnerships.views.answers import answer, posted, refuse
from work.actions import once
from work.errors import AlreadyDone


def _found(request, pk: int, action: str) -> Suggestion:
    """The suggestion, if the user may see it and do that to it."""
    suggestion = get_object_or_404(Suggestion.objects.visible_to(request.user), pk=pk)
    if not may(request.user, action):
        raise PermissionDenied
    return suggestion


@require_http_methods(["GET", "HEAD", "POST"])
def take_up(request, pk):
    """Add the suggested institution to the register, or name the one there that is meant."""
    suggestion = _found(request, pk, "institution.add")
    facts = telling_facts(suggestion)
    if "institution" in request.POST:
        return _link(request, suggestion)
    form = AddInstitutionForm(**posted(request), initial=facts)
    if form.is_valid():
        try:
            return _add(request, form, suggestion)
        except ValidationError as refusal:
            refuse(form, refusal)
    there = likely_duplicates(**facts) if not form.is_bound else []
    return answer(request, "institutions/suggestion_take_up.html", form, suggestion=suggestion, there=there)


def _add(request, form: AddInstitutionForm, suggestion: Suggestion):
    facts = form.cleaned_data | {}
    is_another = facts.pop("is_another")
    try:
        with once(facts.pop("form_key"), by=request.user) as first:
            refuse_alike(facts, is_another=is_another)
            institution = add_institution(by=request.user, **facts)
            actions.take_up(suggestion, institution, by=request.user)
            first.led_to = institution.get_absolute_url()
    except AlreadyDone as done:
        return redirect(done.led_to or suggestion)
    messages.success(request, _("The institution is added, and the suggestion taken up."))
    return redirect(institution)


def _link(request, suggestion: Suggestion):
    chosen = request.POST["institution"]
    key = int(chosen) if chosen.isascii() and chosen.isdigit() and len(chosen) < 19 else 0
    institution = get_object_or_404(Institution.objects.visible_to(request.user), pk=key)
    try:
        with transaction.atomic():
            actions.take_up(suggestion, institution, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect(suggestion)
    messages.success(request, _("The suggestion is taken up."))
    return redirect(institution)


@require_http_methods(["GET", "HEAD", "POST"])
def decline(request, pk):
    """Say no, and why."""
    suggestion = _found(request, pk, "suggestion.answer")
    form = DeclineForm(**posted(request))
    if form.is_valid():
        try:
            actions.decline(suggestion, by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("The suggestion is declined."))
            return redirect(suggestion)
    return answer(request, "institutions/suggestion_decline.html", form, suggestion=suggestion)


@require_http_methods(["GET", "HEAD", "POST"])
def join(request, pk):
    """This suggestion is the same as another: its votes go there."""
    suggestion = _found(request, pk, "suggestion.answer")
    others = others_like(suggestion, words=request.GET.get("q", ""))
    form = JoinForm(**posted(request), others=others)
    if form.is_valid():
        target = get_object_or_404(
            Suggestion.objects.visible_to(request.user), pk=form.cleaned_data["target"]
        )
        try:
            actions.merge_suggestions(target, suggestion, by=request.user)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("The two suggestions are one now."))
            return redirect(target)
    return answer(request, "institutions/suggestion_join.html", form, suggestion=suggestion, others=others)
