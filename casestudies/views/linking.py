# SPDX-License-Identifier: GPL-3.0-or-later
"""Linking a case study to the institution it is about."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from casestudies import actions
from casestudies.forms import LinkForm, institutions_named
from casestudies.models import CaseStudy
from casestudies.permissions import may_link


@require_http_methods(["GET", "HEAD", "POST"])
def link(request, pk):
    case_study = get_object_or_404(
        CaseStudy.objects.visible_to(request.user).select_related("institution"), pk=pk
    )
    if not may_link(request.user, case_study):
        raise PermissionDenied

    form = LinkForm(request.POST if request.method == "POST" else None, user=request.user)
    words = request.GET.get("q", "")
    if request.method == "POST" and form.is_valid():
        actions.link_case_study(case_study, form.cleaned_data["institution"], by=request.user)
        messages.success(request, _("Saved which institution this is about."))
        return redirect(case_study)
    context = {
        "case_study": case_study,
        "form": form,
        "words": words,
        "found": institutions_named(request.user, words),
        "chosen": case_study.institution,
    }
    template = "casestudies/link.html#choices" if request.htmx else "casestudies/link.html"
    return render(request, template, context, status=422 if form.errors else 200)
