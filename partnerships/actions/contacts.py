# SPDX-License-Identifier: GPL-3.0-or-later
"""The log of contacts: who was in touch with an advocate, when and how."""

from datetime import date

from django.db.models import Max
from django.utils import timezone

from journal.actions import record, recorded
from partnerships.actions.advocates import known
from partnerships.actions.clocks import kept_until
from partnerships.actions.notices import set_due
from partnerships.actions.retention import keep_longer
from partnerships.actions.timelines import thread_of
from partnerships.errors import DayInFuture
from partnerships.models import Advocate, Contact


@recorded
def note_contact(
    advocate: Advocate,
    *,
    by,
    channel: str,
    happened_on: date | None = None,
    direction: str = Contact.Direction.BOTH,
    note: str = "",
) -> Contact:
    """Note that we were in touch, today unless said otherwise; they are kept the longer for it.

    Raises DayInFuture or NobodyAnyMore.
    """
    happened_on = happened_on or timezone.localdate()
    if happened_on > timezone.localdate():
        raise DayInFuture
    advocate = known(advocate)
    contact = Contact.objects.create(
        advocate=advocate,
        happened_on=happened_on,
        channel=channel,
        direction=direction,
        note=note.strip(),
        by=by,
    )
    _write_last(advocate, max(happened_on, advocate.last_contact_on or happened_on))
    record(
        "advocate.contacted",
        advocate,
        by=by,
        about=thread_of(advocate),
        after=contact.get_channel_display(),
    )
    return contact


@recorded
def spoke_today(advocate: Advocate, *, by) -> Contact:
    """Note a contact of today with one click. A second click on the same day changes nothing."""
    known(advocate)
    today = timezone.localdate()
    there = advocate.contacts.filter(happened_on=today, by=by, channel=Contact.Channel.OTHER, note="").first()
    return there or note_contact(advocate, by=by, channel=Contact.Channel.OTHER, happened_on=today)


@recorded
def take_back_contact(contact: Contact, *, by) -> Advocate:
    """Strike out a contact that was noted by mistake; the last contact is then the newest that is left."""
    advocate = known(contact.advocate)
    contact.delete()
    newest = advocate.contacts.aggregate(newest=Max("happened_on"))["newest"]
    if newest and advocate.keep_until_on == kept_until(contact.happened_on):
        advocate.keep_until_on = None  # what the mistake had prolonged
    _write_last(advocate, newest)
    record("advocate.uncontacted", advocate, by=by, about=thread_of(advocate))
    return advocate


def _write_last(advocate: Advocate, day: date | None) -> None:
    # The version stays: a contact does not contradict what somebody is correcting meanwhile.
    advocate.last_contact_on = day
    keep_longer(advocate)
    advocate.save(update_fields=["last_contact_on", "keep_until_on"])
    set_due(advocate)
