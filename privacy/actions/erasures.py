# SPDX-License-Identifier: GPL-3.0-or-later
"""Remembers each erasure and each restriction outside the backups, and does it again after one is restored."""

import json
import logging
import os
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from privacy.hashing import digest, digests
from privacy.models import Erasure, PersonSearch, Suppression
from privacy.subjects import again, is_known_by_hashes, row_of, words_of
from privacy.wording import Wording

logger = logging.getLogger(__name__)

# What stands in `fields` when nobody was erased: how far their data may be used.
RESTRICTED, UNRESTRICTED = "restricted", "unrestricted"
_TOLD = ("subject_kind", "subject_id", "digests", "fields", "left", "kept", "suppresses", "counts")


def note_erasure(subject, wording: Wording, **facts) -> Erasure:
    """Remember that the person in this row was erased, by hashes of their words. In the caller's transaction."""
    PersonSearch.objects.of(subject).delete()  # what it found is as good as gone
    erasure = Erasure.objects.create(
        subject_kind=subject._meta.label_lower,
        subject_id=subject.pk,
        digests=sorted({digest(word.text, word.kind) for word in wording.words}),
        **facts,
    )
    transaction.on_commit(file_erasures, robust=True)
    return erasure


def note_restriction(subject, *, restricted: bool) -> None:
    """Remember that the use of this person's data is restricted, or no longer. In the caller's transaction."""
    words = words_of(subject).words
    Erasure.objects.create(
        subject_kind=subject._meta.label_lower,
        subject_id=subject.pk,
        digests=sorted({digest(word.text, word.kind) for word in words}),
        fields=[RESTRICTED if restricted else UNRESTRICTED],
    )
    transaction.on_commit(file_erasures, robust=True)


def note_wish(kind: str, digests: Iterable[str], *, fields: Iterable[str], number: int = 0) -> None:
    """Remember a wish of somebody who is known by hashes alone, or that it was taken back. In the caller's transaction."""
    Erasure.objects.create(
        subject_kind=kind, subject_id=number, digests=sorted(digests), fields=sorted(fields)
    )
    transaction.on_commit(file_erasures, robust=True)


def file_erasures(*, into: str = "", all_of_them: bool = False) -> int:
    """Append what is not yet in the file of erasures (`ERASURES_FILE`), or all of it. Returns how many.

    The file belongs beside the backups, not into them. What cannot be written now is with the next one.
    """
    path = into or settings.ERASURES_FILE
    if not path:
        return 0
    with transaction.atomic():
        rows = Erasure.objects.select_for_update().order_by("pk")
        rows = list(rows if all_of_them else rows.filter(filed_at=None))
        if rows:
            _append(Path(path), (_line(row) for row in rows))
            Erasure.objects.filter(pk__in=[row.pk for row in rows]).update(filed_at=timezone.now())
    return len(rows)


def _line(erasure: Erasure) -> str:
    facts = {name: getattr(erasure, name) for name in _TOLD} | {"erased_at": erasure.erased_at.isoformat()}
    return json.dumps(facts, sort_keys=True)


def _append(path: Path, lines: Iterable[str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(
        os.open(path, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600), "a", encoding="utf-8"
    ) as file:
        file.writelines(f"{line}\n" for line in lines)
        file.flush()
        os.fsync(file.fileno())


def replay(lines: Iterable[str]) -> dict[str, int]:
    """Erase again whom these lines tell of; each in a transaction of its own, the same line twice once.

    Returns how many were `erased` (or restricted) again, were `gone` already, or are `others`: the number is somebody else's
    in the restored data.
    """
    told = {"erased": 0, "gone": 0, "others": 0}
    for facts in {line.strip(): json.loads(line) for line in lines if line.strip()}.values():
        told[_again(facts)] += 1
    return told


@transaction.atomic
def _again(facts: dict) -> str:
    erasure = Erasure(**{name: facts[name] for name in _TOLD}, erased_at=parse_datetime(facts["erased_at"]))
    known = Erasure.objects.filter(
        subject_kind=erasure.subject_kind, subject_id=erasure.subject_id, erased_at=erasure.erased_at
    )
    if not known.exists():
        erasure.filed_at = timezone.now()
        erasure.save(force_insert=True)
    if erasure.suppresses:
        Suppression.objects.bulk_create(
            [Suppression(digest=mark, why=Suppression.Why.ERASED) for mark in erasure.digests],
            ignore_conflicts=True,
        )
    if is_known_by_hashes(erasure.subject_kind):
        return again(erasure.subject_kind)(erasure)
    row = row_of(erasure.subject_kind, erasure.subject_id)
    wording = words_of(row) if row is not None else Wording([])
    if not wording.words:
        return "gone"
    marks = {mark for word in wording.words for mark in digests(word.text, word.kind)}
    if not marks & set(erasure.digests):
        logger.warning("%s %s is somebody else in this data.", erasure.subject_kind, erasure.subject_id)
        return "others"
    if erasure.is_restriction:
        return restrict_again(row, erasure)
    again(erasure.subject_kind)(row, erasure)
    return "erased"


def restrict_again(row, erasure: Erasure) -> str:
    """After a restore: restricted since then, or free to use since then."""
    restricted = RESTRICTED in erasure.fields
    row = type(row)._base_manager.select_for_update().get(pk=row.pk)
    if bool(row.restricted_at) == restricted:
        return "gone"
    row.restricted_at = erasure.erased_at if restricted else None
    row.save(update_fields=["restricted_at"])
    return "erased"
