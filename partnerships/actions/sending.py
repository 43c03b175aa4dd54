# SPDX-License-Identifier: GPL-3.0-or-later
"""The one way a mail leaves to an advocate: it is refused while they are not told, or when they said no.

That is asked when it is written, and again when it is about to leave.
"""

from enum import StrEnum

from django.utils import timezone

from partnerships.errors import NobodyAnyMore
from partnerships.errors.notices import NoConsentToMails, NoMailAddress, NotToldYet, TheyObjected
from partnerships.models import Address, Advocate, Notice
from privacy.models import Consent
from work.actions import post
from work.models import Message


class Purpose(StrEnum):
    """What a mail to an advocate is for."""

    NOTICE = "notice"  # that we keep their data
    PARTNERSHIP = "partnership"  # the matter we work on together
    CAMPAIGN = "campaign"  # what we would like them to join


def refuse_unless_welcome(advocate: Advocate, purpose: Purpose) -> None:
    """Raises NobodyAnyMore, NotToldYet, TheyObjected or NoConsentToMails; the notice itself is always right."""
    if advocate.is_anonymous:
        raise NobodyAnyMore
    if purpose == Purpose.NOTICE:
        return
    if advocate.restricted_at:
        raise TheyObjected
    today = timezone.localdate()
    notice = Notice.objects.filter(advocate=advocate).first()
    if notice is None or notice.state(on=today) == Notice.State.OVERDUE:
        raise NotToldYet
    said = {line.category: line for line in reversed(Consent.objects.about(advocate))}
    # The newest line of each category: what was said last counts.
    keeping, mails = said.get(Consent.Category.PARTNERSHIP), said.get(Consent.Category.CAMPAIGN_MAIL)
    if keeping and keeping.answer == Consent.Answer.OBJECTION:
        raise TheyObjected
    if purpose == Purpose.CAMPAIGN:
        if mails and mails.answer == Consent.Answer.OBJECTION:
            raise TheyObjected
        if not (mails and mails.holds(on=today)):
            raise NoConsentToMails


def write_to(advocate: Advocate, *, purpose: Purpose, key: str, payload: dict, reply_to: str = "") -> Message:
    """Put a letter to the advocate in the outbox, to the mail address that is to be used first.

    Raises NoMailAddress, and what `refuse_unless_welcome` raises.
    """
    refuse_unless_welcome(advocate, purpose)
    address = advocate.addresses.filter(kind=Address.Kind.EMAIL).order_by("-is_preferred", "pk").first()
    if address is None:
        raise NoMailAddress
    if reply_to:
        payload = payload | {"headers": payload.get("headers", {}) | {"Reply-To": reply_to}}
    marked = {"advocate": {"id": advocate.pk, "purpose": purpose.value}}
    return post("mail", key=key, payload=payload | {"to": address.value} | marked)


def is_unwelcome(payload: dict) -> bool:
    """Whether the mail is to an advocate who is gone, or said no, since it was written."""
    if "advocate" not in payload:
        return False
    advocate = Advocate.objects.filter(pk=payload["advocate"]["id"]).first()
    if advocate is None:
        return True
    try:
        refuse_unless_welcome(advocate, Purpose(payload["advocate"]["purpose"]))
    except (NobodyAnyMore, NotToldYet, TheyObjected, NoConsentToMails):
        return True
    return False
