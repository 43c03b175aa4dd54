# SPDX-License-Identifier: GPL-3.0-or-later
"""Case studies I write, alone or along, that nobody has touched for a week."""

from datetime import timedelta

from django.db.models import DateTimeField, ExpressionWrapper, F, Value
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casestudies.models import CaseStudy
from interface import words
from today.sources.base import LATER, Line, Row, Source, as_rows, days_ago

RESTS_AFTER_DAYS = 7


class Drafts(Source):
    """The drafts the user writes that rest."""

    code = "draft"

    def rows(self, user, today):
        """Drafts are their authors' alone; a filed one waits for nobody."""
        mine = CaseStudy.objects.written_by(user).filter(state=CaseStudy.State.DRAFT)
        rested = mine.annotate(touched_on=TruncDate("saved_at")).filter(
            touched_on__lte=today - timedelta(days=RESTS_AFTER_DAYS)
        )
        since = ExpressionWrapper(
            F("saved_at") + Value(timedelta(days=RESTS_AFTER_DAYS)), output_field=DateTimeField()
        )
        return [
            as_rows(
                rested,
                source=self.code,
                section=LATER,
                since=TruncDate(since),
                day="touched_on",
                title="title",
                about="",
                name="",
                names="",
            )
        ]

    def line(self, row: Row, today):
        """The verb leads to the text."""
        days = days_ago(row.day, today)
        why = ngettext("not touched for %(days)s day", "not touched for %(days)s days", days)
        return Line(
            key=row.key,
            section=row.section,
            what=row.title,
            why=why % {"days": words.number(days)},
            verb=_("Go on writing"),
            address=reverse("casestudies:write", args=[row.pk]),
            record=_("your draft"),
            record_address=reverse("casestudies:case-study", args=[row.pk]),
        )
