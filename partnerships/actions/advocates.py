# SPDX-License-Identifier: GPL-3.0-or-later
"""Introducing and correcting advocates, their addresses, consent and plan. The journal names nobody."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import Affiliate
from journal.actions import record, recorded
from partnerships.actions.notices import begin_notice
from partnerships.actions.retention import keep_longer
from partnerships.actions.rows import locked, write_changes
from partnerships.actions.timelines import partnership_of, thread_of
from partnerships.errors import AddressTwice, ConsentMissing, NobodyAnyMore
from partnerships.models import Address, Advocate, Contact, Institution, Post
from privacy import actions as privacy
from privacy.models import Consent
from privacy.suppression import refuse_suppressed
from teamwork.actions import correct_task, make_task
from teamwork.models import Task


@recorded
def introduce_advocate(
    institution: Institution,
    affiliate: Affiliate,
    *,
    by,
    name: str,
    post: str = "",
    role: str = Post.Role.ADVOCATE,
    since: date | None = None,
    email: str = "",
    phone: str = "",
    last_contact_on: date | None = None,
    **facts,
) -> Advocate:
    """Note a person at the institution who speaks for the partnership; known to this affiliate only.

    `facts` are further fields of Advocate. Raises ConsentMissing for a wiki username without a consent, and
    AddressSuppressed for an address that asked not to be contacted.
    """
    refuse_suppressed((Address.Kind.EMAIL, email), (Address.Kind.PHONE, phone))
    if facts.get("wiki_username") and not facts.get("wiki_consent_on"):
        raise ConsentMissing
    advocate = Advocate(affiliate=affiliate, name=name, last_contact_on=last_contact_on, **facts)
    keep_longer(advocate)
    advocate.save(force_insert=True)
    begin_notice(advocate)
    if advocate.wiki_username:
        privacy.note_consent(
            advocate,
            by=by,
            category=Consent.Category.WIKI_ACCOUNT,
            answer=Consent.Answer.OPT_IN,
            given_on=advocate.wiki_consent_on,
            note=advocate.wiki_consent_note,
        )
    Post.objects.create(advocate=advocate, institution=institution, title=post, role=role, started_on=since)
    for kind, value in ((Address.Kind.EMAIL, email), (Address.Kind.PHONE, phone)):
        if value:
            Address.objects.create(advocate=advocate, kind=kind, value=value, is_preferred=True)
    if last_contact_on:
        Contact.objects.create(
            advocate=advocate, happened_on=last_contact_on, channel=Contact.Channel.OTHER, by=by
        )
    record("advocate.introduced", advocate, by=by, about=thread_of(advocate, institution))
    return advocate


@recorded
def correct_advocate(advocate: Advocate, *, version: int, by, **facts) -> Advocate:
    """Change what is known of an advocate. Raises ChangedMeanwhile or NobodyAnyMore."""
    advocate = known(advocate, version=version)
    changed = write_changes(advocate, **facts)
    if changed:
        record("advocate.corrected", advocate, by=by, about=thread_of(advocate), after=", ".join(changed))
    return advocate


@recorded
def add_address(advocate: Advocate, *, by, kind: str, label: str, value: str, is_preferred=False) -> Address:
    """Note one more way to reach them; the first of its kind is the preferred one.

    Raises AddressTwice, or AddressSuppressed for one that asked not to be contacted.
    """
    refuse_suppressed((kind, value))
    advocate = known(advocate)
    same_kind = advocate.addresses.filter(kind=kind)
    address = Address(advocate=advocate, kind=kind, label=label, value=value)
    address.is_preferred = is_preferred or not same_kind.exists()
    if address.is_preferred:
        same_kind.filter(is_preferred=True).update(is_preferred=False)
    try:
        with transaction.atomic():
            address.save(force_insert=True)
    except IntegrityError as error:
        raise AddressTwice from error
    record("advocate.corrected", advocate, by=by, about=thread_of(advocate), after=address.get_kind_display())
    return address


@recorded
def prefer_address(address: Address, *, by) -> Address:
    """Make it the one to use first among those of its kind."""
    advocate = known(address.advocate)
    advocate.addresses.filter(kind=address.kind, is_preferred=True).update(is_preferred=False)
    address.is_preferred = True
    address.save(update_fields=["is_preferred"])
    record("advocate.corrected", advocate, by=by, about=thread_of(advocate), after=address.get_kind_display())
    return address


@recorded
def remove_address(address: Address, *, by) -> None:
    """Strike an address out; another of its kind becomes the preferred one if there is any."""
    advocate, was_preferred = known(address.advocate), address.is_preferred
    address.delete()
    heir = advocate.addresses.filter(kind=address.kind).first() if was_preferred else None
    if heir:
        heir.is_preferred = True
        heir.save(update_fields=["is_preferred"])
    record(
        "advocate.corrected", advocate, by=by, about=thread_of(advocate), before=address.get_kind_display()
    )


@recorded
def plan_to_win_back(advocate: Advocate, *, version: int, by, plan: str, plan_on: date | None) -> Advocate:
    """Say how to win somebody back and when to look again; the lead of the partnership gets a task.

    Where the affiliate has no open partnership with their institutions there is nobody to give it to: the
    day stands on the advocate alone. Raises ChangedMeanwhile.
    """
    advocate = known(advocate, version=version)
    if not write_changes(advocate, plan=plan, plan_on=plan_on):
        return advocate
    record("advocate.planned", advocate, by=by, about=thread_of(advocate), after=plan_on or "")
    partnership = partnership_of(advocate)
    if plan_on and partnership:
        # The number, not the name: a task's words go into mails and notices, which nobody calls back.
        task = make_task(
            partnership,
            advocate.affiliate,
            by=by,
            title=_("Look again how advocate #%(number)s stands") % {"number": advocate.pk},
            assignee=partnership.lead,
            due_on=plan_on,
            priority=Task.Priority.NORMAL,
            origin=f"advocate-{advocate.pk}",
        )
        if task.due_on != plan_on:
            correct_task(
                task, version=task.version, by=by, title=task.title, due_on=plan_on, priority=task.priority
            )
    return advocate


def known(advocate: Advocate, *, version: int | None = None) -> Advocate:
    """The advocate, locked. Raises ChangedMeanwhile, or NobodyAnyMore once the person is forgotten."""
    advocate = locked(advocate, version=version)
    if advocate.is_anonymous:
        raise NobodyAnyMore
    return advocate
