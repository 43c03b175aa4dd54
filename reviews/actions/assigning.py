# SPDX-License-Identifier: GPL-3.0-or-later
"""Who reviews: taken by oneself, given to somebody, handed on, let go; two at once are possible."""

from datetime import date, timedelta

from django.conf import settings
from django.utils import timezone

from casestudies.errors import NotFiled
from casestudies.models import CaseStudy
from journal.actions import record, recorded
from reviews.errors import AlreadyJudged, NotAReviewer, OwnWork
from reviews.models import Review
from reviews.models.access import has_written, reviewers_for
from reviews.models.rounds import round_of
from reviews.notifications import tell_authors, tell_reviewer


@recorded
def assign(case_study: CaseStudy, reviewer, *, by, due_on: date | None = None) -> Review:
    """Give the review of a filed case study to somebody; to oneself it is taking it.

    Who has it already keeps it, and gets the other day if one is given.
    Raises NotFiled, OwnWork, NotAReviewer.
    """
    case_study = CaseStudy.objects.select_for_update(of=("self",)).get(pk=case_study.pk)
    if case_study.state != CaseStudy.State.FILED or case_study.is_mirrored:
        raise NotFiled(case_study.get_state_display())
    if has_written(reviewer, case_study):
        raise OwnWork
    if not reviewers_for(case_study).filter(pk=reviewer.pk).exists():
        raise NotAReviewer(reviewer)
    held = case_study.reviews.open().filter(reviewer=reviewer).first()
    if held:
        return _move(held, due_on, by=by)
    review = Review.objects.create(
        case_study=case_study,
        round=round_of(case_study),
        reviewer=reviewer,
        assigned_by=by,
        due_on=due_on or usual_day(),
    )
    is_taken = reviewer.pk == by.pk
    record("review.taken" if is_taken else "review.assigned", case_study, by=by, after=reviewer)
    tell_reviewer(review, "asked", by=by)
    tell_authors(case_study, "taken", key=str(review.pk), by=reviewer)
    return review


def usual_day() -> date:
    """By when one should have judged what one takes today."""
    return timezone.localdate() + timedelta(days=settings.REVIEW_DUE_DAYS)


def _move(review: Review, due_on: date | None, *, by) -> Review:
    if due_on and due_on != review.due_on:
        before, review.due_on, review.reminded_on = review.due_on, due_on, None
        review.save(update_fields=["due_on", "reminded_on"])
        record("review.moved", review.case_study, by=by, before=before, after=due_on)
    return review


@recorded
def let_go(review: Review, *, by) -> Review:
    """The reviewer gives it back, or it is taken from them. Letting go twice is letting go once.

    Raises AlreadyJudged when a verdict was given.
    """
    CaseStudy.objects.select_for_update(of=("self",)).get(pk=review.case_study_id)
    review = Review.objects.select_related("case_study", "reviewer").get(pk=review.pk)
    if review.state == Review.State.LET_GO:
        return review
    if not review.is_open:
        raise AlreadyJudged
    review.state = Review.State.LET_GO
    review.save(update_fields=["state"])
    record("review.let_go", review.case_study, by=by, before=review.reviewer)
    return review


@recorded
def hand_over(review: Review, reviewer, *, by, due_on: date | None = None) -> Review:
    """Somebody else reviews in their place: both, or neither. Raises what `let_go` and `assign` do."""
    if review.reviewer_id == reviewer.pk:
        return assign(review.case_study, reviewer, by=by, due_on=due_on)
    let_go(review, by=by)
    return assign(review.case_study, reviewer, by=by, due_on=due_on)
