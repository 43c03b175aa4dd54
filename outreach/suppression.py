# SPDX-License-Identifier: GPL-3.0-or-later
"""The keyed hashes by which an account that asked to be left out is known again.

The key is `REMOVAL_KEY`, or `SECRET_KEY` without one; of keys in SECRET_KEY_FALLBACKS old hashes are still known.
It is not in the database, so that the rows alone do not tell who asked.
"""

import hashlib
import hmac
from collections.abc import Iterable

from django.conf import settings


def marks_of(host: str, *, name: str = "", account_id: int | None = None, central_id: int | None = None):
    """What an account is known by, as hashes under the present key."""
    return _marks(_keys()[0], host, name, account_id, central_id)


def known_as(host: str, *, name: str = "", account_id: int | None = None, central_id: int | None = None):
    """The same under every key that may have been used."""
    return [mark for key in _keys() for mark in _marks(key, host, name, account_id, central_id)]


def _marks(key: str, host: str, name: str, account_id: int | None, central_id: int | None) -> list[str]:
    facts = [("name", host, name), ("account", host, account_id), ("central", "", central_id)]
    return [_digest(key, (kind, where, str(value))) for kind, where, value in facts if value]


def _digest(key: str, parts: Iterable[str]) -> str:
    return hmac.new(f"removal:{key}".encode(), "\x1f".join(parts).encode(), hashlib.sha256).hexdigest()


def _keys() -> list[str]:
    return [key for key in (settings.REMOVAL_KEY, settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS) if key]
