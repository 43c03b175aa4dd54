# SPDX-License-Identifier: GPL-3.0-or-later
"""Case studies that somebody asks me to write along."""

from django.db.models import F
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils.translation import gettext as _

from casestudies.models import CaseStudy, CoAuthor
from interface import words
from today.sources.base import WEEK, Line, Row, Source, as_rows


class Invitations(Source):
    """Invitations without an answer yet."""

    code = "invitation"

    def rows(self, user, today):
        """They wait since the day they were made; what was withdrawn meanwhile asks nobody."""
        mine = CoAuthor.objects.visible_to(user).invited().filter(user=user.pk)
        mine = mine.exclude(case_study__state=CaseStudy.State.WITHDRAWN)
        since = TruncDate("invited_at")
        return [
            as_rows(mine, source=self.code, section=WEEK, since=since, day=since, title="case_study__title",
                    name="case_study__author__wiki_username", extra=F("case_study_id"))
        ]  # fmt: skip

    def line(self, row: Row, today):
        """The verb leads to the page where one accepts or declines, and can read first."""
        address = reverse("casestudies:coauthors", args=[row.extra])
        return Line(
            key=row.key,
            section=row.section,
            what=row.title or _("Untitled draft"),
            why=_("somebody invites you to write along · %(day)s") % {"day": words.day(row.day)},
            verb=_("Answer"),
            address=address,
            record=row.record or _("a case study"),
            record_address=address,
        )
