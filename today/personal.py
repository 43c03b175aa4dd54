# SPDX-License-Identifier: GPL-3.0-or-later
"""What the list of today, and its feeds, hold of people."""

from privacy.classes import DataClass
from privacy.registry import classify

ACCOUNT, LINK = DataClass.ACCOUNT, DataClass.LINK

classify("today.Snooze", ACCOUNT, user=ACCOUNT, key=ACCOUNT)
classify("today.Feed", LINK, user=LINK, digest=LINK)
