# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever is done in whatever order: states move along the edges written down, and nothing that happened is changed."""

from random import Random

import pytest

from tests.attacks.conftest import rolled_back
from tests.attacks.figures import FULL, note
from tests.attacks.walks_of_case_studies import case_studies, judged
from tests.attacks.walks_of_partnerships import commitments, mous, partnerships

pytestmark = pytest.mark.django_db
# Ten thousand in all by `make attack`, each of three steps from one of many beginnings, which stand everywhere on the way.
WALKS = 2000 if FULL else 10
STEPS = 3


@pytest.mark.parametrize(
    "begin", [partnerships, mous, commitments, case_studies, judged], ids=lambda each: each.__name__
)
def test_random_walks_keep_to_the_edges_and_leave_the_history_alone(db, begin):
    dice = Random(7)
    with rolled_back():
        machine, subjects = begin()
        wrong = [
            fault
            for number in range(WALKS)
            for fault in machine.walk(subjects[number % len(subjects)], STEPS, dice)
        ]

    done = sum(machine.seen.values())
    note(
        f"walks of {machine.name}: from one of {len(subjects)} beginnings",
        WALKS,
        wrong,
        f"{done:,} steps done on {len(machine.seen)} edges, {machine.refused:,} refused",
    )
    assert not wrong, "\n".join(sorted(set(wrong)))
    assert done
    assert not FULL or machine.not_walked() == []
