# SPDX-License-Identifier: GPL-3.0-or-later
"""Where else an advocate is named: what somebody looks at before the person is erased."""

from dataclasses import dataclass

from partnerships.models import Advocate
from partnerships.wording import words_of
from privacy.scanning import Hit, found, is_history
from privacy.wording import Wording

# Shown with a few words around: what everybody who edits advocates of the affiliate reads anyway.
_READ_BY_ALL = {
    "agreements.clause",
    "agreements.signatory",
    "institutions.alignment",
    "partnerships.advocate",
    "partnerships.commitment",
    "partnerships.contact",
    "partnerships.institution",
    "partnerships.mou",
    "partnerships.partnership",
    "partnerships.post",
    "partnerships.stage",
    "partnerships.stagemove",
    "teamwork.note",
    "teamwork.task",
}
# What goes with the person itself needs no mention.
_OWN = {"partnerships.address", "partnerships.contact"}
MOST_SHOWN = 100


@dataclass(frozen=True)
class Place:
    """One place where the person is named. The key is what a form sends back to leave it as it is."""

    key: str
    label: str
    excerpt: str


@dataclass(frozen=True)
class Naming:
    """The places that are shown, and how many there are besides: mails, journal, drafts of others, the past."""

    shown: list[Place]
    besides: int
    perhaps: list[Place]

    @property
    def total(self) -> int:
        return len(self.shown) + self.besides


def named_in(advocate: Advocate) -> Naming:
    """Every place of the affiliate, and of nobody's, that names the person beside what is the person's own."""
    wording = words_of(advocate)
    shown, besides = [], 0
    for hit in found(wording, affiliate=advocate.affiliate_id):
        if _is_own(hit, advocate):
            continue
        label = hit.row._meta.label_lower
        if label in _READ_BY_ALL and not is_history(type(hit.row)) and len(shown) < MOST_SHOWN:
            shown.append(_place(hit, wording))
        else:
            besides += 1
    return Naming(shown, besides, _perhaps(advocate, wording.doubtful()))


def _perhaps(advocate: Advocate, doubtful: Wording) -> list[Place]:
    """Where a short name stands that may also be a word: for a person to look at."""
    places = []
    for hit in found(doubtful, affiliate=advocate.affiliate_id):
        if (
            hit.row._meta.label_lower in _READ_BY_ALL
            and not is_history(type(hit.row))
            and not _is_own(hit, advocate)
        ):
            places.append(_place(hit, doubtful))
        if len(places) == MOST_SHOWN:
            break
    return places


def _is_own(hit: Hit, advocate: Advocate) -> bool:
    row = hit.row
    model = getattr(row, "pgh_tracked_model", type(row))
    if model is Advocate:
        return (row.pgh_obj_id if is_history(type(row)) else row.pk) == advocate.pk
    return model._meta.label_lower in _OWN and row.advocate_id == advocate.pk


def _place(hit: Hit, wording: Wording) -> Place:
    row, column = hit.row, hit.columns[0]
    what, field = row._meta.verbose_name, row._meta.get_field(column).verbose_name
    label = f"{what} {row.pk}" if what == field else f"{what} {row.pk}, {field}"
    return Place(hit.key, label, wording.around(str(getattr(row, column))))
