# SPDX-License-Identifier: GPL-3.0-or-later
"""Putting addresses on the list of those to which nothing goes, and taking them off."""

from collections.abc import Iterable

from django.db import transaction

from privacy.actions.erasures import note_wish
from privacy.hashing import digest, digests
from privacy.models import Erasure, Suppression
from privacy.wording import MAIL, PHONE, Word

_KIND, _LIFTED = "privacy.suppression", "lifted"


@transaction.atomic
def suppress(words: Iterable[Word], *, why: str, is_noted: bool = False) -> int:
    """Let nothing go any more to the e-mail addresses and numbers among the words. Returns how many are new.

    The first reason stays. `is_noted` says that the erasure it belongs to is remembered for a restore.
    """
    marks = {digest(word.text, word.kind) for word in words if word.kind in (MAIL, PHONE)}
    known = set(Suppression.objects.filter(digest__in=marks).values_list("digest", flat=True))
    Suppression.objects.bulk_create(
        [Suppression(digest=mark, why=why) for mark in sorted(marks - known)], ignore_conflicts=True
    )
    if marks - known and not is_noted:
        note_wish(_KIND, marks - known, fields=[why])
    return len(marks - known)


@transaction.atomic
def lift(address: str, kind: str = MAIL) -> bool:
    """Let mail go to the address again, because its owner came back and said so. Whether it was on the list."""
    marks = digests(address, kind)
    gone, _by_model = Suppression.objects.filter(digest__in=marks).delete()
    if gone:
        note_wish(_KIND, marks, fields=[_LIFTED])
    return bool(gone)


def suppress_again(erasure: Erasure) -> str:
    """After a restore: the list as it was."""
    if _LIFTED in erasure.fields:
        gone, _by_model = Suppression.objects.filter(digest__in=erasure.digests).delete()
        return "erased" if gone else "gone"
    rows = [Suppression(digest=mark, why=erasure.fields[0]) for mark in erasure.digests]
    Suppression.objects.bulk_create(rows, ignore_conflicts=True)
    return "erased"
