# SPDX-License-Identifier: GPL-3.0-or-later
"""Secrets of others at rest: sealed with the first of TOKEN_KEYS, opened with any of them.

A new key goes in front; once `manage.py reseal_tokens` has run, the old one may go.
"""

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


class SealBroken(Exception):
    """No key of ours opens this: the key was lost, or somebody changed the row."""


def seal(secret: str) -> bytes:
    """The secret as it may be stored."""
    return _keys().encrypt(secret.encode())


def unseal(sealed: bytes | memoryview) -> str:
    """The secret again. Raises SealBroken."""
    try:
        return _keys().decrypt(bytes(sealed)).decode()
    except InvalidToken as error:
        raise SealBroken from error


def reseal(sealed: bytes | memoryview) -> bytes:
    """The same secret under the newest key. Raises SealBroken."""
    try:
        return _keys().rotate(bytes(sealed))
    except InvalidToken as error:
        raise SealBroken from error


def _keys() -> MultiFernet:
    if not settings.TOKEN_KEYS:
        raise ImproperlyConfigured("TOKEN_KEYS is empty: no token can be stored or read.")
    return MultiFernet([Fernet(key) for key in settings.TOKEN_KEYS])
