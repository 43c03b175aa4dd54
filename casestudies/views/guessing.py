# SPDX-License-Identifier: GPL-3.0-or-later
"""Deciding what case studies are about, where a machine guessed."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from casestudies import actions
from casestudies.forms import DecisionForm, DecisionsForm
from casestudies.models import Guess
from casestudies.permissions import may_decide_guesses, may_link
from interface.words import number

A_PAGE = 50


@require_safe
def guess_list(request):
    """All open guesses, the surest first; many are decided at once."""
    if not may_decide_guesses(request.user):
        raise PermissionDenied
    return _answer(request, DecisionsForm(user=request.user))


def _answer(request, form, status=200):
    guesses = Guess.objects.visible_to(request.user).open().for_list()
    page_obj = Paginator(guesses, A_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page_obj": page_obj, "all_chosen": "all" in request.GET}
    return render(request, "casestudies/guess_list.html", context, status=status)


@require_POST
def guesses_decide(request):
    """Confirm or reject those that are ticked; what somebody else decided meanwhile is left as it is."""
    if not may_decide_guesses(request.user):
        raise PermissionDenied
    form = DecisionsForm(request.POST, user=request.user)
    if not form.is_valid():
        return _answer(request, form, status=422)
    decided = actions.decide_guesses(
        list(form.cleaned_data["guess"][:A_PAGE]), confirm=form.is_confirmed, by=request.user
    )
    if decided.done:
        told = ngettext("%(number)s guess is decided.", "%(number)s guesses are decided.", decided.done)
        messages.success(request, told % {"number": number(decided.done)})
    if decided.refused:
        told = ngettext(
            "%(number)s was decided otherwise by somebody else.",
            "%(number)s were decided otherwise by somebody else.",
            decided.refused,
        )
        messages.warning(request, told % {"number": number(decided.refused)})
    return redirect("casestudies:guess-list")


@require_http_methods(["GET", "HEAD", "POST"])
def guess(request, pk):
    """One guess, decided from the page of its case study."""
    found = get_object_or_404(
        Guess.objects.visible_to(request.user).select_related("case_study", "institution", "decided_by"),
        pk=pk,
    )
    if not may_link(request.user, found.case_study):
        raise PermissionDenied
    form = DecisionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        act = actions.confirm_guess if form.is_confirmed else actions.reject_guess
        try:
            act(found, by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Thank you: that is settled."))
            return redirect(found.case_study)
    context = {"guess": found, "form": form}
    return render(request, "casestudies/guess.html", context, status=422 if form.errors else 200)
