# SPDX-License-Identifier: GPL-3.0-or-later
"""A word of its own in every private field of the world, and who may ever read it (`private_fields`).

Nobody else may find it anywhere in an answer: page, fragment, file, JSON, header or error.
"""

import re
from dataclasses import dataclass, field
from itertools import count

from django.apps import apps
from django.db import connection, transaction

from casestudies.models import CaseStudy
from partnerships.models import CoLead, Partnership
from tests.architecture.doors import FOLLOWING, PEOPLE
from tests.architecture.private_fields import OF_AFFILIATES, OF_GROUPS, OF_PEOPLE, OF_STUDIES, SHAPES

OF_A = frozenset({"viewer", "coord", "admin", "token"})
OF_B = frozenset({"other", "bview", "badmin"})
EVERYBODY = frozenset({*PEOPLE, *FOLLOWING})

# What all the words share, so that a search for it finds them all.
SHARED = "qzq"
CANARY = re.compile(rf"{SHARED}(\d+)zq")
# What the public reads of an agreement with a public summary, and of a public partnership.
_TOLD = {"title", "public_summary", "content_set", "vrt_ticket", "summary"}
# What must not be empty for the constraint beside it.
_BESIDE = {"wiki_username": {"wiki_consent_on": "2026-01-01"}}


@dataclass
class Canaries:
    """`readers[n]`: who may read the word `qzq<n>zq`; `places[n]`: where it stands."""

    readers: dict[int, frozenset[str]] = field(default_factory=dict)
    places: dict[int, str] = field(default_factory=dict)
    scanned: int = 0

    def leaked(self, person: str, text: str) -> list[str]:
        """Where the words stand that this person must not read and the text holds."""
        self.scanned += 1
        found = {int(number) for number in CANARY.findall(text)}
        return sorted({self.places[number] for number in found if person not in self.readers[number]})


@transaction.atomic
def set_free(world) -> Canaries:
    """Write a word of its own into each private field there is; past the actions, which would mind."""
    canaries, numbers = Canaries(), count(1)
    with connection.cursor() as cursor:  # triggers that keep moves as they were rest meanwhile
        cursor.execute("SET LOCAL session_replication_role = replica")
    a, b = world.people["coord"].affiliate.pk, world.people["other"].affiliate.pk
    for line in OF_AFFILIATES.strip().splitlines():
        label, path, also, *names = line.split()
        for affiliate, insiders in ((a, OF_A), (b, OF_B)):
            readers = insiders | ({also} if also != "-" else set())
            rows = apps.get_model(label)._default_manager.filter(**{path: affiliate})
            _fill(canaries, numbers, rows, names, readers)
    for line in OF_PEOPLE.strip().splitlines():
        label, paths, *names = line.split()
        for row in apps.get_model(label)._default_manager.all():
            owners = {_at(row, path) for path in paths.split(",")}
            owners = {getattr(owner, "pk", owner) for owner in owners}
            readers = _names_of(owners, world.people)
            _fill(canaries, numbers, [row], names, readers | _lent_to(row, a))
    for line in OF_GROUPS.strip().splitlines():
        label, group, *names = line.split()
        _fill(canaries, numbers, apps.get_model(label)._default_manager.all(), names, set(group.split(",")))
    for line in OF_STUDIES.strip().splitlines():
        label, path, also, *names = line.split()
        for study in CaseStudy.objects.filter(state__in=CaseStudy.UNPUBLISHED):
            rows = apps.get_model(label)._default_manager.filter(**{path: study.pk})
            readers = _readers_of(study, world.people) | ({also} if also != "-" else set())
            _fill(canaries, numbers, rows, names, readers)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = origin")
    return canaries


def _fill(canaries: Canaries, numbers, rows, names, readers) -> None:
    for row in rows:
        together = OF_A | OF_B if _is_led_together(row) else frozenset()
        for name in names:
            number = next(numbers)
            change = {name: _written(row, name, f"{SHARED}{number}zq")} | _BESIDE.get(name, {})
            type(row)._default_manager.filter(pk=row.pk).update(**change)
            is_told = name in _TOLD and _is_told(row)
            canaries.readers[number] = EVERYBODY if is_told else frozenset(readers) | together
            canaries.places[number] = f"{row._meta.label}.{name} of #{row.pk}"


def _written(row, name: str, word: str):
    value = getattr(row, name)
    if isinstance(value, dict):
        return dict.fromkeys(value or ["said"], word)
    return SHAPES.get(f"{row._meta.label}.{name}", "{}").format(word)


def _is_told(row) -> bool:
    """Whether it is of an agreement, or a partnership, that its affiliate showed to everybody."""
    mou = getattr(row, "mou", row)
    return bool(getattr(mou, "is_summary_public", False) or getattr(row, "is_public", False))


def _lent_to(row, affiliate: int) -> frozenset[str]:
    """Whom a saved view was lent to."""
    is_lent = getattr(row, "reach", "") == "affiliate" and row.affiliate_id == affiliate
    return OF_A if is_lent else frozenset()


def _readers_of(study: CaseStudy, people: dict) -> set[str]:
    """Who writes it, was invited to, or is of the affiliate it was handed in to; and WMF staff, once it was."""
    writers = {study.author_id, *study.coauthors.filter(ended_at=None).values_list("user", flat=True)}
    readers = _names_of(writers, people)
    if study.state not in CaseStudy.HANDED_IN:
        return readers
    inside = {people["coord"].affiliate.pk: OF_A, people["other"].affiliate.pk: OF_B}
    return readers | {"wmf"} | inside.get(study.affiliate_id, frozenset())


def _names_of(accounts: set[int], people: dict) -> set[str]:
    """What these accounts are called in the table; a program's token is its owner's."""
    names = {name for name, user in people.items() if user and user.pk in accounts}
    return names | ({"token"} if "coord" in names else set()) | ({"calm"} if "plat" in names else set())


def _at(row, path: str):
    for step in path.split("__"):
        row = getattr(row, step)
    return row


def _is_led_together(row) -> bool:
    """Whether affiliate B leads the partnership that the row belongs to as well, or is asked to: it reads the asking."""
    if isinstance(row, CoLead):
        return True
    for step in ("commitment", "mou", "partnership"):
        row = getattr(row, step, row)
    if getattr(row, "thread_kind", "") == "partnerships.partnership":
        row = Partnership.objects.get(pk=row.thread_id)
    return isinstance(row, Partnership) and row.co_leads.filter(state="accepted").exists()
