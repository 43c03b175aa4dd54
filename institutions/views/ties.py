# SPDX-License-Identifier: GPL-3.0-or-later
"""Doors to what an institution belongs to, and what belongs to it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from accounts.permissions import may_somewhere
from institutions import permissions
from institutions.actions import ties as actions
from institutions.forms.ties import EndTieForm, TieForm
from institutions.models import Tie
from partnerships.models import Institution
from partnerships.views.answers import answer, posted, refuse
from work.actions import once
from work.errors import AlreadyDone

TIES_A_PAGE = 50
FOUND_AT_MOST = 20


@login_not_required
@require_safe
@vary_on_headers("HX-Request")
def ties(request, pk):
    """What the institution is part or a member of, and its own parts and members."""
    institution = _seen(request, pk)
    current = Tie.objects.filter(ended_on=None, part__merged_into=None, whole__merged_into=None)
    parts = current.filter(whole=institution).select_related("part").order_by("kind", "part__name", "pk")
    context = {
        "institution": institution,
        "wholes": current.filter(part=institution).select_related("whole"),
        "page": Paginator(parts, TIES_A_PAGE).get_page(request.GET.get("page")),
        "may_tie": permissions.may_tie(request.user),
        "form": EndTieForm(),
    }
    return render(request, "institutions/ties.html" + ("#list" if request.htmx else ""), context)


@require_http_methods(["GET", "HEAD", "POST"])
def tie_make(request, pk):
    """Asks for the whole: searched for by `?q=`, then chosen."""
    institution = _seen(request, pk)
    if not permissions.may_tie(request.user):
        raise PermissionDenied
    words = request.GET.get("q", "") or request.POST.get("q", "")
    found = _found(request.user, institution, words)
    form = TieForm(**posted(request), user=request.user, found=found)
    if form.is_valid():
        answers = form.cleaned_data | {}
        try:
            with once(answers.pop("form_key"), by=request.user) as first:
                actions.make_tie(institution, answers.pop("whole"), by=request.user, **answers)
                first.led_to = institution.get_absolute_url()
        except AlreadyDone as done:
            return redirect(done.led_to or institution)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("The tie is noted."))
            return redirect("institutions:ties", pk=institution.pk)
    context = {"institution": institution, "words": words, "found": found}
    return answer(request, "institutions/tie_make.html", form, **context)


def _found(user, institution, words):
    if not words.strip():
        return []
    others = Institution.objects.visible_to(user).search(words).exclude(pk=institution.pk)
    return list(others.order_by("name", "pk")[:FOUND_AT_MOST])


@require_POST
def tie_end(request, pk):
    """Notes that a tie held until a day."""
    if not may_somewhere(request.user, "tie.edit"):
        raise Http404 if not Tie.objects.filter(pk=pk).exists() else PermissionDenied
    tie = get_object_or_404(Tie.objects.select_related("part"), pk=pk)
    form = EndTieForm(request.POST)
    if form.is_valid():
        try:
            actions.end_tie(tie, by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        else:
            messages.success(request, _("The tie has ended."))
    else:
        messages.error(request, _("Say until when: the day is missing or no day."))
    return redirect("institutions:ties", pk=tie.part_id)


def _seen(request, pk):
    return get_object_or_404(Institution.objects.visible_to(request.user), pk=pk)
