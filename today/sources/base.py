# SPDX-License-Identifier: GPL-3.0-or-later
"""What every source of the queue is made of: rows that look alike, so that one query mixes them, and lines.

A row's section says how much it presses; within a section the day since when it waits decides.
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import (
    Case,
    CharField,
    DateField,
    DateTimeField,
    ExpressionWrapper,
    F,
    IntegerField,
    JSONField,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Cast, TruncDate
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from interface import words

OVERDUE, TODAY, WEEK, LATER = range(4)
SECTIONS = {
    OVERDUE: gettext_lazy("Overdue"),
    TODAY: gettext_lazy("Today"),
    WEEK: gettext_lazy("This week"),
    LATER: gettext_lazy("When you can"),
}
DAYS_AHEAD = 7
RESTS_AFTER = timedelta(days=7)


class Row(NamedTuple):
    """One row as the database gives it, the same columns from every source.

    `since` orders rows within a section, `day` is the date the reason speaks of, `about` the partnership,
    `extra` a number that the source understands.
    """

    source: str
    section: int
    since: date
    pk: int
    day: date
    title: str
    about: int
    extra: int
    name: str
    names: dict

    @property
    def key(self) -> str:
        """`source-id`: the id names the day too, for a row that gets another day is another line."""
        return f"{self.source}-{self.pk}-{self.day:%Y%m%d}"

    @property
    def record(self) -> str:
        """The institution by its name in the reader's language."""
        return (self.names or {}).get(get_language() or "", self.name)


COLUMNS = [f"row_{name}" for name in Row._fields]
URGENCY = ["row_section", "row_since", "row_source", "row_pk"]


@dataclass(frozen=True)
class Line:
    """One thing that waits: what, of which record, why it is here, and the one verb.

    With `sends` the verb is a POST of those fields; else it is a link. `calendar` is where its date is
    downloaded. `until_on` is set on a line that was put off.
    """

    key: str
    section: int
    what: str
    why: str
    verb: str
    address: str
    record: str = ""
    record_address: str = ""
    sends: dict | None = None
    calendar: str = ""
    until_on: date | None = field(default=None, compare=False)


class Source(ABC):
    """One kind of thing that waits for people."""

    code: str

    @abstractmethod
    def rows(self, user, today: date) -> list[QuerySet]:
        """Queries of what waits, made by `as_rows`: only what the user may see and do something about."""

    @abstractmethod
    def line(self, row: Row, today: date) -> Line:
        """The row in the reader's words."""

    def lines(self, user, today: date, limit: int) -> list[Line]:
        """The most urgent of them."""
        return [self.line(row, today) for row in most_urgent(self.rows(user, today), 0, limit)]

    def count(self, user, today: date) -> int:
        """How many wait, those put off too."""
        return sum(rows.count() for rows in self.rows(user, today))


def most_urgent(queries: list[QuerySet], first: int, last: int) -> list[Row]:
    """The rows of all queries from `first` up to `last` by urgency, in one query that reads no more than it must."""
    if not queries or last <= first:
        return []
    parts = [each.order_by(*URGENCY).values_list(*COLUMNS) for each in queries]
    if len(parts) == 1:
        return [Row(*row) for row in parts[0][first:last]]
    mixed = parts[0][:last].union(*(part[:last] for part in parts[1:]), all=True)
    return [Row(*row) for row in mixed.order_by(*URGENCY)[first:last]]


def as_rows(
    found: QuerySet, *, source: str, section, since, day, title, about="", name="", names="", extra=0
) -> QuerySet:
    """The query with the columns of a `Row`; each is an expression, the name of a field, or a plain value."""
    text, number = CharField(), IntegerField()
    return found.order_by().annotate(
        row_source=Value(source, text),
        row_section=section if hasattr(section, "resolve_expression") else Value(section, number),
        row_since=since if hasattr(since, "resolve_expression") else F(since),
        row_pk=F("pk"),
        row_day=day if hasattr(day, "resolve_expression") else F(day),
        row_title=Cast(F(title), text) if title else Value("", text),
        row_about=F(about) if about else Value(0, number),
        row_extra=extra if hasattr(extra, "resolve_expression") else Value(extra, number),
        row_name=Cast(F(name), text) if name else Value("", text),
        row_names=F(names) if names else Value({}, JSONField()),
    )


def section_of(path: str, today: date) -> Case:
    """The section of a row that is due on the day at `path`; a day further off than a week is not pressing."""
    return Case(
        When(**{f"{path}__lt": today}, then=Value(OVERDUE)),
        When(**{path: today}, then=Value(TODAY)),
        When(**{f"{path}__lte": week_end(today)}, then=Value(WEEK)),
        default=Value(LATER),
        output_field=IntegerField(),
    )


def as_rested(found: QuerySet, touched_at: str, *, source: str, title: str, today: date) -> QuerySet:
    """As rows those that nobody has touched for a week: they wait since then, and for a time when one can."""
    since = ExpressionWrapper(F(touched_at) + Value(RESTS_AFTER), output_field=DateTimeField())
    rested = found.annotate(touched_on=TruncDate(touched_at)).filter(touched_on__lte=today - RESTS_AFTER)
    return as_rows(
        rested, source=source, section=LATER, since=TruncDate(since), day="touched_on", title=title
    )


def rest_words(day: date, today: date) -> str:
    """“not touched for 11 days”."""
    days = days_ago(day, today)
    said = ngettext("not touched for %(days)s day", "not touched for %(days)s days", days)
    return said % {"days": words.number(days)}


def week_end(today: date) -> date:
    """The last day that is near."""
    return today + timedelta(days=DAYS_AHEAD)


def as_day(expression) -> Cast:
    """A date out of what the database computed as a moment."""
    return Cast(expression, DateField())


def due_words(day: date, today: date) -> str:
    """“11 days overdue”, “due today”, “due tomorrow”, “due in 3 days”."""
    days = (day - today).days
    if days < 0:
        return ngettext("%(days)s day overdue", "%(days)s days overdue", -days) % {
            "days": words.number(-days)
        }
    if days == 0:
        return _("due today")
    if days == 1:
        return _("due tomorrow")
    return ngettext("due in %(days)s day", "due in %(days)s days", days) % {"days": words.number(days)}


def days_ago(day: date, today: date) -> int:
    """How many days have passed, never less than none."""
    return max(0, (today - day).days)
