# SPDX-License-Identifier: GPL-3.0-or-later
"""The case studies most like a partnership, a case study or an institution: a part of its page, and a page of its own."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from casestudies.models import CaseStudy
from learning.reports.alike import (
    alike,
    facts_of_case_study,
    facts_of_institution,
    facts_of_partnership,
)
from partnerships.models import Institution, Partnership
from partnerships.permissions import is_inside

IN_SLOT, ON_PAGE = 3, 20


@login_not_required
@require_safe
@vary_on_headers("HX-Request")
def like_partnership(request, pk):
    rows = Partnership.objects.visible_to(request.user).select_related("institution", "affiliate")
    partnership = get_object_or_404(rows.defer("institution__name_key", "institution__search"), pk=pk)
    facts = facts_of_partnership(partnership, is_inside=is_inside(request.user, partnership))
    return _answer(request, partnership, facts, "learning:like-partnership", _("Partnerships like this one"))


@login_not_required
@require_safe
@vary_on_headers("HX-Request")
def like_case_study(request, pk):
    rows = CaseStudy.objects.visible_to(request.user).select_related("institution", "gist")
    light = ("search", "search_text", "institution__name_key", "institution__search")
    case_study = get_object_or_404(rows.defer(*light), pk=pk)
    facts = facts_of_case_study(case_study)
    return _answer(request, case_study, facts, "learning:like-case-study", _("Related case studies"))


@login_not_required
@require_safe
@vary_on_headers("HX-Request")
def like_institution(request, pk):
    rows = Institution.objects.visible_to(request.user).defer("name_key", "search")
    institution = get_object_or_404(rows, pk=pk)
    facts = facts_of_institution(institution)
    return _answer(request, institution, facts, "learning:like-institution", _("Institutions like this one"))


def _answer(request, record, facts, page, title):
    is_slot = bool(request.htmx)
    found = alike(facts, most=IN_SLOT + 1 if is_slot else ON_PAGE)
    context = {
        "record": record,
        "title": title,
        "page": page,
        "found": found[:IN_SLOT] if is_slot else found,
        "has_more": is_slot and len(found) > IN_SLOT,
    }
    template = "learning/alike.html"
    return render(request, f"{template}#list" if is_slot else template, context)
