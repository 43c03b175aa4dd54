# SPDX-License-Identifier: GPL-3.0-or-later
"""The rounds of a review: whenever a case study is filed, its reviewers, or those who might be, are told."""

from casestudies.models import CaseStudy
from journal.actions import record, recorded
from reviews.actions.assigning import usual_day
from reviews.models import Review
from reviews.models.access import reviewers_for
from reviews.models.rounds import round_of
from reviews.notifications import tell_reviewer, tell_that_it_waits


@recorded
def begin_round(case_study: CaseStudy, *, by) -> list[Review]:
    """The case study was filed: the reviewers of its last round have the next one too, if they still may.

    Where there are none, it waits for one, and those who could be are told. Called by `casestudies.filing`, with
    the case study's row locked.
    """
    number = round_of(case_study)
    before = case_study.reviews.filter(round=number - 1).exclude(state=Review.State.LET_GO)
    reviewers = reviewers_for(case_study).filter(pk__in=before.values("reviewer")).order_by("pk")
    begun = [
        Review.objects.create(
            case_study=case_study, round=number, reviewer=reviewer, assigned_by=by, due_on=usual_day()
        )
        for reviewer in reviewers
    ]
    for review in begun:
        tell_reviewer(review, "again", by=by)
    if begun:
        record("review.begun_again", case_study, by=by, after=number)
    else:
        tell_that_it_waits(case_study, by=by)
    return begun
