# SPDX-License-Identifier: GPL-3.0-or-later
"""Putting a line of the queue off, and taking it back."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from today.errors import NoDayToWaitFor, NotWaiting
from today.models import Snooze
from today.sources import find

LONGEST_DAYS = 366


@transaction.atomic
def snooze(user, key: str, *, until_on: date) -> Snooze:
    """The line of that key is not seen before the day; a second time only moves the day.

    Raises NotWaiting for what does not wait for the user, NoDayToWaitFor. Days that have passed are
    thrown away on the way.
    """
    today = user.today(timezone.now())
    if not today < until_on <= today + timedelta(days=LONGEST_DAYS):
        raise NoDayToWaitFor
    with timezone.override(user.zone):
        if find(user, key, today=today) is None:
            raise NotWaiting
    Snooze.objects.filter(user=user, until_on__lte=today).exclude(key=key).delete()
    row, _is_new = Snooze.objects.update_or_create(user=user, key=key, defaults={"until_on": until_on})
    return row


def wake(user, key: str) -> bool:
    """The line is seen again at once. Whether it had been put off."""
    return bool(Snooze.objects.filter(user=user, key=key[:100]).delete()[0])
