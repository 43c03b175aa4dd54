# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of what waits for a review."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, IntegerField, OuterRef, Prefetch, Subquery
from django.db.models.functions import Coalesce
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from accounts.permissions import scope
from casestudies.models import CaseStudy
from casestudies.models.studies import OPEN_TO_OTHERS
from reviews.filters import QueueFilter
from reviews.models import Comment, Review
from reviews.permissions import may_see_queue

A_PAGE = 50


@require_safe
@vary_on_headers("HX-Request")
def queue(request):
    """What waits, since when and with whom; nobody's own."""
    if not may_see_queue(request.user):
        raise PermissionDenied
    filters = QueueFilter(request.GET, user=request.user)
    page_obj = Paginator(filters.apply(_in_reach(request.user)), A_PAGE).get_page(request.GET.get("page"))
    wants_rows = request.htmx and not request.htmx.history_restore_request
    template = "reviews/list.html#results" if wants_rows else "reviews/list.html"
    context = {"filters": filters, "page_obj": page_obj, "own_id": request.user.pk}
    return render(request, template, context)


def _in_reach(user):
    """What the user may review, with its reviewers and how much is unsettled."""
    reviews = Review.objects.waiting().select_related("reviewer").order_by("assigned_at", "pk")
    studies = CaseStudy.objects.filter(
        scope(user, "casestudy.review", is_open=OPEN_TO_OTHERS), author__isnull=False
    )
    own = CaseStudy.objects.written_by(user)
    return (
        studies.exclude(pk__in=own.values("pk"))
        .select_related("author", "institution", "affiliate")
        .prefetch_related(Prefetch("reviews", reviews, to_attr="open_reviews"))
        .annotate(
            unsettled=_count(Comment.objects.unsettled()),
            verdicts=_count(Review.objects.decided()),
        )
        .defer("search", "search_text")
    )


def _count(rows) -> Coalesce:
    counted = rows.filter(case_study=OuterRef("pk")).order_by().values("case_study").annotate(n=Count("pk"))
    return Coalesce(Subquery(counted.values("n")), 0, output_field=IntegerField())
