# SPDX-License-Identifier: GPL-3.0-or-later
"""Introducing and correcting advocates. The journal names them by number, never by name."""

from datetime import date

from accounts.models import Affiliate
from journal.actions import record, recorded
from partnerships.actions.rows import locked, write_changes
from partnerships.models import Advocate, Institution


@recorded
def introduce_advocate(
    institution: Institution,
    affiliate: Affiliate,
    *,
    by,
    name: str,
    post: str = "",
    email: str = "",
    phone: str = "",
    wiki_username: str = "",
    engagement: str = Advocate.Engagement.NEUTRAL,
    last_contact_on: date | None = None,
) -> Advocate:
    """Note a person at the institution who speaks for the partnership; known to this affiliate only."""
    advocate = Advocate.objects.create(
        institution=institution,
        affiliate=affiliate,
        name=name,
        post=post,
        email=email,
        phone=phone,
        wiki_username=wiki_username,
        engagement=engagement,
        last_contact_on=last_contact_on,
    )
    record("advocate.introduced", advocate, by=by, about=_thread(advocate))
    return advocate


@recorded
def correct_advocate(advocate: Advocate, *, version: int, by, **facts) -> Advocate:
    """Change what is known of an advocate. Raises ChangedMeanwhile."""
    advocate = locked(advocate, version=version)
    changed = write_changes(advocate, **facts)
    if changed:
        record("advocate.corrected", advocate, by=by, about=_thread(advocate), after=", ".join(changed))
    return advocate


def _thread(advocate: Advocate):
    """The affiliate's open partnership with the institution, on whose timeline the line belongs."""
    partnerships = advocate.institution.partnerships.filter(affiliate=advocate.affiliate_id)
    return partnerships.open().first() or advocate
