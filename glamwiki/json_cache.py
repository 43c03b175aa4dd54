# SPDX-License-Identifier: GPL-3.0-or-later
"""The cache, which keeps JSON and nothing else (`CACHES`): reading it never runs anything, whoever wrote it.

Django's own writes pickles, which are programs: whoever reached Valkey would have ours. What has a shape of its own is
made plain by whoever keeps it; a tuple or a date is refused, since it would come back as something else.
"""

import json
from typing import Any

from django.core.cache.backends.redis import RedisCache, RedisCacheClient

_MISSING = object()


class JsonSerializer:
    """Values to text and back. Whole numbers are as Valkey counts them."""

    def dumps(self, value: Any) -> str:
        """Raises TypeError or ValueError where something else would come back."""
        _refuse_others(value)
        return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))

    def loads(self, data: bytes) -> Any:
        """Raises ValueError or RecursionError where it is no JSON."""
        return json.loads(data)


def _refuse_others(value: Any) -> None:
    if type(value) is dict:
        for key, each in value.items():
            if type(key) is not str:
                raise TypeError(f"The cache keeps words as names, no {type(key).__name__}.")
            _refuse_others(each)
    elif type(value) is list:
        for each in value:
            _refuse_others(each)
    elif value is not None and type(value) not in (str, int, float, bool):
        raise TypeError(f"The cache keeps JSON, no {type(value).__name__}.")


class _Client(RedisCacheClient):
    """What is no JSON (an older version's, or a stranger's) is as if it were not there."""

    def get(self, key, default):
        try:
            return super().get(key, default)
        except (ValueError, RecursionError):
            return default

    def get_many(self, keys):
        found = {key: self.get(key, _MISSING) for key in keys}
        return {key: value for key, value in found.items() if value is not _MISSING}


class JsonCache(RedisCache):
    """Django's cache in Valkey, with values as JSON."""

    def __init__(self, server, params):
        options = {"serializer": JsonSerializer} | params.get("OPTIONS", {})
        super().__init__(server, params | {"OPTIONS": options})
        self._class = _Client
