# SPDX-License-Identifier: GPL-3.0-or-later
"""Commitments that are overdue or due within a week: mine, and those of nobody where I lead."""

from django.db.models import Case, IntegerField, Value, When
from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.models import Commitment
from partnerships.models.sharing import shared_scope
from today.sources.base import Line, Row, Source, as_rows, due_words, section_of, week_end

_PARTIES = (Commitment.Party.INSTITUTION, Commitment.Party.AFFILIATE, Commitment.Party.VOLUNTEERS)


def _promised_by(party: int) -> str:
    return (
        _("promised by the institution"),
        _("promised by the affiliate"),
        _("promised by volunteers"),
    )[party]


class Commitments(Source):
    """What was promised and nobody has settled yet."""

    code = "commitment"

    def rows(self, user, today):
        """Two queries, for each has its own index: those that name the user, and those that name nobody."""
        paths = {"affiliate": "mou__partnership__affiliate", "partnership": "mou__partnership"}
        near = Commitment.objects.running().filter(
            shared_scope(user, "mou.edit", **paths),
            mou__partnership__removed_at=None,
            due_on__lte=week_end(today),
        )
        mine, led = near.filter(user=user.pk), near.filter(user=None, mou__partnership__lead=user.pk)
        return [self._as_rows(each, today) for each in (mine, led)]

    def _as_rows(self, found, today):
        whose = [When(party=party, then=Value(place)) for place, party in enumerate(_PARTIES)]
        return as_rows(
            found,
            source=self.code,
            section=section_of("due_on", today),
            since="due_on",
            day="due_on",
            title="what",
            about="mou__partnership",
            extra=Case(*whose, default=Value(0), output_field=IntegerField()),
            name="mou__partnership__institution__name",
            names="mou__partnership__institution__names",
        )

    def line(self, row: Row, today):
        """The verb leads to the commitment, where progress is noted."""
        return Line(
            key=row.key,
            section=row.section,
            what=row.title,
            why=f"{due_words(row.day, today)} · {_promised_by(row.extra)}",
            verb=_("Note progress"),
            address=reverse("agreements:commitment", args=[row.pk]),
            record=row.record,
            record_address=reverse("partnerships:partnership", args=[row.about]),
            calendar=reverse("today:ics-commitment", args=[row.pk]),
        )
