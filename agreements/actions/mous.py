# SPDX-License-Identifier: GPL-3.0-or-later
"""Agreements: drafted, corrected, signed, told of in public."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from django.conf import settings
from django.core.files import File
from django.db.models import Q
from django.utils import timezone, translation

from agreements import notifications
from agreements.actions.amendments import amended, replace
from agreements.actions.documents import scan_state_for_new
from agreements.actions.terms import FLAGS, check_terms, open_draft
from agreements.actions.texts import write_clauses
from agreements.errors import AlreadySigned, NothingToSign, Overlapping, SignatoryLater, SignedInFuture
from agreements.packs import Step
from journal.actions import record, recorded
from partnerships.actions.rows import locked, write_changes
from partnerships.models import Mou, Partnership
from teamwork.actions import make_task

_CHECKED = ("starts_on", "ends_on", "review_on", *FLAGS, "flags_note", "public_summary", "is_summary_public")


@recorded
def draft_mou(
    partnership: Partnership,
    *,
    by,
    kind: str,
    title: str,
    document: File | None = None,
    clauses: Iterable[Mapping] = (),
    **terms,
) -> Mou:
    """Begin an agreement in a partnership, with the `clauses` ({kind, title, text}) of a template filled in.

    Raises EndBeforeStart, ReviewOutsideTerm, FlagWithoutWords or SummaryMissing.
    """
    check_terms(terms)
    mou = Mou.objects.create(
        partnership=partnership,
        kind=kind,
        title=title,
        document=document or "",
        document_name=getattr(document, "original_name", "") if document else "",
        document_scan=scan_state_for_new() if document else Mou.Scan.NONE,
        **terms,
    )
    write_clauses(mou, clauses)
    record("mou.drafted", mou, by=by, about=partnership, after=title)
    return mou


@recorded
def correct_mou(mou: Mou, *, version: int, by, document: File | None = None, **terms) -> Mou:
    """Change a draft. Raises AlreadySigned, ChangedMeanwhile, and what `draft_mou` raises."""
    mou = open_draft(mou, version=version)
    check_terms({name: getattr(mou, name) for name in _CHECKED} | terms)
    if document:
        terms |= {"document": document, "document_name": getattr(document, "original_name", "")}
        terms["document_scan"] = scan_state_for_new()
    changed = write_changes(mou, **terms)
    if changed:
        record("mou.corrected", mou, by=by, about=mou.partnership, **changed.told)
    return mou


@recorded
def summarise_mou(mou: Mou, *, version: int, by, public_summary: str, is_summary_public: bool) -> Mou:
    """Write what the public may read, signed or not: it is no term. Raises SummaryMissing, ChangedMeanwhile."""
    mou = locked(mou, version=version)
    summary = {"public_summary": public_summary, "is_summary_public": is_summary_public}
    check_terms(summary)
    if write_changes(mou, **summary):
        record("mou.summarised", mou, by=by, about=mou.partnership, after=mou.title)
    return mou


@recorded
def sign_mou(mou: Mou, *, version: int, signed_on: date, by, plan: Iterable[Step] = ()) -> Mou:
    """Record that both sides signed; from now on the terms are locked.

    An amendment takes the place of what it amends and the commitments still open there. The steps of
    `plan` become tasks of the partnership's lead, due so many days after `signed_on`. Raises AlreadySigned,
    SignedInFuture, NothingToSign, SignatoryLater, Overlapping, AlreadyReplaced, SignedBeforeAmended or
    ChangedMeanwhile.
    """
    # One signature at a time in a partnership: two of one kind could overlap unseen.
    partnership = locked(mou.partnership, version=None)
    mou = locked(mou, version=version)
    if mou.state == Mou.State.SIGNED:
        raise AlreadySigned
    if signed_on > timezone.localdate():
        raise SignedInFuture
    _check_signable(mou, signed_on)
    old = amended(mou, signed_on=signed_on)
    _check_overlap(mou)
    write_changes(mou, state=Mou.State.SIGNED, signed_on=signed_on)
    record("mou.signed", mou, by=by, about=partnership, after=mou.title)
    if old:
        replace(old, by=by, successor=mou)
    _plan_tasks(mou, partnership, plan, by=by)
    notifications.tell_followers_of_signatures(mou, by=by)
    return mou


def _check_signable(mou: Mou, signed_on: date) -> None:
    """Raises NothingToSign or SignatoryLater."""
    if not (mou.document or mou.link or mou.clauses.exists()):
        raise NothingToSign
    if later := mou.signatories.filter(signed_on__gt=signed_on).first():
        raise SignatoryLater(later.get_side_display())


def _check_overlap(mou: Mou) -> None:
    """Raises Overlapping when another of its kind holds in the same days; those it amends do not count."""
    others = Mou.objects.filter(
        Q(superseded_on=None) | Q(superseded_on__gt=timezone.localdate()),
        partnership=mou.partnership_id,
        kind=mou.kind,
        state=Mou.State.SIGNED,
    ).exclude(pk__in=_amended_before(mou))
    if mou.starts_on:
        others = others.filter(Q(ends_on=None) | Q(ends_on__gte=mou.starts_on))
    if mou.ends_on:
        others = others.filter(Q(starts_on=None) | Q(starts_on__lte=mou.ends_on))
    if other := others.first():
        raise Overlapping(other)


def _amended_before(mou: Mou) -> list[int]:
    """Keys of the versions before this one, the newest first."""
    before = dict(
        Mou.objects.filter(partnership=mou.partnership_id).order_by().values_list("pk", "amends_id")
    )
    keys, key = [], mou.amends_id
    while key and key not in keys:
        keys.append(key)
        key = before.get(key)
    return keys


def _plan_tasks(mou: Mou, partnership: Partnership, plan: Iterable[Step], *, by) -> None:
    lead = partnership.lead
    for number, step in enumerate(plan, start=1):
        with translation.override(lead.language or settings.LANGUAGE_CODE):
            title = str(step.title)
        make_task(
            partnership,
            partnership.affiliate,
            by=by,
            title=title,
            assignee=lead,
            due_on=mou.signed_on + timedelta(days=step.after_days),
            origin=f"agreement-{mou.pk}-{number}",
        )
