# SPDX-License-Identifier: GPL-3.0-or-later
"""What the list of today, and its feeds, hold of people."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from privacy.classes import DataClass
from privacy.periods import Period
from privacy.registry import classify, purge

ACCOUNT, LINK = DataClass.ACCOUNT, DataClass.LINK

classify("today.Snooze", ACCOUNT, user=ACCOUNT, key=ACCOUNT)
classify("today.Feed", LINK, user=LINK, digest=LINK)

purge(
    "feeds",
    LINK,
    _("Keys of calendars"),
    _("%(period)s after they were made"),
    after=lambda: Period(days=settings.FEED_DAYS),
    path="today.actions.feeds.forget_feeds",
)
