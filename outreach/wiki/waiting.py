# SPDX-License-Identifier: GPL-3.0-or-later
"""How long we wait when a wiki asks us to, and when our patience ends."""

import random
import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from outreach.wiki.errors import WikiStumbled

SHORTEST = 1.0
LONGEST_GUESS = 60.0


def seconds_told(header: str | None, now: datetime | None = None) -> float | None:
    """Return the seconds a `Retry-After` header asks for, given as a number or as an HTTP date; None if unclear."""
    if not header:
        return None
    header = header.strip()
    if header.isascii() and header.isdigit() and len(header) < 10:
        return float(header)
    try:
        moment = parsedate_to_datetime(header)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - (now or datetime.now(UTC))).total_seconds())


class Patience:
    """Waits between attempts, and gives up once one connection has waited `budget` seconds in all."""

    def __init__(self, budget: float, sleep: Callable[[float], None] = time.sleep):
        self._left = budget
        self._sleep = sleep

    def wait(self, stumble: WikiStumbled, attempt: int) -> None:
        """Sleep before attempt number `attempt + 1`, as told or else twice as long each time.

        Raises WikiUnavailable if the attempts are used up or the wait is longer than our patience.
        """
        if attempt >= stumble.tries:
            raise stumble.given_up(stumble.retry_after) from stumble
        if stumble.retry_after is None:
            # A little chance keeps two workers that were turned away together from coming back together.
            pause = min(SHORTEST * 2 ** (attempt - 1), LONGEST_GUESS) * (1 + random.random() / 4)  # noqa: S311
        else:
            pause = max(SHORTEST, stumble.retry_after)
        if pause > self._left:
            raise stumble.given_up(pause) from stumble
        self._left -= pause
        self._sleep(pause)
