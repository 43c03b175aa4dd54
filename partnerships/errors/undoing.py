# SPDX-License-Identifier: GPL-3.0-or-later
"""Why something cannot be taken back, or not be done to many at once."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy


class MovedOnSince(ValidationError):
    def __init__(self):
        super().__init__(
            _("The partnership has moved on since; only the latest move can be taken back."),
            code="moved-on-since",
        )


class TooLongAgo(ValidationError):
    def __init__(self, days: int):
        super().__init__(
            ngettext_lazy(
                "That was more than %(days)s day ago; move the partnership to where it belongs instead.",
                "That was more than %(days)s days ago; move the partnership to where it belongs instead.",
                days,
            ),
            code="too-long-ago",
            params={"days": days},
        )


class OpeningStays(ValidationError):
    def __init__(self):
        super().__init__(
            _("This is how the partnership began; there is nothing before it to go back to."),
            code="opening-stays",
        )


class NothingToTakeBack(ValidationError):
    def __init__(self):
        super().__init__(_("There is nothing left of it to take back."), code="nothing-to-take-back")


class TooManyAtOnce(ValidationError):
    def __init__(self, most: int):
        super().__init__(
            ngettext_lazy(
                "Choose at most %(most)s partnership at once.",
                "Choose at most %(most)s partnerships at once.",
                most,
            ),
            code="too-many-at-once",
            params={"most": most},
        )
