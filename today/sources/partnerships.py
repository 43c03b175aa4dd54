# SPDX-License-Identifier: GPL-3.0-or-later
"""Partnerships I lead: next steps whose day has come, silence at the institution, standing still."""

from datetime import date, timedelta

from django.db.models import DateTimeField, DurationField, ExpressionWrapper, F, OuterRef, Subquery, Value
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.permissions import scope
from interface import words
from partnerships.filters.pipeline import only_stale
from partnerships.models import Advocate, Partnership, Post
from partnerships.models.sharing import shared_scope
from partnerships.reports.risks import SILENT_AFTER_DAYS
from today.sources.base import (
    LATER,
    Line,
    Row,
    Source,
    as_day,
    as_rows,
    days_ago,
    due_words,
    section_of,
)

_NAMED = {"about": "pk", "name": "institution__name", "names": "institution__names"}


def _led_by(user):
    """Open partnerships the user leads and may still steer."""
    led = Partnership.objects.kept().open().filter(lead=user.pk)
    return led.filter(shared_scope(user, "partnership.steer"))


def _line(row: Row, **more) -> Line:
    record = reverse("partnerships:partnership", args=[row.about])
    return Line(key=row.key, section=row.section, record=row.record, record_address=record, **more)


class NextSteps(Source):
    """Next steps for today and for days gone by."""

    code = "next-step"

    def rows(self, user, today):
        """A step for a later day is at work and does not wait."""
        return [
            as_rows(
                _led_by(user).filter(next_step_on__lte=today),
                source=self.code,
                section=section_of("next_step_on", today),
                since="next_step_on",
                day="next_step_on",
                title="next_step",
                extra=F("version"),
                **_NAMED,
            )
        ]

    def line(self, row: Row, today):
        """The verb ends the step and asks for the one after it."""
        return _line(
            row,
            what=row.title,
            why=due_words(row.day, today),
            verb=_("Done"),
            address=reverse("partnerships:next-step-done", args=[row.pk]),
            sends={"version": row.extra},
            calendar=reverse("today:ics-next-step", args=[row.pk]),
        )


class Silences(Source):
    """Partnerships where nobody at the institution has been in touch for a quarter.

    Only for those who may note a contact. Where no contact was ever noted there is no silence to measure:
    the partnership's own page asks for the first one.
    """

    code = "silence"

    def rows(self, user, today):
        """By the newest contact with anybody who is there, as the risks of a partnership count it."""
        there = Post.objects.filter(
            institution=OuterRef("institution"),
            ended_on=None,
            advocate__affiliate=OuterRef("affiliate"),
            advocate__anonymised_at=None,
            advocate__restricted_at=None,
            advocate__last_contact_on__isnull=False,
        ).exclude(advocate__engagement=Advocate.Engagement.LEFT)
        newest = there.order_by("-advocate__last_contact_on", "advocate")
        silent = (
            _led_by(user)
            .filter(scope(user, "advocate.edit"))
            .annotate(last_contact=Subquery(newest.values("advocate__last_contact_on")[:1]))
            .filter(last_contact__lte=today - timedelta(days=SILENT_AFTER_DAYS))
        )
        begun = ExpressionWrapper(
            F("last_contact") + Value(timedelta(days=SILENT_AFTER_DAYS)), output_field=DateTimeField()
        )
        return [
            as_rows(
                silent,
                source=self.code,
                section=LATER,
                since=as_day(begun),
                day="last_contact",
                title="",
                extra=Subquery(newest.values("advocate")[:1]),
                **_NAMED,
            )
        ]

    def line(self, row: Row, today):
        """Names nobody: the verb leads to the person who was in touch last."""
        days = days_ago(row.day, today)
        why = ngettext("no contact for %(days)s day", "no contact for %(days)s days", days)
        return _line(
            row,
            what=_("Nobody there has been in touch"),
            why=why % {"days": words.number(days)},
            verb=_("Get in touch"),
            address=reverse("partnerships:advocate-contact", args=[row.extra]),
        )


class Stale(Source):
    """Partnerships that stand longer in their stage than was planned, with nothing planned next.

    One with an overdue step is there by its step already.
    """

    code = "stage"

    def rows(self, user, today: date):
        """As the board marks them."""
        planned = ExpressionWrapper(
            F("stage__target_days") * Value(timedelta(days=1)), output_field=DurationField()
        )
        until = ExpressionWrapper(F("stage_entered_at") + planned, output_field=DateTimeField())
        return [
            as_rows(
                only_stale(_led_by(user)).filter(next_step_on=None),
                source=self.code,
                section=LATER,
                since=TruncDate(until),
                day=TruncDate("stage_entered_at"),
                title="",
                **_NAMED,
            )
        ]

    def line(self, row: Row, today):
        """The verb leads to the next step."""
        days = days_ago(row.day, today)
        why = ngettext(
            "%(days)s day in its stage, longer than planned",
            "%(days)s days in its stage, longer than planned",
            days,
        )
        return _line(
            row,
            what=_("Nothing is planned"),
            why=why % {"days": words.number(days)},
            verb=_("Plan the next step"),
            address=reverse("partnerships:next-step", args=[row.pk]),
        )
