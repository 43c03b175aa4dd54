# SPDX-License-Identifier: GPL-3.0-or-later
"""Doors to an affiliate's own judgement of an institution, and to disputes for those who must know."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import Affiliate
from accounts.permissions import affiliate_ids
from institutions import permissions
from institutions.actions import judgements as actions
from institutions.forms.judgements import (
    AlignmentForm,
    CorrectDisputeForm,
    RaiseDisputeForm,
    SettleDisputeForm,
)
from institutions.models import Alignment, Dispute
from partnerships.errors import ChangedMeanwhile
from partnerships.models import Institution
from partnerships.views.answers import answer, posted, refuse, show_what_is_there
from privacy.contacts import note_shown
from privacy.models import Reading
from work.actions import once
from work.errors import AlreadyDone

DISPUTES_A_PAGE = 50
TERMS = ("level", "reason", "mitigations", "version")


@require_http_methods(["GET", "HEAD", "POST"])
def alignment(request, pk):
    """Asks how the missions fit, in the eyes of one of the reader's affiliates."""
    institution = _seen(request, pk)
    affiliate = _chosen_affiliate(request, "alignment.edit")
    there = Alignment.objects.filter(institution=institution, affiliate=affiliate).first()
    form = AlignmentForm(**posted(request), initial=_terms(there))
    if form.is_valid():
        try:
            actions.judge_alignment(institution, affiliate, by=request.user, **form.cleaned_data)
        except ChangedMeanwhile as refusal:
            refuse(form, refusal)
            there = Alignment.objects.filter(institution=institution, affiliate=affiliate).first()
            show_what_is_there(form, _terms(there), version=there.version if there else "")
        else:
            messages.success(request, _("The judgement is noted, for your affiliate only."))
            return redirect(institution)
    context = {"institution": institution, "affiliate": affiliate}
    return answer(request, "institutions/alignment.html", form, **context)


def _terms(there) -> dict:
    return {name: getattr(there, name) for name in TERMS} if there else {}


@require_safe
def judgements_of(request, pk):
    """What the reader's affiliates think of an institution: a part of its page, and a page of its own."""
    institution = _seen(request, pk)
    if not affiliate_ids(request.user, "alignment.see"):
        raise PermissionDenied
    disputes = Dispute.objects.visible_to(request.user).filter(institution=institution)
    context = {
        "institution": institution,
        "alignments": Alignment.objects.visible_to(request.user)
        .filter(institution=institution)
        .select_related("affiliate"),
        "disputes": disputes.select_related("affiliate")[:DISPUTES_A_PAGE],
        "may_judge": bool(permissions.judges_for(request.user)),
    }
    return render(request, "institutions/judgements.html" + ("#list" if request.htmx else ""), context)


@require_safe
def dispute_list(request):
    """Every dispute the reader may know of, open ones first."""
    if not affiliate_ids(request.user, "dispute.read"):
        raise PermissionDenied
    rows = Dispute.objects.visible_to(request.user).select_related("institution", "affiliate", "raised_by")
    pages = Paginator(rows.order_by("state", "-raised_on", "-pk"), DISPUTES_A_PAGE)
    page = pages.get_page(request.GET.get("page"))
    note_shown(request, page)
    return render(request, "institutions/dispute_list.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def dispute_raise(request, pk):
    """Asks what the dispute with an institution is."""
    institution = _seen(request, pk)
    affiliate = _chosen_affiliate(request, "dispute.raise")
    form = RaiseDisputeForm(**posted(request), affiliate_id=affiliate.pk)
    if form.is_valid():
        answers = form.cleaned_data | {}
        try:
            with once(answers.pop("form_key"), by=request.user) as first:
                dispute = actions.raise_dispute(institution, by=request.user, **answers)
                first.led_to = reverse("institutions:dispute", args=[dispute.pk])
        except AlreadyDone as done:
            return redirect(done.led_to or institution)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("The dispute is noted."))
            return redirect("institutions:dispute", pk=dispute.pk)
    context = {"institution": institution, "affiliate": affiliate}
    return answer(request, "institutions/dispute_raise.html", form, **context)


@require_safe
def dispute(request, pk):
    there = _known(request, pk)
    note_shown(request, [there], Reading.How.PAGE)
    context = {
        "dispute": there,
        "may_edit": permissions.may_edit_dispute(request.user, there),
        "form": SettleDisputeForm(initial={"version": there.version}),
        "readers": there.readers.all(),
    }
    return render(request, "institutions/dispute.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def dispute_correct(request, pk):
    """Asks for what is written of a dispute, and who reads it."""
    there = _edited(request, pk)
    note_shown(request, [there], Reading.How.PAGE)
    form = CorrectDisputeForm(**posted(request), affiliate_id=there.affiliate_id, initial=_writings(there))
    if form.is_valid():
        try:
            actions.correct_dispute(there, by=request.user, **form.cleaned_data)
        except ChangedMeanwhile as refusal:
            refuse(form, refusal)
            there = _known(request, pk)
            show_what_is_there(form, _writings(there), version=there.version)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("The dispute is corrected."))
            return redirect("institutions:dispute", pk=pk)
    return answer(request, "institutions/dispute_correct.html", form, dispute=there)


def _writings(there) -> dict:
    facts = {name: getattr(there, name) for name in ("kind", "title", "account", "raised_on", "version")}
    return facts | {"readers": list(there.readers.all())}


@require_http_methods(["GET", "HEAD", "POST"])
def dispute_settle(request, pk):
    """Asks how a dispute ended."""
    there = _edited(request, pk)
    form = SettleDisputeForm(**posted(request), initial={"version": there.version})
    if form.is_valid():
        try:
            actions.settle_dispute(there, by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("The dispute is settled."))
            return redirect("institutions:dispute", pk=pk)
    return answer(request, "institutions/dispute_settle.html", form, dispute=there)


def _seen(request, pk):
    return get_object_or_404(Institution.objects.visible_to(request.user), pk=pk)


def _known(request, pk):
    rows = Dispute.objects.visible_to(request.user).select_related("institution", "affiliate", "raised_by")
    return get_object_or_404(rows, pk=pk)


def _edited(request, pk):
    there = _known(request, pk)
    if not permissions.may_edit_dispute(request.user, there):
        raise PermissionDenied
    return there


def _chosen_affiliate(request, action: str) -> Affiliate:
    """The affiliate in `?affiliate=` or the form, of those where the reader may do `action`; else the first."""
    allowed = Affiliate.objects.filter(pk__in=affiliate_ids(request.user, action))
    wanted = request.POST.get("affiliate") or request.GET.get("affiliate") or ""
    chosen = allowed.filter(pk=wanted).first() if wanted.isdecimal() and len(wanted) < 18 else None
    affiliate = chosen or allowed.first()
    if affiliate is None:
        raise PermissionDenied
    return affiliate
