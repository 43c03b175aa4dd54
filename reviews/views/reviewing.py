# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of a review: the text with what is said of it, the rubric and the verdict."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import prefetch_related_objects
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from casestudies.errors import ChangedMeanwhile
from casestudies.languages import direction_of
from casestudies.models import CaseStudy
from casestudies.permissions import may_publish, may_write
from reviews import actions, reports
from reviews.forms import JudgeForm, noted
from reviews.models import Review
from reviews.permissions import may_assign, may_read_review, may_review


def in_review(request, pk) -> CaseStudy:
    """The case study, if the words of its review are for this user: unseen is 404, seen but not for them 403.

    A mirrored one has no review at all.
    """
    studies = CaseStudy.objects.visible_to(request.user).select_related("author", "affiliate", "institution")
    found = get_object_or_404(studies.defer("search", "search_text"), pk=pk)
    if found.is_mirrored:
        raise Http404(f"No {CaseStudy._meta.object_name} matches the given query.")
    if not may_read_review(request.user, found):
        raise PermissionDenied
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def review(request, pk):
    """Reviewers judge, authors read and answer."""
    case_study = in_review(request, pk)
    if request.method != "POST":
        return show(request, case_study)
    if not may_review(request.user, case_study):
        raise PermissionDenied
    form = JudgeForm(request.POST)
    if not form.is_valid():
        return show(request, case_study, form, status=422)
    try:
        told = _judge(case_study, form, by=request.user)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        status = 409 if isinstance(refusal, ChangedMeanwhile) else 422
        return show(request, in_review(request, pk), form, status=status)
    messages.success(request, told)
    return redirect("reviews:review", pk=pk)


def _judge(case_study: CaseStudy, form: JudgeForm, *, by) -> str:
    said = {"summary": form.cleaned_data["summary"], "answers": form.answers, "by": by}
    decision, version = form.cleaned_data["decision"], form.cleaned_data["version"]
    if decision == JudgeForm.ACCEPT:
        actions.accept(case_study, version=version, **said)
        return _("Accepted. Its author is told, and may publish it now.")
    if decision == JudgeForm.CHANGES:
        actions.ask_for_changes(case_study, version=version, **said)
        return _("It is back with its authors, who are told what you ask for.")
    actions.keep_answers(case_study, **said)
    return _("Kept. Nobody is told before you decide.")


def show(request, case_study: CaseStudy, form: JudgeForm | None = None, status=200):
    """The page, with the form as it was sent."""
    prefetch_related_objects([case_study], "sections")
    reviews = list(case_study.reviews.for_page())
    is_filed = case_study.state == CaseStudy.State.FILED
    can_review = may_review(request.user, case_study)
    mine = next((each for each in reviews if each.is_open and each.reviewer_id == request.user.pk), None)
    if form is None and mine and is_filed and can_review:
        form = JudgeForm(initial={"version": case_study.version} | noted(mine))
    if form is not None and form.is_bound:
        form.data = form.data.copy()
        form.data["version"] = case_study.version  # a second try is about the text that is shown now
    passages = reports.passages_of(case_study)
    context = {
        "case_study": case_study,
        "direction": direction_of(case_study.language),
        "passages": passages[:-1],
        "whole": passages[-1],
        "open_count": sum(each.open_count for each in passages),
        "completeness": reports.completeness_now(case_study),
        "alike": reports.alike(case_study) if can_review else None,
        "form": form,
        # Nobody reviews what they write, so who may review need not be asked about.
        "may_write": not can_review and may_write(request.user, case_study),
        "may_publish": may_publish(request.user, case_study),
        "may_comment": case_study.state in CaseStudy.HANDED_IN,
    } | standing(request.user, case_study, reviews)
    return render(request, "reviews/review.html", context, status=status)


def standing(user, case_study: CaseStudy, reviews: list[Review]) -> dict:
    """Where the review stands, for the head of the page and the slot elsewhere; `reviews` the latest round first."""
    is_filed = case_study.state == CaseStudy.State.FILED
    current = [each for each in reviews if each.is_open and each.is_held] if is_filed else []
    return {
        "case_study": case_study,
        "current": current,
        "past": [(each, reports.judged(each)) for each in reviews if each.state == Review.State.DECIDED],
        "round_number": 1 + sum(each.state == Review.State.DECIDED for each in reviews),
        "may_take": is_filed
        and may_review(user, case_study)
        and not any(each.reviewer_id == user.pk for each in current),
        "may_assign": is_filed and may_assign(user, case_study),
        "own_id": user.pk,
    }
