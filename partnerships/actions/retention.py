# SPDX-License-Identifier: GPL-3.0-or-later
"""How long an advocate is kept: set by each contact, renewed with a reason, forgotten when it is over."""

from datetime import date, timedelta

from django.conf import settings
from django.utils import timezone

from accounts.models import Affiliate
from journal.actions import forget_words, record, recorded
from journal.forgetting import emptied
from partnerships import notifications
from partnerships.actions.rows import locked, write_changes
from partnerships.actions.timelines import thread_of
from partnerships.errors import NobodyAnyMore, RenewalWithoutReason
from partnerships.forgetting import forget_elsewhere
from partnerships.models import Address, Advocate, Contact
from teamwork.actions import tell


def kept_until(start: date) -> date:
    """The last day of somebody with whom we were last in touch on `start`."""
    return start + timedelta(days=settings.CONTACT_RETENTION_DAYS)


def keep_longer(advocate: Advocate) -> None:
    """Set how long the person is kept, counted from the last contact, or today; never shorter than before.

    The caller saves.
    """
    until = kept_until(advocate.last_contact_on or timezone.localdate())
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
    """Forget who the person was: in their row, addresses, contacts, in the history and in the journal.

    Posts, days and how they stood to us remain, for the figures. With `only_if_over` nothing happens while
    their time still runs. True when this call did it: of two workers one.
    """
    advocate = locked(advocate, version=None)
    over = advocate.keep_until_on is not None and advocate.keep_until_on < timezone.localdate()
    if advocate.is_anonymous or (only_if_over and not over):
        return False
    advocate.addresses.all().delete()
    advocate.contacts.exclude(note="").update(note="")
    write_changes(
        advocate,
        name=f"Former contact #{advocate.pk}",
        wiki_username="",
        wiki_consent_on=None,
        wiki_consent_note="",
        source_note="",
        plan="",
        plan_on=None,
        anonymised_at=timezone.now(),
    )
    forget_in_history(
        advocate, name=advocate.name, wiki_username="", wiki_consent_note="", source_note="", plan=""
    )
    emptied(Address.pgh_event_model.objects.filter(advocate_id=advocate.pk), value="")
    emptied(Contact.pgh_event_model.objects.filter(advocate_id=advocate.pk), note="")
    forget_words(advocate)
    forget_elsewhere(advocate)
    record("advocate.anonymised", advocate, by=by, about=thread_of(advocate))
    return True


def forget_in_history(advocate: Advocate, **values) -> None:
    """Empty these columns in every line of the row's history. The caller has locked the row."""
    emptied(Advocate.pgh_event_model.objects.filter(pgh_obj_id=advocate.pk), **values)


def remind_of_ends(*, today: date) -> int:
    """Tell the coordinators of each affiliate whose people's time runs out soon. How many mails that is.

    At most one mail and one notice a person in half the time of warning: so each end is announced at least
    once, and nothing is said twice.
    """
    days = settings.CONTACT_REMINDER_DAYS
    soon = Advocate.objects.running_out(by=today + timedelta(days=days))
    affiliates = {}
    for affiliate_id, until in soon.values_list("affiliate", "keep_until_on").iterator():
        count, first = affiliates.get(affiliate_id, (0, until))
        affiliates[affiliate_id] = count + 1, min(first, until)
    period = today.toordinal() // max(1, days // 2)
    return sum(
        _remind(affiliate, *affiliates[affiliate.pk], period)
        for affiliate in Affiliate.objects.filter(pk__in=affiliates).order_by("pk")
    )


def _remind(affiliate: Affiliate, count: int, first: date, period: int) -> int:
    caretakers = list(notifications.caretakers(affiliate))
    key = f"advocates-ending-{affiliate.pk}-{period}"
    tell(
        caretakers,
        kind="advocates.ending",
        record=affiliate,
        key=key,
        words={"count": count, "day": first.isoformat()},
        address=notifications.ENDING,
    )
    return notifications.tell_of_ends(caretakers, count=count, first=first, key=key)
