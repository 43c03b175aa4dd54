# SPDX-License-Identifier: GPL-3.0-or-later
"""Newcomers who ask me to be their mentor, and the next step of my own first partnership."""

from datetime import timedelta

from django.db.models import Case, CharField, DateTimeField, ExpressionWrapper, F, Q, Value, When
from django.db.models.functions import Coalesce, NullIf, TruncDate
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from interface import words
from learning.models import FirstPath, Mentorship
from learning.steps import STEPS
from today.sources.base import LATER, WEEK, Line, Row, Source, as_rows, days_ago

RESTS_AFTER_DAYS = 7


def _next_code() -> Case:
    """The code of the first step that is not done."""
    steps = [When(~Q(done__has_key=step.code), then=Value(step.code)) for step in STEPS]
    return Case(*steps, default=Value(""), output_field=CharField())


class Requests(Source):
    """Requests that wait for the user's yes or no."""

    code = "mentor"

    def rows(self, user, today):
        """Only those nobody answered yet."""
        asked = Mentorship.objects.visible_to(user).asked().filter(mentor=user.pk)
        name = Coalesce(NullIf("path__user__wiki_username", Value("")), "path__user__username")
        return [
            as_rows(
                asked.annotate(who=name, asked_day=TruncDate("asked_at")),
                source=self.code,
                section=WEEK,
                since="asked_day",
                day="asked_day",
                title="who",
                about="",
                name="",
                names="",
            )
        ]

    def line(self, row: Row, today):
        """The verb leads to the request, where one says yes or no."""
        days = days_ago(row.day, today)
        why = ngettext("waiting for %(days)s day", "waiting for %(days)s days", days)
        return Line(
            key=row.key,
            section=row.section,
            what=_("%(who)s asks you to be their mentor") % {"who": row.title},
            why=why % {"days": words.number(days)} if days else _("asked today"),
            verb=_("Answer"),
            address=reverse("learning:mentoring"),
            record=_("mentoring"),
            record_address=reverse("learning:mentoring"),
        )


class FirstSteps(Source):
    """The next step of the user's own path, when it rests."""

    code = "path"

    def rows(self, user, today):
        """A path that is under way and has not been walked on for a week; `extra` is how many steps are done."""
        mine = FirstPath.objects.visible_to(user).filter(user=user.pk, finished_at=None)
        rested = mine.annotate(stepped_day=TruncDate("stepped_at")).filter(
            stepped_day__lte=today - timedelta(days=RESTS_AFTER_DAYS)
        )
        since = ExpressionWrapper(
            F("stepped_at") + Value(timedelta(days=RESTS_AFTER_DAYS)), output_field=DateTimeField()
        )
        return [
            as_rows(
                rested.annotate(next_code=_next_code()),
                source=self.code,
                section=LATER,
                since=TruncDate(since),
                day="stepped_day",
                title="next_code",
                about="",
                name="",
                names="",
            )
        ]

    def line(self, row: Row, today):
        """The verb leads to the step."""
        days = days_ago(row.day, today)
        why = ngettext("not touched for %(days)s day", "not touched for %(days)s days", days)
        step = next((each for each in STEPS if each.code == row.title), STEPS[0])
        address = reverse("learning:path")
        return Line(
            key=row.key,
            section=row.section,
            what=str(step.title),
            why=why % {"days": words.number(days)},
            verb=_("Go on"),
            address=f"{address}#step-{step.code}",
            record=_("your first partnership"),
            record_address=address,
        )
