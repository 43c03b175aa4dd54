# SPDX-License-Identifier: GPL-3.0-or-later
"""The verdict on a round: accepted, or changes asked. Whoever is first gives it; what is kept before binds nobody."""

from collections.abc import Callable

from django.utils import timezone

from casestudies.actions import accept_case_study, hand_back
from casestudies.errors import ChangedMeanwhile
from casestudies.models import CaseStudy
from journal.actions import recorded
from reviews.errors import OwnWork, SayWhatIsMissing, TakeItFirst, TextChanged
from reviews.models import Review
from reviews.models.access import has_written
from reviews.models.rounds import ReviewQuerySet
from reviews.notifications import tell_authors


@recorded
def accept(
    case_study: CaseStudy, *, version: int, by, summary: str = "", answers: dict | None = None
) -> Review:
    """Accept the text of that version: its author may publish it now.

    Raises NotFiled when another verdict was quicker, TextChanged for an older text, TakeItFirst, OwnWork.
    """
    accepted = _judged(accept_case_study, case_study, version=version, by=by)
    return _decide(accepted, Review.Verdict.ACCEPT, by=by, summary=summary, answers=answers)


@recorded
def ask_for_changes(
    case_study: CaseStudy, *, version: int, by, summary: str = "", answers: dict | None = None
) -> Review:
    """Hand the text of that version back to its authors, with what is missing.

    Raises what `accept` does, and SayWhatIsMissing without a summary and without an unsettled comment.
    """
    handed_back = _judged(hand_back, case_study, version=version, by=by)
    review = _decide(handed_back, Review.Verdict.CHANGES, by=by, summary=summary, answers=answers)
    if not review.summary and not handed_back.review_comments.unsettled().exists():
        raise SayWhatIsMissing
    return review


@recorded
def keep_answers(case_study: CaseStudy, *, by, summary: str = "", answers: dict | None = None) -> Review:
    """Keep what the reviewer has noted so far; nobody else is told. Raises TakeItFirst."""
    review = _held(case_study.reviews.select_for_update(of=("self",)), by)
    return _note(review, summary, answers)


def _judged(judge: Callable, case_study: CaseStudy, *, version: int, by) -> CaseStudy:
    try:
        return judge(case_study, version=version, by=by)
    except ChangedMeanwhile as refusal:
        raise TextChanged(refusal.current) from refusal


def _decide(case_study: CaseStudy, verdict: str, *, by, summary: str, answers: dict | None) -> Review:
    # The case study's row is locked by now, so that of two verdicts one got here.
    review = _held(case_study.reviews.all(), by)
    if has_written(by, case_study):
        raise OwnWork
    review.state, review.verdict = Review.State.DECIDED, verdict
    review.decided_at, review.version, review.reminded_on = timezone.now(), case_study.version, None
    _note(review, summary, answers, "state", "verdict", "decided_at", "version", "reminded_on")
    case_study.reviews.open().update(state=Review.State.OVERTAKEN)
    what = "accepted" if verdict == Review.Verdict.ACCEPT else "changes"
    tell_authors(case_study, what, key=str(review.pk), by=by, mail=True)
    return review


def _held(reviews: ReviewQuerySet, by) -> Review:
    review = reviews.open().filter(reviewer=by).first()
    if review is None:
        raise TakeItFirst
    return review


def _note(review: Review, summary: str, answers: dict | None, *others: str) -> Review:
    review.summary = summary.replace("\r\n", "\n").strip()
    review.answers = answers or {}
    review.save(update_fields=["summary", "answers", *others])
    return review
