# SPDX-License-Identifier: GPL-3.0-or-later
"""Who goes first: whatever lets only one request at a time, and so many a minute, through to one wiki."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol

Alive = Callable[[], object]


def nobody_asks() -> None:
    """For whoever need not say that they are alive."""


class Gate(Protocol):
    """Stands before every request; all workers of a site share one (`outreach.gate`)."""

    def passing(self, host: str, *, patience: float, alive: Alive = nobody_asks) -> "contextmanager[None]":
        """Hold the line to this host for the length of the block, after at most `patience` seconds of waiting.

        Whoever waits long calls `alive` every few seconds, so that a worker is not taken for dead.
        Raises WikiUnavailable when others hold it longer, or the wiki asked all of us to stay away longer.
        """

    def stay_away(self, host: str, seconds: float) -> None:
        """Tell everybody that this wiki wants to be left alone for so long."""


class OpenGate:
    """For a program that is alone with its wiki: everything may pass."""

    @contextmanager
    def passing(self, host: str, *, patience: float, alive: Alive = nobody_asks) -> Iterator[None]:
        yield

    def stay_away(self, host: str, seconds: float) -> None:
        """Nobody else to tell."""
