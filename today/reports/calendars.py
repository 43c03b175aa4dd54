# SPDX-License-Identifier: GPL-3.0-or-later
"""Dates as iCalendar: titles and days only. Which may be read, which are somebody's own, and their file.

Titles are what people typed: e-mail addresses and phone numbers in them are left out, for a calendar is synced to
places nobody here knows.
"""

import re
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from interface.fields import one_line
from partnerships.models import Commitment, Mou, Partnership
from partnerships.models.sharing import shared_scope
from teamwork.models import Task
from today.models import Feed
from today.sources.base import OVERDUE, Row, as_rows, most_urgent

DAYS_BACK, DAYS_AHEAD, MOST_DATES = 30, 400, 1000
END_IS_SAID_BEFORE = timedelta(days=14)
_HIDDEN = "…"
_EMAIL = re.compile(r"[^\s<>()\[\]@,;:]+@[^\s<>()\[\]@,;]+")
# Begins with + or 0, as numbers that are dialled do and days do not.
_PHONE = re.compile(r"(?<![\w.])(?:\+|\(0|0)\d[\d\s()/.-]{5,}\d")


def _commitments(user, own: bool) -> list[QuerySet]:
    """One's own in two queries, for each has its own index: those that name the user, and those of nobody."""
    found = Commitment.objects.visible_to(user)
    parts = [found]
    if own:
        running = found.running()
        parts = [running.filter(user=user.pk), running.filter(user=None, mou__partnership__lead=user.pk)]
    return [_dated(each, "commitment", "due_on", "what", "mou__partnership__institution") for each in parts]


def _agreements(user, own: bool, kind: str, path: str) -> list[QuerySet]:
    found = Mou.objects.visible_to(user)
    if own:
        signed = {"state": Mou.State.SIGNED, "superseded_on": None}
        found = found.filter(partnership__lead=user.pk, **signed)
    return [_dated(found, kind, path, "title", "partnership__institution")]


def _next_steps(user, own: bool) -> list[QuerySet]:
    found = Partnership.objects.kept().inside_for(user)
    found = found.open().filter(lead=user.pk) if own else found
    return [_dated(found, "next-step", "next_step_on", "next_step", "institution")]


def _tasks(user, own: bool) -> list[QuerySet]:
    record = Partnership.objects.kept().filter(
        shared_scope(user, "partnership.notes"), pk=OuterRef("thread_id")
    )
    found = Task.objects.visible_to(user).filter(Exists(record), thread_kind=Partnership._meta.label_lower)
    found = found.open().filter(assignee=user.pk) if own else found
    where = record.order_by()
    named = found.annotate(
        there=Subquery(where.values("institution__name")[:1]),
        there_names=Subquery(where.values("institution__names")[:1]),
    )
    return [_dated(named, "task", "due_on", "title", "")]


def _dated(found: QuerySet, kind: str, path: str, title: str, institution: str) -> QuerySet:
    return as_rows(
        found.filter(**{f"{path}__isnull": False}),
        source=kind,
        section=OVERDUE,
        since=path,
        day=path,
        title=title,
        name=f"{institution}__name" if institution else "there",
        names=f"{institution}__names" if institution else "there_names",
    )


KINDS = {
    "commitment": _commitments,
    "agreement": lambda user, own: _agreements(user, own, "agreement", "ends_on"),
    "review": lambda user, own: _agreements(user, own, "review", "review_on"),
    "next-step": _next_steps,
    "task": _tasks,
}


def date_of(user, kind: str, pk: int) -> Row | None:
    """One date of a record the user may read; None where there is none for them."""
    found = [each.filter(pk=pk) for each in KINDS[kind](user, False)]
    return next(iter(most_urgent(found, 0, 1)), None)


def dates_of(user, *, today: date) -> list[Row]:
    """The user's own dates: a month back, a year and a bit ahead; one query."""
    near = (today - timedelta(days=DAYS_BACK), today + timedelta(days=DAYS_AHEAD))
    found = [each.filter(row_day__range=near) for dates in KINDS.values() for each in dates(user, True)]
    return most_urgent(found, 0, MOST_DATES)


def calendar_of(rows: list[Row], *, today: date, feed: Feed | None = None) -> bytes:
    """The file: an all-day event for each date, under the same name every time, as of the beginning of `today`.

    A `feed` that ends soon says so on its last day: whoever reads a calendar looks at nothing else.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//GLAMwiki//Today//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "GLAMwiki")
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    said = [(f"{row.source}-{row.pk}", row.day, title_of(row)) for row in rows]
    if feed and (ends_on := feed.user.today(feed.ends_at)) <= today + END_IS_SAID_BEFORE:
        said.append(
            (f"feed-{feed.pk}-end", ends_on, _("This calendar ends today: make a new feed in GLAMwiki"))
        )
    for name, day, summary in said:
        event = Event()
        event.add("uid", f"{name}@{host}")
        event.add("dtstamp", datetime.combine(today, time(), UTC))
        event.add("dtstart", day)
        event.add("summary", summary)
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return calendar.to_ical()


def title_of(row: Row) -> str:
    """What is due, and with whom, on one line and without addresses of people."""
    said = one_line(row.title)
    if row.source == "agreement":
        said = _("Agreement ends: %(agreement)s") % {"agreement": said}
    elif row.source == "review":
        said = _("Look at the agreement again: %(agreement)s") % {"agreement": said}
    return without_addresses(f"{said} – {one_line(row.record)}")


def without_addresses(text: str) -> str:
    """The text with e-mail addresses and phone numbers left out."""
    return _PHONE.sub(_HIDDEN, _EMAIL.sub(_HIDDEN, text))
