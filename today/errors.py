# SPDX-License-Identifier: GPL-3.0-or-later
"""What can stand in the way of putting a line off, of a feed, of a link in a mail."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class NotWaiting(ValidationError):
    """The line is not one of the person's: done meanwhile, somebody else's, or no line at all."""

    def __init__(self):
        super().__init__(
            _("This does not wait for you, or no longer. Look at the queue again."), code="not-waiting"
        )


class NoDayToWaitFor(ValidationError):
    """A line is put off until a day to come, and not for ever."""

    def __init__(self):
        super().__init__(_("Choose a day after today, at most a year from now."), code="no-day-to-wait-for")


class TooManyFeeds(ValidationError):
    """So many calendars nobody reads."""

    def __init__(self, most: int):
        super().__init__(
            _("You have %(most)s feeds already. Revoke one that you no longer use."),
            code="too-many-feeds",
            params={"most": most},
        )


class NoSuchLink(Exception):
    """What stands in the address was not signed by us for this purpose."""
