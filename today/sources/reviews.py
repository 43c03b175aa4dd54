# SPDX-License-Identifier: GPL-3.0-or-later
"""Case studies I am to review, and mine that a reviewer handed back."""

from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils.translation import gettext as _

from casestudies.models import CaseStudy
from interface import words
from reviews.models import Review
from today.sources.base import WEEK, Line, Row, Source, as_rows, due_words, section_of


class ToReview(Source):
    """Reviews the user has taken, or was given, and has not decided."""

    code = "casereview"

    def rows(self, user, today):
        """They press as their day comes; whoever lost the role, or writes along by now, has none."""
        mine = Review.objects.visible_to(user).waiting().filter(reviewer=user.pk)
        return [
            as_rows(mine, source=self.code, section=section_of("due_on", today), since="due_on", day="due_on",
                    title="case_study__title", extra=F("case_study_id"))
        ]  # fmt: skip

    def line(self, row: Row, today):
        """The verb leads to the review."""
        why = _("waits for your review")
        return Line(
            key=row.key,
            section=row.section,
            what=row.title,
            why=f"{why} · {due_words(row.day, today)}",
            verb=_("Review it"),
            address=reverse("reviews:review", args=[row.extra]),
            record=_("case study"),
            record_address=reverse("casestudies:case-study", args=[row.extra]),
        )


class Changes(Source):
    """Case studies the user writes, alone or with others, that a reviewer handed back."""

    code = "casechanges"

    def rows(self, user, today):
        """They wait since the latest verdict."""
        mine = CaseStudy.objects.written_by(user).filter(state=CaseStudy.State.CHANGES)
        verdicts = Review.objects.decided().filter(case_study=OuterRef("pk")).order_by("-round")
        handed_back = mine.annotate(handed_back_at=Subquery(verdicts.values("decided_at")[:1]))
        waiting, since = handed_back.exclude(handed_back_at=None), TruncDate("handed_back_at")
        return [as_rows(waiting, source=self.code, section=WEEK, since=since, day=since, title="title")]

    def line(self, row: Row, today):
        """The verb leads to what the reviewer said."""
        return Line(
            key=row.key,
            section=row.section,
            what=row.title,
            why=f"{CaseStudy.State.CHANGES.label} · {words.day(row.day)}",
            verb=_("See what is asked"),
            address=reverse("reviews:review", args=[row.pk]),
            record=_("your case study"),
            record_address=reverse("casestudies:case-study", args=[row.pk]),
        )
