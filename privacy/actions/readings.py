# SPDX-License-Identifier: GPL-3.0-or-later
"""Noting who looked at whose contact data, and forgetting it in time: numbers only, one row a person shown."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from journal.correlation import current_id
from privacy.actions.batches import delete, in_batches
from privacy.models import Reading

LONGEST_PATH = Reading._meta.get_field("path").max_length


def note_readings(subjects: Iterable, *, by, how: str, path: str, affiliate_id: int | None = None) -> None:
    """Note with one statement that the reader saw how to reach each of them, or what is said in them.

    A subject has a key, a model and an affiliate, or `affiliate_id` says whose it is. `path` is the address without what follows a question mark,
    where names may stand that were searched for.
    """
    rows = [
        Reading(
            reader_id=by.pk,
            affiliate_id=affiliate_id or subject.affiliate_id,
            subject_kind=subject._meta.label_lower,
            subject_id=subject.pk,
            how=how,
            path=path[:LONGEST_PATH],
            request_id=current_id(),
        )
        for subject in subjects
    ]
    if rows:
        Reading.objects.bulk_create(rows)


def forget_readings(before: datetime) -> Iterator[int]:
    """Those of before the moment, in batches; yields the size of each."""
    yield from in_batches(Reading.objects.filter(read_at__lt=before), delete)
