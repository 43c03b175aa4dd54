# SPDX-License-Identifier: GPL-3.0-or-later
"""Taking known figures into a case study, and what can be done with each."""

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from casestudies import actions
from casestudies.forms.facts import FiguresForm
from casestudies.known_figures import known_figures
from casestudies.models import LinkedFigure
from casestudies.permissions import may_write
from casestudies.reports.facts import figures_of
from casestudies.views.desk import own_draft


@require_http_methods(["GET", "HEAD", "POST"])
def figures(request, pk):
    case_study = own_draft(request, pk)
    if request.method != "POST" and not case_study.can_be_written:
        return redirect(case_study)

    shown = figures_of(case_study, reader=request.user)
    taken = {each.figure.key for each in shown}
    known = [one for key, one in known_figures(case_study, reader=request.user).items() if key not in taken]
    form = FiguresForm(request.POST if request.method == "POST" else None, known=known)
    if form.is_valid():
        try:
            actions.link_figures(case_study, form.cleaned_data["figure"], by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("The figures stand in the case study now."))
            return redirect("casestudies:figures", pk=pk)
    context = {"case_study": case_study, "shown": shown, "known": known, "form": form}
    return render(request, "casestudies/figures.html", context, status=422 if form.errors else 200)


@require_POST
def figure(request, pk):
    """Renew it, take it out, or write it into the outcomes."""
    linked = get_object_or_404(
        LinkedFigure.objects.visible_to(request.user).select_related("case_study"), pk=pk
    )
    if not may_write(request.user, linked.case_study):
        raise PermissionDenied
    do = DOINGS.get(request.POST.get("do", ""))
    if do is None:
        raise BadRequest
    try:
        said = do(linked, request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, said)
    return redirect("casestudies:figures", pk=linked.case_study_id)


def _renew(linked, by) -> str:
    actions.renew_figure(linked, by=by)
    return _("The figure says what its source says now.")


def _drop(linked, by) -> str:
    actions.drop_figure(linked, by=by)
    return _("The figure is taken out. What the text says of it is unchanged.")


def _quote(linked, by) -> str:
    if actions.quote_figure(linked, by=by):
        return _("The figure stands as a sentence at the end of the outcomes.")
    return _("The outcomes say this already.")


DOINGS = {"renew": _renew, "drop": _drop, "quote": _quote}
