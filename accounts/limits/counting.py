# SPDX-License-Identifier: GPL-3.0-or-later
"""Counting in Valkey: one script asks and counts, so that of fifty at one moment none slips through.

While Valkey does not answer, each process counts for itself: a limit is then one of each process, never none.
"""

import logging
import math
import time
from functools import cache

from django.conf import settings
from django.utils.crypto import salted_hmac
from limits import RateLimitItemPerSecond
from limits.storage import MemoryStorage, storage_from_string
from limits.strategies import MovingWindowRateLimiter
from redis import RedisError

from accounts.limits.table import Limit

logger = logging.getLogger(__name__)

PATIENCE = {"socket_timeout": 1, "socket_connect_timeout": 1}
# So long after it did not answer we do not ask again: a silent Valkey must not keep every request waiting.
PAUSE = 15.0


class Counts:
    """How often each thing was done; safe to share between threads."""

    def __init__(self, url: str):
        storage = storage_from_string(
            url.replace("unix://", "redis+unix://", 1), key_prefix="glam:limits", **PATIENCE
        )
        self._shared = MovingWindowRateLimiter(storage)
        self._own = MovingWindowRateLimiter(MemoryStorage())
        self._asked_again_at = 0.0

    def spend(self, action: str, limit: Limit, who: str) -> int:
        """Count one more; the seconds to wait if that is one too many, in which case it is not counted."""
        item, key = _item(action, limit), _key(who)
        return self._ask(lambda counts: 0 if counts.hit(item, key) else _wait(counts, item, key))

    def how_many(self, what: str, who: str, *, seconds: int) -> int:
        """Count one more and say the how-manieth it is in a window that begins with the first."""
        key = f"{what}:{_key(who)}"
        return self._ask(lambda counts: counts.storage.incr(key, seconds))

    def forget(self, action: str, limit: Limit, who: str) -> None:
        """What was counted so far was not what it looked like."""
        item, key = _item(action, limit), _key(who)
        self._own.clear(item, key)
        self._ask(lambda counts: counts.clear(item, key))

    def _ask(self, question):
        if (now := time.monotonic()) < self._asked_again_at:
            return question(self._own)
        if self._asked_again_at:
            self._asked_again_at = now + PAUSE  # one asks whether it is back, the others do not wait for it
        try:
            answer = question(self._shared)
        except (RedisError, OSError) as error:
            logger.warning("Limits are counted in this process alone: %s.", type(error).__name__)
            self._asked_again_at = time.monotonic() + PAUSE
            return question(self._own)
        self._asked_again_at = 0.0
        return answer


def _item(action: str, limit: Limit) -> RateLimitItemPerSecond:
    return RateLimitItemPerSecond(limit.most, limit.seconds, namespace=f"{action}:{limit.per}")


def _key(who: str) -> str:
    """Names and addresses of people do not stand in Valkey; nor can they be found again from what does."""
    return salted_hmac("accounts.limits", who, algorithm="sha256").hexdigest()[:32]


def _wait(counts: MovingWindowRateLimiter, item: RateLimitItemPerSecond, key: str) -> int:
    free_at = counts.get_window_stats(item, key).reset_time
    return min(item.get_expiry(), max(1, math.ceil(free_at - time.time())))


@cache
def _counts(url: str) -> Counts:
    return Counts(url)


def counts() -> Counts:
    """The counts of this site, as the settings have it."""
    return _counts(settings.REDIS_URL)
