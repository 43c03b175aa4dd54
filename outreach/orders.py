# SPDX-License-Identifier: GPL-3.0-or-later
"""Who orders that something be written on the wiki. Apps above register, so that `outreach` imports none of them.

An app that publishes puts its kind into its module `page_kinds.py`, which is imported when all apps are loaded:

    register(OrderKind(name="case-study", settled=actions.settle_edition))
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from outreach.models import Page, Publication


def _nothing(_publication: "Publication", _page: "Page | None") -> None:
    """Nobody wants to know."""


def _anybody(_publication: "Publication") -> bool:
    """Whoever has an account that is not blocked."""
    return True


@dataclass(frozen=True, slots=True)
class OrderKind:
    """One kind of order, by the name its publications carry.

    `settled(publication, page)` is called once whenever one ended, in whatever state, inside the transaction
    that says so; `page` is our copy of what the wiki now holds, after a success and, where it could be had, after
    a conflict; else None. It locks nothing of `outreach` and asks no wiki. `may(publication)` is asked right before
    each attempt: whether who gave the order may still.
    """

    name: str
    settled: Callable[["Publication", "Page | None"], None] = _nothing
    may: Callable[["Publication"], bool] = _anybody


_kinds: dict[str, OrderKind] = {}


def register(kind: OrderKind) -> None:
    """Tell this kind of its orders from now on."""
    _kinds[kind.name] = kind


def may_still(publication: "Publication") -> bool:
    """Whether who gave the order may still have it sent: they are not blocked, and have the right to it."""
    return publication.by.is_active and named(publication.kind).may(publication)


def named(name: str) -> OrderKind:
    """The kind of that name; one that wants to know nothing if there is none."""
    return _kinds.get(name) or OrderKind(name)
