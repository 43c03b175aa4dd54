# SPDX-License-Identifier: GPL-3.0-or-later
"""What a version of an agreement changes in the one it amends: terms, rights and the words of its clauses."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from agreements.languages import name_of
from agreements.models import Clause
from interface import words
from interface.differences import Piece, compared
from partnerships.models import Mou

TERMS = (
    "kind",
    "title",
    "language",
    "starts_on",
    "ends_on",
    "notice_days",
    "review_on",
    "has_conflict_of_interest",
    "has_paid_editing",
    "is_exclusive",
)


@dataclass(frozen=True)
class ClauseChange:
    """A clause that is new, gone or worded anew; `paragraphs` are lines of pieces."""

    kind: str
    title: str
    paragraphs: list[list[Piece]]
    title_before: str = ""


@dataclass
class Difference:
    """What a reader is shown; `terms` are (label, before, after) in words."""

    terms: list[tuple[str, str, str]] = field(default_factory=list)
    clauses: list[ClauseChange] = field(default_factory=list)
    rights_gone: list[str] = field(default_factory=list)
    rights_new: list[str] = field(default_factory=list)

    def __bool__(self):
        return bool(self.terms or self.clauses or self.rights_gone or self.rights_new)


def difference(old: Mou, new: Mou) -> Difference:
    """What `new` changes in `old`. Both should have their clauses and rights terms fetched."""
    before, after = _rights(old), _rights(new)
    return Difference(
        terms=_terms(old, new),
        clauses=_clauses(list(old.clauses.all()), list(new.clauses.all())),
        rights_gone=[each for each in before if each not in after],
        rights_new=[each for each in after if each not in before],
    )


def _rights(mou: Mou) -> list[str]:
    return [f"{each}, {each.vrt_ticket}" if each.vrt_ticket else str(each) for each in mou.rights_terms.all()]


def _terms(old: Mou, new: Mou) -> list[tuple[str, str, str]]:
    return [
        (str(Mou._meta.get_field(name).verbose_name), _in_words(old, name), _in_words(new, name))
        for name in TERMS
        if getattr(old, name) != getattr(new, name)
    ]


def _in_words(mou: Mou, name: str) -> str:
    value = getattr(mou, name)
    if value in (None, ""):
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if name == "kind":
        return mou.get_kind_display()
    if name == "language":
        return name_of(value)
    if name.endswith("_on"):
        return words.day(value)
    return words.number(value) if isinstance(value, int) else str(value)


def _clauses(old: list[Clause], new: list[Clause]) -> list[ClauseChange]:
    """In the order of the new text; what is gone stands at the end."""
    pairs, gone = _paired(old, new)
    found = []
    for clause, before in pairs:
        text = before.text if before else ""
        if before is None or (text, str(before)) != (clause.text, str(clause)):
            kind = "new" if before is None else "changed"
            title_before = str(before) if before and str(before) != str(clause) else ""
            found.append(ClauseChange(kind, str(clause), compared(text, clause.text), title_before))
    return found + [ClauseChange("gone", str(each), compared(each.text, "")) for each in gone]


def _paired(old: list[Clause], new: list[Clause]):
    """Each new clause with the old one it comes from (same kind and title, else same kind), and the rest."""
    left, partner = list(old), {}
    for same in (_same_heading, _same_kind):
        for clause in new:
            if clause.pk in partner:
                continue
            found = next((each for each in left if same(each, clause)), None)
            if found:
                partner[clause.pk] = found
                left.remove(found)
    return [(clause, partner.get(clause.pk)) for clause in new], left


def _same_heading(one: Clause, other: Clause) -> bool:
    return (one.kind, one.title) == (other.kind, other.title)


def _same_kind(one: Clause, other: Clause) -> bool:
    return one.kind == other.kind != "other"
