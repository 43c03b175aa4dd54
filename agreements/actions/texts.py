# SPDX-License-Identifier: GPL-3.0-or-later
"""The text of a draft: clauses, who signs, rights per set of content.

Each edit is one of the agreement: it takes the agreement's version and counts it on.
"""

from collections.abc import Collection, Iterable, Mapping

from django.db import models
from django.utils import translation

from agreements.actions.terms import next_version, open_draft
from agreements.models import Clause, RightsTerm, Signatory
from agreements.parsing import filled
from interface import words
from journal.actions import record, recorded
from journal.forgetting import emptied
from partnerships.errors import ChangedMeanwhile
from partnerships.forgetting import Binding
from partnerships.models import Advocate, Mou

_VERBS = {Clause: "mou.reworded", RightsTerm: "mou.rights_changed", Signatory: "mou.signatories_changed"}


def write_clauses(mou: Mou, clauses: Iterable[Mapping]) -> None:
    """Give a new agreement the clauses of a template, its open names filled in. The caller records it."""
    clauses = list(clauses)
    if not clauses:
        return
    names = _names(mou)
    Clause.objects.bulk_create(
        Clause(
            mou=mou,
            kind=each["kind"],
            title=filled(each.get("title", ""), names)[:200],
            text=filled(each.get("text", ""), names),
            position=position,
        )
        for position, each in enumerate(clauses, start=1)
    )


def _names(mou: Mou) -> dict[str, str]:
    """What the templates leave open, in the language of the text."""
    partnership = mou.partnership
    with translation.override(mou.language or translation.get_language()):
        return {
            "institution": str(partnership.institution),
            "affiliate": str(partnership.affiliate),
            "start": words.day(mou.starts_on) if mou.starts_on else "",
            "end": words.day(mou.ends_on) if mou.ends_on else "",
        }


@recorded
def add_piece(mou: Mou, model: type, *, by, **values) -> models.Model:
    """Add a clause (at the end), a rights term or a signatory to a draft. Raises AlreadySigned."""
    mou = open_draft(mou, version=None)
    if model is Clause:
        last = mou.clauses.aggregate(last=models.Max("position"))["last"]
        values["position"] = (last or 0) + 1
    piece = model._default_manager.create(mou=mou, **values)
    _count(mou, piece, by=by)
    return piece


@recorded
def correct_piece(piece: models.Model, *, version: int, by, **values) -> models.Model:
    """Change a clause, a rights term or a signatory of a draft. Raises AlreadySigned, ChangedMeanwhile."""
    mou, piece = _locked(piece, version)
    changed = [name for name, value in values.items() if getattr(piece, name) != value]
    if changed:
        for name in changed:
            setattr(piece, name, values[name])
        piece.save(update_fields=changed)
        _count(mou, piece, by=by)
    return piece


@recorded
def remove_piece(piece: models.Model, *, version: int, by) -> Mou:
    """Take a clause, a rights term or a signatory out of a draft. Raises AlreadySigned, ChangedMeanwhile."""
    mou, piece = _locked(piece, version)
    _count(mou, piece, by=by)
    piece.delete()
    return mou


@recorded
def move_clause(clause: Clause, *, version: int, by, up: bool) -> Clause:
    """Put a clause before the one above it, or after the one below. Raises AlreadySigned, ChangedMeanwhile."""
    mou, clause = _locked(clause, version)
    order = list(mou.clauses.all())
    at = next(place for place, each in enumerate(order) if each.pk == clause.pk)
    to = at - 1 if up else at + 1
    if not 0 <= to < len(order):
        return clause
    order[at], order[to] = order[to], order[at]
    for position, each in enumerate(order, start=1):
        each.position = position
    Clause.objects.bulk_update(order, ["position"])
    _count(mou, clause, by=by)
    return clause


def _locked(piece: models.Model, version: int) -> tuple[Mou, models.Model]:
    """The draft locked, and the piece as it is now. Raises AlreadySigned or ChangedMeanwhile."""
    mou = open_draft(piece.mou, version=version)
    there = type(piece)._default_manager.filter(pk=piece.pk, mou=mou).first()
    if there is None:
        raise ChangedMeanwhile
    return mou, there


def _count(mou: Mou, piece: models.Model, *, by) -> None:
    """One version more, and a line in the journal, which names no person."""
    next_version(mou)
    after = mou.title if isinstance(piece, Signatory) else f"{mou.title}: {piece}"
    record(_VERBS[type(piece)], mou, by=by, about=mou.partnership, after=after)


def forget_signatories(advocate: Advocate, kept: Collection[str] = ()) -> None:
    """Empty the names of a forgotten advocate wherever they signed, in the rows and in their history.

    For which side, in which post and when somebody signed stays: the agreement holds. Where the name has to stay
    too, because a legal claim is open, the row is in `kept`. In the caller's transaction.
    """
    ours = Signatory.objects.filter(advocate=advocate)
    held = [pk for pk in ours.values_list("pk", flat=True) if f"{Signatory._meta.label_lower}:{pk}" in kept]
    ours.exclude(pk__in=held).update(name=str(advocate))
    past = Signatory.pgh_event_model.objects
    rows = {*past.filter(advocate_id=advocate.pk).values_list("pgh_obj_id", flat=True)} - {*held}
    # Before the link was made the name stood there too; a line that names somebody else is theirs.
    theirs = models.Q(advocate_id=advocate.pk) | models.Q(advocate_id=None)
    emptied(past.filter(theirs, pgh_obj_id__in=rows), name=str(advocate))


def what_binds(advocate: Advocate, wording) -> list[Binding]:
    """The signed agreements' words that name the person, and the person as who signed them."""
    signed = models.Q(mou__state=Mou.State.SIGNED, mou__partnership__affiliate=advocate.affiliate_id)
    found = []
    for model in (Signatory, Clause):
        for row in model.objects.filter(signed).select_related("mou").order_by("pk"):
            is_linked = model is Signatory and row.advocate_id == advocate.pk
            if is_linked or wording.stands_in(f"{row}\n{getattr(row, 'text', '')}"):
                found.append(Binding(f"{model._meta.label_lower}:{row.pk}", row.mou.title))
    return found
