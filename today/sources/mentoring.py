# SPDX-License-Identifier: GPL-3.0-or-later
"""Newcomers who ask me to be their mentor, and the next step of my own first partnership."""

from django.db.models import Case, CharField, Q, Value, When
from django.db.models.functions import Coalesce, NullIf, TruncDate
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.naming import name_from
from interface import words
from learning.models import FirstPath, Mentorship
from learning.steps import STEPS
from today.sources.base import WEEK, Line, Row, Source, as_rested, as_rows, days_ago, rest_words


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
        since = TruncDate("asked_at")
        return [
            as_rows(
                asked.annotate(who=name), source=self.code, section=WEEK, since=since, day=since, title="who"
            )
        ]

    def line(self, row: Row, today):
        """The verb leads to the request, where one says yes or no."""
        days = days_ago(row.day, today)
        why = ngettext("waiting for %(days)s day", "waiting for %(days)s days", days)
        return Line(
            key=row.key,
            section=row.section,
            what=_("%(who)s asks you to be their mentor") % {"who": name_from("", "", "", row.title)},
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
        """A path that is under way and has not been walked on for a week."""
        mine = FirstPath.objects.visible_to(user).filter(user=user.pk, finished_at=None)
        named = mine.annotate(next_code=_next_code())
        return [as_rested(named, "stepped_at", source=self.code, title="next_code", today=today)]

    def line(self, row: Row, today):
        """The verb leads to the step."""
        step = next((each for each in STEPS if each.code == row.title), STEPS[0])
        address = reverse("learning:path")
        return Line(
            key=row.key,
            section=row.section,
            what=str(step.title),
            why=rest_words(row.day, today),
            verb=_("Go on"),
            address=f"{address}#step-{step.code}",
            record=_("your first partnership"),
            record_address=address,
        )
