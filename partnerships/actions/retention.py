# SPDX-License-Identifier: GPL-3.0-or-later
"""How long an advocate is kept: set by each contact, renewed with a reason, forgotten when it is over."""

from datetime import date, timedelta

from django.conf import settings
from django.utils import timezone

from accounts.models import Affiliate
from journal.actions import record, recorded
from partnerships import notifications
from partnerships.actions.clocks import kept_until, runs_from_closing, start_of
from partnerships.actions.erasing import forget
from partnerships.actions.rows import locked, write_changes
from partnerships.actions.timelines import thread_of
from partnerships.errors import NobodyAnyMore, RenewalWithoutReason
from partnerships.models import Advocate
from partnerships.wording import words_of
from privacy.actions import note_erasure
from teamwork.actions import tell

# For so long an advocate's first reminder is due: a worker that was away for some days misses nobody.
_WINDOW = timedelta(days=30)


def keep_longer(advocate: Advocate) -> None:
    """Set how long the person is kept, counted as `clocks` says, or from today; never shorter than before.

    The caller saves.
    """
    until = kept_until(start_of(advocate) or timezone.localdate())
    advocate.keep_until_on = max(until, advocate.keep_until_on or until)


@recorded
def renew_advocate(advocate: Advocate, *, version: int, by, reason: str) -> Advocate:
    """Keep them for another full period, for a reason. Raises RenewalWithoutReason, ChangedMeanwhile …"""
    if not reason.strip():
        raise RenewalWithoutReason
    advocate = locked(advocate, version=version)
    if advocate.is_anonymous:
        raise NobodyAnyMore
    until = kept_until(timezone.localdate())
    write_changes(advocate, keep_until_on=max(until, advocate.keep_until_on or until))
    # On the person's own thread, where forgetting them empties the reason too.
    record("advocate.renewed", advocate, by=by, after=advocate.keep_until_on, note=reason.strip())
    return advocate


@recorded
def anonymise_advocate(advocate: Advocate, *, by, only_if_over: bool = False) -> bool:
    """Forget who the person was because their time is over: as an erasure does, but nobody asked for it.

    With `only_if_over` nothing happens while their time still runs, or while what is done with them is
    restricted. True when this call did it: of two workers one.
    """
    advocate = locked(advocate, version=None)
    if advocate.is_anonymous or (only_if_over and (advocate.restricted_at or not _is_over(advocate))):
        return False
    wording = words_of(advocate)
    counts = forget(advocate, wording)
    record("advocate.anonymised", advocate, by=by, about=thread_of(advocate))
    note_erasure(advocate, wording, counts=counts)
    return True


def _is_over(advocate: Advocate) -> bool:
    today = timezone.localdate()
    if advocate.keep_until_on is None or advocate.keep_until_on >= today:
        return False
    # A partnership may have been taken up again since the clocks were looked at.
    start = start_of(advocate) if runs_from_closing() else None
    return start is None or kept_until(start) < today


def remind_of_ends(*, today: date) -> int:
    """Tell the coordinators of each affiliate whose people's time runs out, twice: long before, while there is time to
    be in touch again, and soon before. How many mails that is.

    At most one mail and one notice a person in half the time of either warning: so each end is announced at
    least once, and nothing is said twice.
    """
    days, until_silent = settings.CONTACT_REMINDER_DAYS, settings.CONTACT_FIRST_REMINDER_DAYS
    ending = Advocate.objects.running_out(by=today + timedelta(days=days))
    mails = _remind_all(notifications.ENDING, ending, today.toordinal() // max(1, days // 2))
    early = timedelta(days=settings.CONTACT_RETENTION_DAYS - until_silent)
    if early.days <= days:
        return mails  # kept for so short a time that there is nothing to say before
    silent = Advocate.objects.running_out(by=today + early).filter(keep_until_on__gt=today + early - _WINDOW)
    return mails + _remind_all(notifications.SILENT, silent, today.toordinal() // (_WINDOW.days // 2))


def _remind_all(warning: notifications.Announcement, found, period: int) -> int:
    affiliates = {}
    for affiliate_id, until in found.values_list("affiliate", "keep_until_on").iterator():
        count, first = affiliates.get(affiliate_id, (0, until))
        affiliates[affiliate_id] = count + 1, min(first, until)
    return sum(
        _remind(warning, affiliate, *affiliates[affiliate.pk], period)
        for affiliate in Affiliate.objects.filter(pk__in=affiliates).order_by("pk")
    )


def _remind(
    warning: notifications.Announcement, affiliate: Affiliate, count: int, first: date, period: int
) -> int:
    caretakers = list(notifications.caretakers(affiliate))
    key = f"{warning.kind.replace('.', '-')}-{affiliate.pk}-{period}"
    tell(
        caretakers,
        kind=warning.kind,
        record=affiliate,
        key=key,
        words={"count": count, "day": first.isoformat()},
        address=warning.address,
    )
    return notifications.tell_of_ends(warning, caretakers, count=count, first=first, key=key)
