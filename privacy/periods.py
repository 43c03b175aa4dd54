# SPDX-License-Identifier: GPL-3.0-or-later
"""How long something is kept, as people say it: so many days, months or years."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import ngettext

# From when the time of people at institutions runs (`CONTACT_RETENTION_FROM`)
LAST_CONTACT, PARTNERSHIP_CLOSED = "last_contact", "partnership_closed"


@dataclass(frozen=True)
class Period:
    """Days, or months of the calendar: a year ago is the same day, whatever lay between. None of either is no time."""

    days: int = 0
    months: int = 0

    def before(self, now: datetime) -> datetime:
        """The moment this long ago; the last day of a shorter month stands for those it lacks."""
        month = now.month - 1 - self.months
        year, month = now.year + month // 12, month % 12 + 1
        day = min(now.day, monthrange(year, month)[1])
        return now.replace(year=year, month=month, day=day) - timedelta(days=self.days)

    def __str__(self):
        years, rest = divmod(self.months, 12) if self.months else divmod(self.days, 365)
        if years and not rest:
            return ngettext("%(count)s year", "%(count)s years", years) % {"count": years}
        if self.months:
            return ngettext("%(count)s month", "%(count)s months", self.months) % {"count": self.months}
        return ngettext("%(count)s day", "%(count)s days", self.days) % {"count": self.days}
