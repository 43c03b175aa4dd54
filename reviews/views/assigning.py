# SPDX-License-Identifier: GPL-3.0-or-later
"""Taking a review, giving it to somebody, letting it go."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from partnerships.views.answers import answer, posted, refuse
from reviews import actions
from reviews.forms import AssignForm
from reviews.models import Review
from reviews.models.access import reviewers_for
from reviews.permissions import may_assign, may_review
from reviews.views.reviewing import in_review


@require_POST
def take(request, pk):
    """“I take it.”"""
    case_study = in_review(request, pk)
    if not may_review(request.user, case_study):
        raise PermissionDenied
    try:
        actions.assign(case_study, request.user, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("The review is yours."))
    return redirect("reviews:review", pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def assign(request, pk):
    """Asks who reviews, by when, and instead of whom."""
    case_study = in_review(request, pk)
    if not may_assign(request.user, case_study):
        raise PermissionDenied
    form = AssignForm(
        **posted(request),
        reviewers=reviewers_for(case_study),
        reviews=case_study.reviews.open().select_related("reviewer"),
    )
    if form.is_valid():
        asked = form.cleaned_data
        try:
            if asked["instead"]:
                actions.hand_over(
                    asked["instead"], asked["reviewer"], by=request.user, due_on=asked["due_on"]
                )
            else:
                actions.assign(case_study, asked["reviewer"], by=request.user, due_on=asked["due_on"])
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("%(who)s reviews it.") % {"who": asked["reviewer"]})
            return redirect("reviews:review", pk=pk)
    return answer(request, "reviews/assign.html", form, case_study=case_study)


@require_POST
def let_go(request, pk):
    """One's own review is given back; somebody else's is taken from them by those who assign."""
    review = get_object_or_404(
        Review.objects.visible_to(request.user).select_related("case_study", "reviewer"), pk=pk
    )
    if review.reviewer_id != request.user.pk and not may_assign(request.user, review.case_study):
        raise PermissionDenied
    try:
        actions.let_go(review, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("The review waits for somebody else."))
    return redirect("reviews:review", pk=review.case_study_id)
