# SPDX-License-Identifier: GPL-3.0-or-later
"""Comments on a case study under review: said, answered, settled, opened again. The journal never holds their words."""

from django.utils import timezone

from casestudies.models import CaseStudy
from journal.actions import record, recorded
from reviews.errors import NothingSaid, NotInReview, TooLong
from reviews.models import Comment, Review
from reviews.models.access import authors_of, reviewers_for
from reviews.models.comments import LONGEST_COMMENT, LONGEST_QUOTE, fingerprints_of
from reviews.notifications import tell_of


@recorded
def say(
    case_study: CaseStudy, *, by, text: str, section: str = "", quote: str = "", thread: Comment | None = None
) -> Comment:
    """Comment on a section ("" is the whole), or answer in a thread; an answer to an answer joins its thread.

    Raises NothingSaid, TooLong, and NotInReview for what is neither filed, handed back nor accepted.
    """
    text = text.replace("\r\n", "\n").strip()
    if not text:
        raise NothingSaid
    if len(text) > LONGEST_COMMENT:
        raise TooLong(LONGEST_COMMENT)
    case_study = CaseStudy.objects.select_for_update(of=("self",)).get(pk=case_study.pk)
    if case_study.state not in CaseStudy.HANDED_IN or case_study.is_mirrored:
        raise NotInReview(case_study.get_state_display())
    if thread is not None:
        thread = case_study.review_comments.get(pk=thread.thread_id or thread.pk)
    section = thread.section if thread else section
    comment = Comment.objects.create(
        case_study=case_study,
        section=section,
        fingerprint=fingerprints_of(case_study).get(section, ""),
        thread=thread,
        author=by,
        text=text,
        quote="" if thread else quote.strip()[:LONGEST_QUOTE],
        version=case_study.version,
    )
    record("review.commented", case_study, by=by, after=comment.get_section_display())
    _tell(comment, by=by)
    return comment


def _tell(comment: Comment, *, by) -> None:
    """Both sides hear of it: who writes, who reviews now, and who spoke in the thread."""
    case_study = comment.case_study
    reviewers = [review.reviewer for review in _latest(case_study)]
    spoke = [comment.thread.author] if comment.thread else []
    readers = set(_readers(case_study, [user.pk for user in (*reviewers, *spoke)]))
    users = [*authors_of(case_study), *(user for user in (*reviewers, *spoke) if user.pk in readers)]
    tell_of(case_study, users, "comment", key=str(comment.pk), by=by)


def _latest(case_study: CaseStudy) -> list[Review]:
    """The reviews of the latest round, but those that were let go."""
    reviews = case_study.reviews.exclude(state=Review.State.LET_GO).select_related("reviewer")
    found = list(reviews.order_by("-round", "pk"))
    return [each for each in found if each.round == found[0].round]


def _readers(case_study: CaseStudy, ids: list[int]) -> list[int]:
    """Those of them who may still read what is said: a role may have been lost since."""
    allowed = reviewers_for(case_study).filter(pk__in=ids) | authors_of(case_study).filter(pk__in=ids)
    return list(allowed.values_list("pk", flat=True))


@recorded
def resolve(comment: Comment, *, by) -> Comment:
    """The thread is settled; settling it twice is settling it once."""
    return _settle(comment, by=by, is_settled=True)


@recorded
def reopen(comment: Comment, *, by) -> Comment:
    """The thread is open again."""
    return _settle(comment, by=by, is_settled=False)


def _settle(comment: Comment, *, by, is_settled: bool) -> Comment:
    threads = Comment.objects.select_for_update(of=("self",)).select_related("case_study")
    comment = threads.get(pk=comment.thread_id or comment.pk)
    if (comment.resolved_at is not None) == is_settled:
        return comment
    comment.resolved_at, comment.resolved_by = (timezone.now(), by) if is_settled else (None, None)
    comment.save(update_fields=["resolved_at", "resolved_by"])
    verb = "review.resolved" if is_settled else "review.reopened"
    record(verb, comment.case_study, by=by, after=comment.get_section_display())
    return comment
