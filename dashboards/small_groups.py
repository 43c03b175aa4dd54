# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts of what the reader may not see one by one: small ones are not said, nor can they be worked out."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from django.utils.translation import gettext_lazy as _

from interface import words

LEAST = 5
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Told:
    """A count as it may be told: `exact` is None where it is too small to be said, or would give another away."""

    exact: int | None

    def __str__(self):
        return str(_("fewer than 5, or not said")) if self.exact is None else words.number(self.exact)


def told(count: int) -> Told:
    """A count by itself. None at all and four look alike: the step from one to the other would tell."""
    return Told(count if count >= LEAST else None)


def suppress(counts: Mapping[Key, int]) -> dict[Key, Told]:
    """The parts of a whole as they may be told beside their sum.

    What is left when the parts that are said are taken from the sum is never a group smaller than LEAST: where it
    would be, the smallest of those is not said either.
    """
    said = {key: count for key, count in counts.items() if count >= LEAST}
    # One that nobody asks about yet counts as a part that holds nothing: the rest is a group even when all are large.
    while said and sum(counts.values()) - sum(said.values()) < LEAST:
        del said[min(said, key=lambda key: (said[key], str(key)))]
    return {key: Told(said.get(key)) for key in counts}
