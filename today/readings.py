# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether a calendar reads a feed: remembered in the cache for a day, so that reading one writes no row.

Without the cache nothing is known of it; the feed itself is read all the same.
"""

import logging
from collections.abc import Iterable

from django.core.cache import cache
from redis import RedisError

from today.models import Feed

logger = logging.getLogger(__name__)

REMEMBERED_FOR = 24 * 3600


def note_reading(feed: Feed) -> None:
    """A calendar read the feed just now."""
    try:
        cache.set(_key(feed), 1, REMEMBERED_FOR)
    except RedisError as error:
        logger.warning("That a feed was read is not remembered (%s).", type(error).__name__)


def read_lately(feeds: Iterable[Feed]) -> set[int] | None:
    """Which of the feeds were read in the last day; None where nobody knows."""
    keys = {_key(feed): feed.pk for feed in feeds}
    try:
        return {keys[key] for key in cache.get_many(keys)}
    except RedisError as error:
        logger.warning("Which feeds were read is not known (%s).", type(error).__name__)
        return None


def _key(feed: Feed) -> str:
    return f"feed:{feed.pk}:read"
