# SPDX-License-Identifier: GPL-3.0-or-later
"""Putting addresses on the list of those to which nothing goes, and taking them off."""

from collections.abc import Iterable

from privacy.hashing import digest, digests
from privacy.models import Suppression
from privacy.wording import MAIL, PHONE, Word


def suppress(words: Iterable[Word], *, why: str) -> int:
    """Let nothing go any more to the e-mail addresses and numbers among the words. Returns how many are new.

    In the caller's transaction; the first reason stays.
    """
    marks = {digest(word.text, word.kind) for word in words if word.kind in (MAIL, PHONE)}
    known = set(Suppression.objects.filter(digest__in=marks).values_list("digest", flat=True))
    Suppression.objects.bulk_create(
        [Suppression(digest=mark, why=why) for mark in sorted(marks - known)], ignore_conflicts=True
    )
    return len(marks - known)


def lift(address: str, kind: str = MAIL) -> bool:
    """Let mail go to the address again, because its owner came back and said so. Whether it was on the list."""
    gone, _by_model = Suppression.objects.filter(digest__in=digests(address, kind)).delete()
    return bool(gone)
