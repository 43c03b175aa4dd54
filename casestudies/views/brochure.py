# SPDX-License-Identifier: GPL-3.0-or-later
"""A brochure: what it is made of is chosen in one form, whose answers the pages hand on; nothing of it is kept."""

from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.limits import limited
from casestudies import brochures
from casestudies.choosing import explained, propose
from casestudies.forms.brochure import MOST, CoverForm, CriteriaForm, candidates, changed, picked
from casestudies.models import CaseStudy
from casestudies.permissions import may_make_brochure
from casestudies.views.papers import WHY_NO_PDF, pdf_answer
from interface.paper import PdfNotPossible

SHOWN = 40


@require_http_methods(["GET", "HEAD", "POST"])
def brochure(request):
    """Choosing: criteria, a proposal that says why, and each case study taken in, out, up or down."""
    public, data = _public(request.user), _asked(request)
    places = list(public.order_by().values_list("country", "language").distinct())
    criteria, cover = CriteriaForm(data, places=places), _cover(request)
    picks = changed(picked(data), data)
    found = candidates(criteria.apply(public))
    chosen = brochures.in_order(public, picks)
    if "propose" in data or "fill" in data:
        beside = [brochures.as_candidate(each) for each in chosen] if "fill" in data else []
        chosen = brochures.in_order(public, propose(found, count=criteria.wished, beside=beside))
    picks = [each.pk for each in chosen]
    reasons = explained(brochures.as_candidate(each) for each in chosen)
    others = [each for each in found if each.pk not in picks]
    context = {
        "criteria": criteria,
        "cover": cover,
        "chosen": [(study, why) for study, (_told, why) in zip(chosen, reasons, strict=True)],
        "others": others[:SHOWN],
        "found": len(found),
        "more": max(0, len(others) - SHOWN),
        "is_full": len(picks) >= MOST,
        "address": _address(request, picks, cover),
    }
    status = 422 if request.method == "POST" and not cover.is_valid() else 200
    return render(request, "casestudies/brochure.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def brochure_print(request):
    """The brochure as a page to print."""
    return _print(request, _made(request))


@require_http_methods(["GET", "HEAD", "POST"])
@limited("export")
def brochure_pdf(request):
    """The brochure as a PDF, or where none can be made the page to print with a sentence that says why."""
    made = _made(request)
    if not made["chapters"]:
        return _print(request, made)
    try:
        drawn = brochures.pdf(made)
    except PdfNotPossible as why:
        return _print(request, made, note=WHY_NO_PDF[why.reason])
    return pdf_answer(drawn, title=made["title"])


def _print(request, made: dict, *, note: str = ""):
    note = note or ("" if made["chapters"] else _("No case study is chosen yet."))
    return render(request, "casestudies/brochure_print.html", made | {"note": note})


def _made(request) -> dict:
    public, cover = _public(request.user), _cover(request)
    words = cover.cleaned_data if cover.is_valid() else {}
    return brochures.brochure_of(
        brochures.in_order(public, picked(_asked(request))),
        title=words.get("title") or _("Case studies of partnerships with cultural institutions"),
        foreword=words.get("foreword", ""),
        absolute=request.build_absolute_uri,
    )


def _public(user):
    """What may stand in a brochure: what is public, whoever makes it."""
    if not may_make_brochure(user):
        raise PermissionDenied
    return CaseStudy.objects.visible_to(user).public()


def _asked(request):
    return request.POST if request.method == "POST" else request.GET


def _cover(request) -> CoverForm:
    return CoverForm(_asked(request))


def _address(request, picks: list[int], cover: CoverForm) -> str:
    """The address of this choice, for somebody else to begin from; a foreword is too long for one."""
    title = cover.cleaned_data.get("title", "") if cover.is_valid() else ""
    query = [("pick", pick) for pick in picks] + ([("title", title)] if title else [])
    return request.build_absolute_uri(f"{request.path}?{urlencode(query)}") if picks else ""
