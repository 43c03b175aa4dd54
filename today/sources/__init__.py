# SPDX-License-Identifier: GPL-3.0-or-later
"""The sources of the queue, each a module with one interface (`base.Source`), and finding a line by its key.

Another source is another module here and its name in `SOURCES`.
"""

from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Q

from today.sources.agreements import Ends, Reviews
from today.sources.base import Row, Source, most_urgent
from today.sources.commitments import Commitments
from today.sources.drafts import Drafts
from today.sources.invitations import Invitations
from today.sources.mentoring import FirstSteps, Requests
from today.sources.notices import Notices
from today.sources.partnerships import NextSteps, Silences, Stale
from today.sources.publishing import Conflicts, Stopped
from today.sources.reviews import Changes, ToReview
from today.sources.tasks import Tasks

SOURCES: dict[str, Source] = {
    each.code: each
    for each in (
        Commitments(), Ends(), Reviews(), NextSteps(), Tasks(), Invitations(), Conflicts(), Stopped(), ToReview(), Changes(),
        Notices(), Silences(), Stale(), Drafts(), Requests(), FirstSteps(),
    )
}  # fmt: skip


def read_key(key: str) -> tuple[Source, int, date] | None:
    """The source, number and day a line's key names; None for nonsense."""
    code, number, day = (["", "", "", *key.rsplit("-", 2)])[-3:]
    is_plain = number.isascii() and number.isdigit() and len(number) < 19 and day.isascii() and len(day) == 8
    if code not in SOURCES or not is_plain or not day.isdigit():
        return None
    try:
        return SOURCES[code], int(number), date.fromisoformat(day)
    except ValueError:
        return None


def keyed(keys) -> dict[str, Q]:
    """{source: condition} that picks the rows these keys name."""
    found: dict[str, dict[date, set[int]]] = {}
    for source, number, day in filter(None, map(read_key, keys)):
        found.setdefault(source.code, {}).setdefault(day, set()).add(number)
    return {
        code: reduce(or_, (Q(row_day=day, pk__in=sorted(ids)) for day, ids in days.items()))
        for code, days in found.items()
    }


def find(user, key: str, *, today: date) -> Row | None:
    """The row of that key, if it waits for the user; None for anybody else's and for nonsense."""
    known = read_key(key)
    if known is None:
        return None
    source, number, day = known
    rows = [each.filter(pk=number, row_day=day) for each in source.rows(user, today)]
    return next(iter(most_urgent(rows, 0, 1)), None)
