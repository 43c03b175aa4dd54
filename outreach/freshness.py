# SPDX-License-Identifier: GPL-3.0-or-later
"""How old what we show of a wiki is: decided from moments alone, so that it can be asked of every row."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.conf import settings
from django.utils import timezone


class Age(StrEnum):
    """What a reader must know of a copy's age."""

    FRESH = "fresh"
    LATE = "late"  # a sync or two did not come: nothing to worry about yet
    STALE = "stale"  # the wiki may say something else by now
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Freshness:
    """As of when our copy is what the wiki said, and what that means for its reader."""

    age: Age
    as_of: datetime | None

    @property
    def is_stale(self) -> bool:
        """Whether readers are to be warned."""
        return self.age in (Age.STALE, Age.NEVER)

    @property
    def is_late(self) -> bool:
        return self.age is Age.LATE

    @property
    def is_never(self) -> bool:
        return self.age is Age.NEVER


def freshness(as_of: datetime | None, *, now: datetime | None = None) -> Freshness:
    """Judge a moment at which we last knew that our copy is the wiki's; None: we never did."""
    if as_of is None:
        return Freshness(Age.NEVER, None)
    passed = (now or timezone.now()) - as_of
    if passed >= timedelta(hours=settings.WIKI_STALE_AFTER):
        return Freshness(Age.STALE, as_of)
    if passed >= timedelta(hours=settings.WIKI_LATE_AFTER):
        return Freshness(Age.LATE, as_of)
    return Freshness(Age.FRESH, as_of)
