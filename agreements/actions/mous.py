# SPDX-License-Identifier: GPL-3.0-or-later
"""Agreements: drafted, corrected, signed."""

from datetime import date

from django.core.files import File
from django.utils import timezone

from agreements import notifications
from agreements.errors import AlreadySigned, EndBeforeStart, SignedInFuture
from journal.actions import record, recorded
from partnerships.actions.rows import locked, write_changes
from partnerships.models import Mou, Partnership


@recorded
def draft_mou(
    partnership: Partnership,
    *,
    by,
    kind: str,
    title: str,
    starts_on: date | None = None,
    ends_on: date | None = None,
    link: str = "",
    document: File | None = None,
) -> Mou:
    """Begin an agreement in a partnership. Raises EndBeforeStart."""
    _check_term(starts_on, ends_on)
    mou = Mou.objects.create(
        partnership=partnership,
        kind=kind,
        title=title,
        starts_on=starts_on,
        ends_on=ends_on,
        link=link,
        document=document or "",
        document_name=getattr(document, "original_name", "") if document else "",
    )
    record("mou.drafted", mou, by=by, about=partnership, after=title)
    return mou


@recorded
def correct_mou(mou: Mou, *, version: int, by, document: File | None = None, **terms) -> Mou:
    """Change a draft. Raises AlreadySigned, ChangedMeanwhile or EndBeforeStart."""
    mou = locked(mou, version=version)
    if mou.state == Mou.State.SIGNED:
        raise AlreadySigned
    _check_term(terms.get("starts_on", mou.starts_on), terms.get("ends_on", mou.ends_on))
    if document:
        terms |= {"document": document, "document_name": getattr(document, "original_name", "")}
    changed = write_changes(mou, **terms)
    if changed:
        record("mou.corrected", mou, by=by, about=mou.partnership, after=", ".join(changed))
    return mou


@recorded
def sign_mou(mou: Mou, *, version: int, signed_on: date, by) -> Mou:
    """Record that both sides signed; from now on the terms are locked.

    Raises AlreadySigned, SignedInFuture or ChangedMeanwhile.
    """
    mou = locked(mou, version=version)
    if mou.state == Mou.State.SIGNED:
        raise AlreadySigned
    if signed_on > timezone.localdate():
        raise SignedInFuture
    write_changes(mou, state=Mou.State.SIGNED, signed_on=signed_on)
    record("mou.signed", mou, by=by, about=mou.partnership, after=mou.title)
    notifications.tell_followers_of_signatures(mou, by=by)
    return mou


def _check_term(starts_on: date | None, ends_on: date | None) -> None:
    if starts_on and ends_on and ends_on < starts_on:
        raise EndBeforeStart
