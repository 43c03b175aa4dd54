# SPDX-License-Identifier: GPL-3.0-or-later
"""The one gate that all processes of this site share: one request in flight to a wiki, so many a minute.

It stands in Valkey. Without Valkey nothing passes: a worker that cannot hear the others must not guess.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache

from django.conf import settings
from limits import RateLimitItemPerMinute
from limits.storage import storage_from_string
from limits.strategies import MovingWindowRateLimiter
from redis import Redis, RedisError
from redis.lock import Lock

from outreach.wiki.errors import WikiUnavailable
from outreach.wiki.gate import Alive, nobody_asks

# A holder that dies lets go by itself after so many seconds; one that lives says so before that.
HELD_FOR = 8.0
RENEWED_AFTER = 2.5
LOOK_AGAIN = 0.02
# Whoever waits says so often that they are alive, seconds.
STANDS_FOR = 5.0
MAY_PASS = {"socket_timeout": 3, "socket_connect_timeout": 3}
SHUT = "Our own traffic light (Valkey) does not answer; nobody asks the wiki meanwhile."
CROWDED = "Others of us are asking this wiki; it is one at a time."
SPENT = "We have asked this wiki as often as we allow ourselves in a minute."


class SharedGate:
    """`outreach.wiki.gate.Gate` over Valkey; safe to share between threads."""

    def __init__(self, url: str, *, per_minute: int):
        self._redis = Redis.from_url(url, **MAY_PASS)
        storage = storage_from_string(
            url.replace("unix://", "redis+unix://", 1), key_prefix="glam:budget", **MAY_PASS
        )
        self._limiter = MovingWindowRateLimiter(storage)
        self._budget = RateLimitItemPerMinute(per_minute)

    @contextmanager
    def passing(self, host: str, *, patience: float, alive: Alive = nobody_asks) -> Iterator[None]:
        """See the protocol. The budget is spent while the line is held, so that nobody overtakes."""
        until = time.monotonic() + patience
        lock = Lock(
            self._redis, f"glam:flight:{host}", timeout=HELD_FOR, sleep=LOOK_AGAIN, thread_local=False
        )
        try:
            _stand_in_line(lock, until, alive)
            with _renewed(lock):
                self._heed(host, until, alive)
                self._spend(host, until, alive)
                yield
        except RedisError as error:
            raise WikiUnavailable(SHUT, may_be_done=False) from error
        finally:
            with suppress(RedisError):
                if lock.local.token is not None:
                    lock.release()

    def stay_away(self, host: str, seconds: float) -> None:
        """See the protocol."""
        with suppress(RedisError):
            self._redis.set(f"glam:away:{host}", "1", px=max(1, int(seconds * 1000)))

    def spent(self, host: str) -> int:
        """How many requests to this host the last minute saw. Raises RedisError."""
        return self._budget.amount - self._limiter.get_window_stats(self._budget, host).remaining

    def away(self, host: str) -> float:
        """For how many seconds more this wiki wants to be left alone; 0 if it does not. Raises RedisError."""
        return max(0, self._redis.pttl(f"glam:away:{host}")) / 1000

    @property
    def allowed(self) -> int:
        """How many requests a minute we allow ourselves for each wiki."""
        return self._budget.amount

    def _heed(self, host: str, until: float, alive: Alive) -> None:
        """Wait out what the wiki asked of any of us, and what it asks meanwhile."""
        while away := self.away(host):
            if time.monotonic() + away > until:
                raise WikiUnavailable(
                    "The wiki asked us to stay away for a while.", retry_after=away, may_be_done=False
                )
            _wait(away, alive)

    def _spend(self, host: str, until: float, alive: Alive) -> None:
        while not self._limiter.hit(self._budget, host):
            free_in = max(
                LOOK_AGAIN, self._limiter.get_window_stats(self._budget, host).reset_time - time.time()
            )
            if time.monotonic() + free_in > until:
                raise WikiUnavailable(SPENT, retry_after=free_in, may_be_done=False)
            _wait(free_in, alive)


def _stand_in_line(lock: Lock, until: float, alive: Alive) -> None:
    """Raises WikiUnavailable once our patience ends and others still hold the line."""
    while not lock.acquire(blocking_timeout=min(STANDS_FOR, max(0.0, until - time.monotonic()))):
        if time.monotonic() >= until:
            raise WikiUnavailable(CROWDED, may_be_done=False)
        alive()


def _wait(seconds: float, alive: Alive) -> None:
    """Wait so long, or until it is time to say so and to look whether it still takes as long."""
    time.sleep(min(seconds, STANDS_FOR))
    if seconds > STANDS_FOR:
        alive()


@contextmanager
def _renewed(lock: Lock) -> Iterator[None]:
    """Keep the lock while the block runs, however long a slow answer takes."""
    done = threading.Event()

    def renew() -> None:
        while not done.wait(RENEWED_AFTER):
            with suppress(RedisError):
                lock.reacquire()

    timer = threading.Thread(target=renew, daemon=True)
    timer.start()
    try:
        yield
    finally:
        done.set()


@cache
def shared_gate() -> SharedGate:
    """The gate of this site, as the settings have it."""
    return SharedGate(settings.REDIS_URL, per_minute=settings.WIKI_REQUESTS_PER_MINUTE)
