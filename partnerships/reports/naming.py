# SPDX-License-Identifier: GPL-3.0-or-later
"""Where else an advocate is named, as the last search found it: looked at before the person is erased or exported."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from django.apps import apps
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from interface import words as said
from partnerships.models import Advocate
from partnerships.wording import NAMES, words_of
from privacy.actions.searching import digest_of
from privacy.files import WHY
from privacy.models import PersonSearch
from privacy.scanning import Hit, is_history
from privacy.wording import Wording

# Shown with a few words around: what everybody who edits advocates of the affiliate reads anyway.
READ_BY_ALL = frozenset(
    {
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
)
# What goes with the person itself needs no mention.
_OWN = {"partnerships.address", "partnerships.contact"}
MOST_SHOWN = 100
# Texts change: after that long one looks again. Erasing itself looks at everything anew in any case.
FRESH_FOR = timedelta(days=1)
# A worker that is away must not keep anybody from being erased.
NOT_WAITED_FOR = timedelta(hours=1)
_PARTS = {
    "page": _("page %(number)s"),
    "paragraph": _("paragraph %(number)s"),
    "header": _("heads and feet of pages"),
    "notes": _("footnotes"),
    "comments": _("comments"),
    "properties": _("what the file says of itself"),
    "links": _("links"),
}


@dataclass(frozen=True)
class Place:
    """One place where the person is named. The key is what a form sends back to leave it as it is."""

    key: str
    label: str
    excerpt: str


@dataclass(frozen=True)
class File:
    """An uploaded file that names the person, or that nobody but a person can look through; `url` for who may."""

    key: str
    label: str
    parts: list[str]
    why: str = ""
    url: str = ""


@dataclass(frozen=True)
class Naming:
    """The places that are shown, and how many there are besides: mails, journal, drafts of others, the past.

    `files` name the person, `by_hand` could not be read, or not whole.
    """

    shown: list[Place] = field(default_factory=list)
    besides: int = 0
    perhaps: list[Place] = field(default_factory=list)
    files: list[File] = field(default_factory=list)
    by_hand: list[File] = field(default_factory=list)


def search_for(advocate: Advocate) -> PersonSearch | None:
    """The search that counts: under way, or ended lately for the words by which the person is known now."""
    search = PersonSearch.objects.of(advocate).order_by("-asked_at", "-pk").first()
    if search is None or search.is_waiting:
        return search
    is_fresh = search.ended_at > timezone.now() - FRESH_FOR and not search.was_refused
    return search if is_fresh and search.digest == digest_of(words_of(advocate)) else None


def may_go_on(search: PersonSearch | None) -> bool:
    """Whether somebody may be erased: what names them was searched, or the worker has been away too long."""
    if search is None:
        return False
    return not search.is_waiting or search.asked_at < timezone.now() - NOT_WAITED_FOR


def named_in(advocate: Advocate, search: PersonSearch | None, *, reader) -> Naming:
    """What the search found so far, in words where the reader reads them anyway. Few queries, however much it is."""
    if search is None:
        return Naming()
    wording = words_of(advocate)
    listed = [hit for hit in search.hits if hit[0].partition(":")[0] in READ_BY_ALL]
    shown = _places(listed[:MOST_SHOWN], wording)
    besides = len(search.hits) + search.more - min(len(listed), MOST_SHOWN)
    perhaps = _places(search.perhaps[:MOST_SHOWN], wording.doubtful())
    rows = _rows_of([*search.files, *search.unread], reader)
    return Naming(
        shown,
        besides,
        perhaps,
        [_file(each, rows) for each in search.files],
        [_file(each, rows) for each in search.unread],
    )


def _places(hits: Iterable, wording: Wording) -> list[Place]:
    """The texts as they are now: one that was removed, or does not name the person any more, is left out."""
    hits = list(hits)
    rows = {}
    for label in {key.partition(":")[0] for key, _column in hits}:
        keys = [key.partition(":")[2] for key, _column in hits if key.startswith(f"{label}:")]
        rows |= {f"{label}:{row.pk}": row for row in apps.get_model(label)._base_manager.filter(pk__in=keys)}
    return [
        _place(rows[key], column, wording) for key, column in hits if _still(rows.get(key), column, wording)
    ]


def _still(row, column: str, wording: Wording) -> bool:
    """Whether it is there and names the person; another's own name stays, and is asked about by itself."""
    if row is None:
        return False
    is_anothers = column in NAMES.get(row._meta.label_lower, ()) and wording.is_all_of(getattr(row, column))
    return not is_anothers and wording.stands_in(getattr(row, column))


def _place(row, column: str, wording: Wording) -> Place:
    what, named = row._meta.verbose_name, row._meta.get_field(column).verbose_name
    label = f"{what} {row.pk}" if what == named else f"{what} {row.pk}, {named}"
    return Place(f"{row._meta.label_lower}:{row.pk}", label, wording.around(str(getattr(row, column))))


def _rows_of(told: Iterable, reader) -> dict[str, object]:
    """The rows to which the files belong, of those that the reader may see."""
    rows = {}
    for label in {key.partition(":")[0] for key, *_rest in told} & _tables():
        model = apps.get_model(label)
        keys = [key.partition(":")[2] for key, *_rest in told if key.startswith(f"{label}:")]
        keys = [pk for pk in keys if pk]  # without one the whole table could not be searched
        seen = model.objects.visible_to(reader).filter(pk__in=keys)
        rows |= {f"{label}:{row.pk}": row for row in seen}
    return rows


def _tables() -> set[str]:
    """Those whose rows can be asked who may see them."""
    return {
        model._meta.label_lower
        for model in apps.get_models()
        if hasattr(getattr(model, "objects", None), "visible_to")
    }


def _file(told: list, rows: dict) -> File:
    key, _column, parts, why = told
    label, _colon, pk = key.partition(":")
    model, row = apps.get_model(label), rows.get(key)
    name = getattr(row, "document_name", "") if row else ""
    label = str(row) if row else f"{model._meta.verbose_name} {pk}".strip()
    return File(
        key,
        f"{label}: {name}" if name else label,
        [_part(what, number) for what, number in parts],
        str(WHY.get(why, why)),
        row.get_absolute_url() if row else "",
    )


def _part(what: str, number: int) -> str:
    if (what, number) == ("paragraph", 0):  # broken over two lines
        return str(_("its text"))
    return str(_PARTS.get(what, what)) % {"number": said.number(number)}


def is_own(hit: Hit, advocate: Advocate) -> bool:
    """Whether the hit is in the person's own row, or in what goes with it."""
    row = hit.row
    model = getattr(row, "pgh_tracked_model", type(row))
    if model is Advocate:
        return (row.pgh_obj_id if is_history(type(row)) else row.pk) == advocate.pk
    return model._meta.label_lower in _OWN and row.advocate_id == advocate.pk
