# SPDX-License-Identifier: GPL-3.0-or-later
"""Days and rows that the tests of the queue share."""

from datetime import date, timedelta

from django.utils import timezone

from today.sources import SOURCES
from today.waiting import Waiting


def in_days(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def moments_ago(days: int):
    return timezone.now() - timedelta(days=days)


def waiting(user, code: str) -> list[tuple[str, str]]:
    """(what, why) of one source's lines, as the queue shows them."""
    # Roles are kept on the user object for the length of a request: each question is one.
    user = type(user).objects.get(pk=user.pk)
    lines = SOURCES[code].lines(user, user.today(timezone.now()), 50)
    assert len(lines) == SOURCES[code].count(user, user.today(timezone.now()))
    return [(line.what, line.why) for line in lines]


def shown(user) -> list[str]:
    """What the whole queue shows, in its order."""
    return [line.what for line in Waiting(type(user).objects.get(pk=user.pk)).lines(0, 50)]
