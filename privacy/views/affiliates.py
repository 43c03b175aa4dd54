# SPDX-License-Identifier: GPL-3.0-or-later
"""Doors of an affiliate: who looked at the contact data of its people, and why it may keep them."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import Affiliate
from accounts.permissions import scope
from privacy import actions
from privacy.forms.statements import AssessmentForm
from privacy.models import Assessment, Reading
from privacy.permissions import may_assess, may_see_readings

ROWS_A_PAGE = 50


def _affiliate(request, pk: int) -> Affiliate:
    """One whose people the user works with."""
    return get_object_or_404(
        Affiliate.objects.filter(scope(request.user, "partnership.notes", affiliate="pk")), pk=pk
    )


@require_safe
def readings(request, pk):
    """Who looked at whose contact data, took a file or read a dispute, the newest first; `of` narrows to one person."""
    affiliate = _affiliate(request, pk)
    if not may_see_readings(request.user, affiliate.pk):
        raise PermissionDenied
    found = Reading.objects.visible_to(request.user).filter(affiliate=affiliate).select_related("reader")
    of = request.GET.get("of", "")
    if of.isascii() and of.isdecimal() and len(of) < 19:
        found = found.filter(subject_kind="partnerships.advocate", subject_id=int(of))
    page = Paginator(found.order_by("-read_at", "-pk"), ROWS_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "privacy/readings.html", {"affiliate": affiliate, "page": page, "of": of})


@require_http_methods(["GET", "HEAD", "POST"])
def assessment(request, pk):
    """Why the affiliate may keep people's data by legitimate interest; its administrators write it."""
    affiliate = _affiliate(request, pk)
    may_write = may_assess(request.user, affiliate.pk)
    if request.method == "POST" and not may_write:
        raise PermissionDenied
    texts = (
        Assessment.objects.filter(affiliate=affiliate)
        .select_related("written_by")
        .order_by("-written_at", "-pk")
    )
    present = texts.first()
    form = AssessmentForm(request.POST if request.method == "POST" else None, instance=None)
    if present and not form.is_bound:
        form.initial = {name: getattr(present, name) for name in form.fields}
    if form.is_valid():
        actions.assess(affiliate, by=request.user, **form.cleaned_data)
        messages.success(request, _("Written down, with today's date."))
        return redirect("privacy:assessment", pk=affiliate.pk)
    context = {"affiliate": affiliate, "present": present, "form": form if may_write else None}
    context["earlier"] = texts[1:20]
    return render(request, "privacy/assessment.html", context, status=422 if form.errors else 200)
