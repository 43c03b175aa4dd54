# SPDX-License-Identifier: GPL-3.0-or-later
"""Agreements of partnerships I lead: those that end with nothing to follow, and days to look at one again."""

from django.db.models import Case, DateField, F, When
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from interface import words
from partnerships.models import Mou
from partnerships.models.agreements import warning_days
from partnerships.models.sharing import shared_scope
from today.sources.base import Line, Row, Source, as_day, as_rows, due_words, section_of, week_end

_NAMED = {
    "title": "title",
    "about": "partnership",
    "name": "partnership__institution__name",
    "names": "partnership__institution__names",
}


def _led_by(user):
    """Agreements of partnerships the user leads and may renew."""
    paths = {"affiliate": "partnership__affiliate", "partnership": "partnership"}
    return shared_scope(user, "mou.edit", **paths)


class Ends(Source):
    """Agreements that end soon; they wait since the day their notice period or ours began."""

    code = "agreement"

    def rows(self, user, today):
        """As `Mou.objects.to_renew` says."""
        ending = Mou.objects.to_renew(on=today).filter(_led_by(user), partnership__lead=user.pk)
        near = When(ends_on__lte=week_end(today), then=F("ends_on"))
        since = Case(near, default=as_day(F("ends_on") - warning_days()), output_field=DateField())
        return [
            as_rows(
                ending,
                source=self.code,
                section=section_of("ends_on", today),
                since=since,
                day="ends_on",
                **_NAMED,
            )
        ]

    def line(self, row: Row, today):
        """The verb leads to the agreement's renewal."""
        days = (row.day - today).days
        why = (
            ngettext(
                "ends in %(days)s day, and nothing follows",
                "ends in %(days)s days, and nothing follows",
                days,
            )
            % {"days": words.number(days)}
            if days
            else _("ends today, and nothing follows")
        )
        return Line(
            key=row.key,
            section=row.section,
            what=row.title,
            why=why,
            verb=_("Renew"),
            address=reverse("agreements:mou-renew", args=[row.pk]),
            record=row.record,
            record_address=reverse("partnerships:partnership", args=[row.about]),
            calendar=reverse("today:ics-agreement", args=[row.pk]),
        )


class Reviews(Source):
    """Agreements in force that were to be looked at again by now, or within a week."""

    code = "review"

    def rows(self, user, today):
        """Of agreements in force only: one that ended has another line, or none."""
        near = Mou.objects.kept().in_force(on=today).filter(_led_by(user), partnership__lead=user.pk)
        return [
            as_rows(
                near.filter(review_on__lte=week_end(today)),
                source=self.code,
                section=section_of("review_on", today),
                since="review_on",
                day="review_on",
                **_NAMED,
            )
        ]

    def line(self, row: Row, today):
        """The verb leads to the agreement."""
        return Line(
            key=row.key,
            section=row.section,
            what=row.title,
            why=_("review %(due)s") % {"due": due_words(row.day, today)},
            verb=_("Look at it again"),
            address=reverse("agreements:mou", args=[row.pk]),
            record=row.record,
            record_address=reverse("partnerships:partnership", args=[row.about]),
            calendar=reverse("today:ics-review", args=[row.pk]),
        )
