# SPDX-License-Identifier: GPL-3.0-or-later
"""Doors to suggested institutions: open to all for reading, to everybody signed in for wishing."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.limits import limited
from accounts.permissions import may
from institutions.actions import suggestions as actions
from institutions.forms.suggestions import SuggestForm, SuggestionFilter
from institutions.models import Suggestion
from institutions.reports.suggestions import refuse_wished_already, wished_by
from interface.fields import one_line
from partnerships.views.answers import answer, posted, refuse
from work.actions import once
from work.errors import AlreadyDone

ROWS_A_PAGE = 50


@login_not_required
@require_safe
def suggestion_list(request):
    """What people wish for, the most wished for first."""
    filters = SuggestionFilter(request.GET)
    visible = Suggestion.objects.visible_to(request.user).with_votes().select_related("by", "institution")
    found = filters.apply(visible).order_by("-number", "-suggested_at", "-pk")
    page = Paginator(found, ROWS_A_PAGE).get_page(request.GET.get("page"))
    wished = wished_by(request.user, page.object_list)
    for suggestion in page.object_list:
        suggestion.is_wished = suggestion.pk in wished
    context = {"filters": filters, "page": page, "may_vote": may(request.user, "suggestion.vote")}
    return render(request, "institutions/suggestion_list.html", context)


@login_not_required
@require_safe
def suggestion(request, pk):
    """One suggestion, with the ways to answer it for those who may."""
    visible = Suggestion.objects.visible_to(request.user).with_votes()
    found = get_object_or_404(visible.select_related("by", "institution", "merged_into"), pk=pk)
    context = {
        "suggestion": found,
        "is_wished": found.pk in wished_by(request.user, [found]),
        "may_vote": may(request.user, "suggestion.vote") and found.is_open,
        "may_answer": may(request.user, "suggestion.answer") and found.is_open,
        "may_take_up": may(request.user, "institution.add") and found.is_open,
    }
    return render(request, "institutions/suggestion.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@limited("suggestion.make", methods=("POST",))
def suggest(request):
    """Suggest an institution; what is there already, or wished for already, is shown first.

    An address may name it (`name`, `country`) and say where the person came from (`back`).
    """
    if not may(request.user, "suggestion.make"):
        raise PermissionDenied
    back = _back(request)
    form = SuggestForm(initial=_named(request), **posted(request))
    if form.is_valid():
        facts = form.cleaned_data | {}
        is_another = facts.pop("is_another")
        try:
            with once(facts.pop("form_key"), by=request.user) as first:
                refuse_wished_already(facts, is_another=is_another)
                made = actions.suggest(by=request.user, **facts)
                first.led_to = back or made.get_absolute_url()
        except AlreadyDone as done:
            return redirect(done.led_to or "institutions:suggestion-list")
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("Thank you. The suggestion is open for votes."))
            return redirect(first.led_to)
    return answer(request, "institutions/suggestion_make.html", form, back=back)


def _named(request) -> dict:
    """What the address says of the institution; the form's own initial key stays."""
    given = {
        name: one_line(request.GET.get(name, "").replace("\0", ""))[:300] for name in ("name", "country")
    }
    return {name: value for name, value in given.items() if value}


def _back(request) -> str:
    """The page of ours that led here; "" for anything else."""
    address = request.POST.get("back") or request.GET.get("back") or ""
    is_ours = address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if is_ours else ""


@require_POST
def suggestion_vote(request, pk):
    """Wish for it too, or no longer."""
    found = get_object_or_404(Suggestion.objects.visible_to(request.user), pk=pk)
    if not may(request.user, "suggestion.vote"):
        raise PermissionDenied
    act = actions.unvote if request.POST.get("vote") == "no" else actions.vote
    try:
        act(found, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect(found)
