# SPDX-License-Identifier: GPL-3.0-or-later
"""What the attacks counted: printed as a table by `make attack`, and at the end of a run that had any."""

import os
from dataclasses import dataclass

# All counts by `make attack`; otherwise the sample that runs with the other tests.
FULL = os.environ.get("ATTACKS") == "full"


@dataclass(frozen=True)
class Figure:
    """One line of the table: how often was tried what, and what came of it."""

    attack: str
    cases: int
    found: int
    remark: str = ""


FIGURES: list[Figure] = []


def note(attack: str, cases: int, found: list | int = 0, remark: str = "") -> None:
    """Put a line into the table; `found` is what should not have happened."""
    FIGURES.append(Figure(attack, cases, found if isinstance(found, int) else len(found), remark))


def sample(items: list, size: int) -> list:
    """All of them by `make attack`; else so many, spread evenly, the first and the last among them."""
    if FULL or len(items) <= size:
        return list(items)
    step = (len(items) - 1) / max(size - 1, 1)
    return [items[round(number * step)] for number in range(size)]


def table() -> str:
    """The figures as lines of text."""
    width = max((len(each.attack) for each in FIGURES), default=0)
    rows = [f"{'attack':<{width}}  {'cases':>7}  {'found':>5}  remark"]
    rows += [
        f"{each.attack:<{width}}  {each.cases:>7,}  {each.found:>5}  {each.remark}".rstrip()
        for each in FIGURES
    ]
    return "\n".join(rows)
