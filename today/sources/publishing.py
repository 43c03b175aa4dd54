# SPDX-License-Identifier: GPL-3.0-or-later
"""Case studies of mine that changed here and on the wiki, or that the wiki did not take."""

from django.db.models import Case, IntegerField, Value, When
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils.translation import gettext as _

from casestudies.models import CaseStudy
from interface import words
from outreach.models import Publication
from outreach.remedies import STOPPED
from today.sources.base import WEEK, Line, Row, Source, as_rows


def _mine(user):
    """The user's own, but those they took back: nobody else can decide about them."""
    mine = CaseStudy.objects.visible_to(user).filter(author=user.pk)
    return mine.exclude(state=CaseStudy.State.WITHDRAWN)


class Conflicts(Source):
    """Texts that were changed on both sides since these last agreed."""

    code = "conflict"

    def rows(self, user, today):
        """They wait since the day the conflict was seen."""
        torn = _mine(user).filter(edition__conflict_at__isnull=False)
        since = TruncDate("edition__conflict_at")
        return [as_rows(torn, source=self.code, section=WEEK, since=since, day=since, title="title")]

    def line(self, row: Row, today):
        """The verb leads to the comparison."""
        return _line(
            row, why=_("changed here and on the wiki"), verb=_("Compare and decide"), door="conflict"
        )


class Stopped(Source):
    """Texts whose publication ended before they were on the wiki, for a reason their author can do something about."""

    code = "publication"

    def rows(self, user, today):
        """They wait since the day the wiki, or our patience, said no; a conflict has a line of its own."""
        stopped = _mine(user).filter(edition__conflict_at=None, edition__publication__state__in=STOPPED)
        since = TruncDate("edition__publication__ended_at")
        places = [When(edition__publication__state=state, then=Value(n)) for n, state in enumerate(STOPPED)]
        return [
            as_rows(stopped, source=self.code, section=WEEK, since=since, day=since, title="title",
                    extra=Case(*places, default=Value(0), output_field=IntegerField()))
        ]  # fmt: skip

    def line(self, row: Row, today):
        """The verb leads to the publication, which says in the wiki's words what stood in its way."""
        state = Publication.State(STOPPED[row.extra]).label
        return _line(row, why=str(state), verb=_("See what to do"), door="publication")


def _line(row: Row, *, why: str, verb: str, door: str) -> Line:
    return Line(
        key=row.key,
        section=row.section,
        what=row.title,
        why=f"{why} · {words.day(row.day)}",
        verb=verb,
        address=reverse(f"casestudies:{door}", args=[row.pk]),
        record=_("your case study"),
        record_address=reverse("casestudies:case-study", args=[row.pk]),
    )
