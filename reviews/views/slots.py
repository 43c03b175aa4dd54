# SPDX-License-Identifier: GPL-3.0-or-later
"""What other pages show of a review: where it stands, and what would help while one writes."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from casestudies.models import CaseStudy
from reviews import reports
from reviews.permissions import may_read_review
from reviews.views.reviewing import in_review, standing


@login_not_required
@require_safe
@vary_on_headers("HX-Request")
def of_case_study(request, pk):
    """Where the review stands, who has it, and what comes next; who it is not for sees the state alone."""
    case_study = get_object_or_404(
        CaseStudy.objects.visible_to(request.user).defer("search", "search_text"), pk=pk
    )
    context = {"case_study": case_study, "is_inside": may_read_review(request.user, case_study)}
    if context["is_inside"]:
        reviews = list(case_study.reviews.for_page())
        context |= standing(request.user, case_study, reviews)
        context["open_count"] = case_study.review_comments.unsettled().count()
    template = "reviews/of_case_study.html"
    return render(request, f"{template}#state" if request.htmx else template, context)


@require_safe
@vary_on_headers("HX-Request")
def hints(request, pk):
    """What would help, for the author at work: comments that are not settled, and what is missing."""
    case_study = in_review(request, pk)
    context = {
        "case_study": case_study,
        "completeness": reports.completeness_now(case_study),
        "comments": list(
            case_study.review_comments.unsettled().select_related("author").order_by("said_at", "pk")
        ),
    }
    template = "reviews/hints.html"
    return render(request, f"{template}#hints" if request.htmx else template, context)
