# SPDX-License-Identifier: GPL-3.0-or-later
"""Fetches the next batch while the present one is being stored: the wiki and the database work side by side."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from typing import TypeVar

Item = TypeVar("Item")

BEAT_EVERY = 20.0  # seconds
_END = object()


def one_ahead(items: Iterator[Item], *, beat: Callable[[], object]) -> Iterator[Item]:
    """Yield what `items` yields, one of them fetched in advance, by one thread of its own.

    Still one request at a time: the next begins when the last has ended. While the caller waits, `beat` is
    called every 20 seconds, in the caller's thread, which is the one with the database connection. An error
    of `items` comes out in its turn, after all that was fetched before it.
    """
    pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="ahead")
    try:
        coming = pool.submit(next, items, _END)
        while (item := _wait(coming, beat)) is not _END:
            coming = pool.submit(next, items, _END)
            yield item
    finally:
        # Whoever stops early does not wait for a slow answer that nobody wants any more.
        pool.shutdown(wait=False, cancel_futures=True)


def _wait(coming: Future, beat: Callable[[], object]):
    while True:
        try:
            return coming.result(timeout=BEAT_EVERY)
        except NotYet:
            if coming.done():  # just now, or with a time-out of its own for an error
                return coming.result()
            beat()
