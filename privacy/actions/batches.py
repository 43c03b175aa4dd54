# SPDX-License-Identifier: GPL-3.0-or-later
"""Many rows, so many at a time: what is done stays done when the worker is killed."""

from collections.abc import Callable, Iterator
from itertools import islice

from django.db import models, transaction

from journal.forgetting import is_written_once

BATCH = 500


def in_batches(
    rows: models.QuerySet, act: Callable[[models.QuerySet], object], *, batch: int | None = None
) -> Iterator[int]:
    """`act` on the rows, each batch in a transaction of its own; yields how many rows each was.

    The keys are read once, by a cursor that outlives the commits. Each batch is narrowed by `rows` once more, so
    that what somebody saved in the meantime is left alone.
    """
    batch = batch or BATCH
    keys = rows.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=batch)
    while chunk := list(islice(keys, batch)):
        with transaction.atomic():
            still = rows.order_by().filter(pk__in=chunk)
            if not is_written_once(rows.model):  # nobody changes those, and the worker may not lock them
                still = still.select_for_update(of=["self"])
            locked = list(still.values_list("pk", flat=True))
            if locked:
                act(rows.model._base_manager.filter(pk__in=locked))
        yield len(locked)


def delete(rows: models.QuerySet) -> None:
    """For `in_batches`: the rows go, and what hangs on them."""
    rows.delete()


def write(**values) -> Callable[[models.QuerySet], object]:
    """For `in_batches`: these values go into the rows."""
    return lambda rows: rows.update(**values)
