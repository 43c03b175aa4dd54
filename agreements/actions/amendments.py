# SPDX-License-Identifier: GPL-3.0-or-later
"""Amendments: a signed agreement changes only by another that takes its place when it is signed in turn."""

from datetime import date

from django.db.models import F
from django.utils import translation

from agreements.actions.terms import check_terms, is_within
from agreements.errors import AlreadyReplaced, AmendsDraft, SignedBeforeAmended
from agreements.models import Clause, ClauseKind, RightsTerm, Signatory
from interface import words
from journal.actions import record, recorded
from partnerships.actions.rows import locked, write_changes
from partnerships.models import Mou

# Where the text lies (link, document) is the old version's own; what the public reads is opened anew.
COPIED = (
    "kind",
    "title",
    "language",
    "starts_on",
    "ends_on",
    "notice_days",
    "review_on",
    "public_summary",
    "has_conflict_of_interest",
    "has_paid_editing",
    "is_exclusive",
    "flags_note",
)


@recorded
def amend_mou(mou: Mou, *, by, **changes) -> Mou:
    """The draft that amends a signed agreement: its terms but for `changes`, its text, rights and signatories.

    An agreement has one open amendment: while there is one, that is returned and nothing is written.
    Commitments stay where they are until the amendment is signed. Raises AmendsDraft, AlreadyReplaced,
    EndBeforeStart, ReviewOutsideTerm …
    """
    mou = locked(mou, version=None)
    if mou.state == Mou.State.DRAFT:
        raise AmendsDraft
    if mou.superseded_on:
        raise AlreadyReplaced
    if there := mou.amendments.filter(state=Mou.State.DRAFT).first():
        return there
    terms = {name: getattr(mou, name) for name in COPIED} | changes
    if "review_on" not in changes and not is_within(terms["review_on"], terms["starts_on"], terms["ends_on"]):
        terms["review_on"] = None
    check_terms(terms)
    draft = Mou.objects.create(partnership_id=mou.partnership_id, amends=mou, **terms)
    _copy_text(mou, draft)
    record("mou.amended", draft, by=by, about=mou.partnership, before=mou.title, after=draft.title)
    return draft


def _copy_text(mou: Mou, draft: Mou) -> None:
    Clause.objects.bulk_create(
        Clause(
            mou=draft,
            kind=each.kind,
            title=each.title,
            text=_with_new_days(each, mou, draft),
            position=each.position,
        )
        for each in mou.clauses.all()
    )
    RightsTerm.objects.bulk_create(
        RightsTerm(
            mou=draft,
            content_set=each.content_set,
            licence=each.licence,
            vrt_ticket=each.vrt_ticket,
            note=each.note,
        )
        for each in mou.rights_terms.all()
    )
    Signatory.objects.bulk_create(
        Signatory(mou=draft, side=each.side, name=each.name, post=each.post, advocate_id=each.advocate_id)
        for each in mou.signatories.all()
    )


def _with_new_days(clause: Clause, mou: Mou, draft: Mou) -> str:
    """The text; where its term is written in the days of the old version, in those of the new."""
    text = clause.text
    if clause.kind != ClauseKind.TERM:
        return text
    with translation.override(mou.language or translation.get_language()):
        for old, new in ((mou.starts_on, draft.starts_on), (mou.ends_on, draft.ends_on)):
            if old and new and old != new:
                text = text.replace(words.day(old), words.day(new))
    return text


def amended(mou: Mou, *, signed_on: date) -> Mou | None:
    """The agreement that `mou` amends, locked, fit to be replaced. Raises AlreadyReplaced, SignedBeforeAmended."""
    if not mou.amends_id:
        return None
    old = locked(mou.amends, version=None)
    if old.superseded_on:
        raise AlreadyReplaced
    if old.signed_on and signed_on < old.signed_on:
        raise SignedBeforeAmended
    return old


def replace(old: Mou, *, by, successor: Mou) -> None:
    """The signed amendment takes the old one's place, with the commitments still open; settled ones stay.

    The old one holds until the new one both is signed and has begun.
    """
    starts_on = successor.starts_on or successor.signed_on
    write_changes(old, superseded_on=max(starts_on, successor.signed_on))
    moved = old.commitments.open().update(mou=successor, version=F("version") + 1)
    note = f"{moved} open commitments went along." if moved else ""
    record(
        "mou.replaced", old, by=by, about=old.partnership, before=old.title, after=successor.title, note=note
    )
