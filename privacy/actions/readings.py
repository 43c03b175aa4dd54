# SPDX-License-Identifier: GPL-3.0-or-later
"""Noting who looked at whose contact data, and forgetting it in time: numbers only, one row a person shown."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from privacy.actions.batches import delete, in_batches
from privacy.models import Reading

LONGEST_PATH = Reading._meta.get_field("path").max_length


def note_readings(subjects: Iterable, *, by, how: str, path: str) -> None:
    """Note with one statement that the reader saw how to reach each of them.

    A subject has a key, a model and an affiliate. `path` is the address without what follows a question mark,
    where names may stand that were searched for.
    """
    rows = [
        Reading(
            reader_id=by.pk,
            affiliate_id=subject.affiliate_id,
            subject_kind=subject._meta.label_lower,
            subject_id=subject.pk,
            how=how,
            path=path[:LONGEST_PATH],
        )
        for subject in subjects
    ]
    if rows:
        Reading.objects.bulk_create(rows)


def forget_readings(before: datetime) -> Iterator[int]:
    """Those of before the moment, in batches; yields the size of each."""
    yield from in_batches(Reading.objects.filter(read_at__lt=before), delete)
