# SPDX-License-Identifier: GPL-3.0-or-later
"""Case studies I write, alone or along, that nobody has touched for a week."""

from django.urls import reverse
from django.utils.translation import gettext as _

from casestudies.models import CaseStudy
from today.sources.base import Line, Row, Source, as_rested, rest_words


class Drafts(Source):
    """The drafts the user writes that rest."""

    code = "draft"

    def rows(self, user, today):
        """Drafts are their authors' alone; a filed one waits for nobody."""
        mine = CaseStudy.objects.written_by(user).filter(state=CaseStudy.State.DRAFT)
        return [as_rested(mine, "saved_at", source=self.code, title="title", today=today)]

    def line(self, row: Row, today):
        """The verb leads to the text."""
        return Line(
            key=row.key,
            section=row.section,
            what=row.title or _("Untitled draft"),
            why=rest_words(row.day, today),
            verb=_("Go on writing"),
            address=reverse("casestudies:write", args=[row.pk]),
            record=_("your draft"),
            record_address=reverse("casestudies:case-study", args=[row.pk]),
        )
