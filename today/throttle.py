# SPDX-License-Identifier: GPL-3.0-or-later
"""How often a calendar may read a feed: counted in the cache, and not at all while that does not answer."""

import logging

from django.core.cache import cache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

MOST_READS, SECONDS = 30, 600


def may_read(digest: str) -> bool:
    """Count one reading of the feed with that digest; False when there were too many in the last ten minutes."""
    key = f"feed-reads:{digest}"
    try:
        cache.add(key, 0, SECONDS)
        return cache.incr(key) <= MOST_READS
    except RedisError as error:
        logger.warning("The cache did not answer (%s): the feed is read uncounted.", error)
    except ValueError:
        pass  # it ran out between the two: this is the first of the next ten minutes
    return True
