# SPDX-License-Identifier: GPL-3.0-or-later
"""What Valkey remembers for a while, and mails that lie in a folder: nothing in either may name an erased person."""

import contextlib
import json
from collections.abc import Iterator
from email import message_from_bytes, policy
from pathlib import Path

from django.conf import settings
from django.core.cache import cache

from privacy.wording import Wording

_BETWEEN_MAILS = b"-" * 79  # as Django's folder of mails parts them
_FILES = "django.core.mail.backends.filebased.EmailBackend"


def forget_in_cache(wording: Wording) -> int:
    """Throw away what names the person. Counters of limits stay: they would be begun anew. Returns how many.

    Raises what redis raises when Valkey does not answer: then nothing is erased yet, and it is said.
    """
    client = cache._cache.get_client(None, write=True)
    gone = [key for key in _keys(client) if wording.stands_in(_readable(key, client))]
    return client.delete(*gone) if gone else 0


def _keys(client) -> Iterator[bytes]:
    yield from client.scan_iter(match=f"{settings.CACHES['default'].get('KEY_PREFIX', '')}:*", count=500)


def _readable(key: bytes, client) -> str:
    """The key and the texts of the value, without what JSON puts before quotes and for the ends of lines."""
    value = client.get(key) if client.type(key) == b"string" else b""
    text = (value or b"").decode(errors="replace")
    with contextlib.suppress(ValueError, RecursionError):
        text = "\0".join(_texts(json.loads(text)))
    return f"{key.decode(errors='replace')}\n{text}"


def _texts(value) -> Iterator[str]:
    if isinstance(value, dict):
        value = [*value, *value.values()]
    if isinstance(value, list):
        for each in value:
            yield from _texts(each)
    else:
        yield str(value)


def forget_in_mail_folder(wording: Wording) -> int:
    """Where mails are laid into a folder instead of sent (development), throw those away that name the person."""
    if settings.EMAIL_BACKEND != _FILES:
        return 0
    gone = [
        file
        for file in Path(settings.EMAIL_FILE_PATH).glob("*")
        if file.is_file() and any(map(wording.stands_in, _said_in(file)))
    ]
    for file in gone:
        file.unlink(missing_ok=True)
    return len(gone)


def _said_in(file: Path) -> Iterator[str]:
    """The heads and the texts of the mails in a file, without the encoding in which they travel."""
    for raw in file.read_bytes().split(_BETWEEN_MAILS):
        mail = message_from_bytes(raw.strip(), policy=policy.default)
        yield " ".join(str(value) for value in mail.values())
        for part in mail.walk():
            if part.get_content_maintype() == "text":
                yield part.get_content()
