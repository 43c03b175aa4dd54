# SPDX-License-Identifier: GPL-3.0-or-later
"""For questions that a person waits for: an answer within so many seconds by the clock on the wall, or none."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

from outreach.wiki.errors import WikiError, WikiUnavailable

MOST_AT_ONCE = 4

Answer = TypeVar("Answer")
# So many may be on their way, or hang where no deadline of ours reaches (finding the host's address can).
_free = threading.BoundedSemaphore(MOST_AT_ONCE)


def within(seconds: float, question: Callable[[], Answer]) -> Answer:
    """Return the question's answer. Raises its WikiError, or WikiUnavailable when the time is up.

    The question goes on in its own thread then, and its answer is thrown away.
    """
    if not _free.acquire(blocking=False):
        raise WikiUnavailable("Too many questions are waiting for an answer already.")
    answer: Future[Answer] = Future()

    def ask() -> None:
        try:
            answer.set_result(question())
        except WikiError as error:
            answer.set_exception(error)
        finally:
            _free.release()

    threading.Thread(target=ask, daemon=True).start()
    try:
        return answer.result(timeout=seconds)
    except TimeoutError as late:
        raise WikiUnavailable("The wiki did not answer in time.") from late
