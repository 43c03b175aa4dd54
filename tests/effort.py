# SPDX-License-Identifier: GPL-3.0-or-later
"""What a piece of work costs the processor, without what others on the machine and this test run add to it."""

import gc
import time
from collections.abc import Callable

TRIES = 3


def least_seconds(work: Callable[[], object], *, below: float) -> float:
    """CPU seconds of the work: of up to three tries the first below the limit, or else the least.

    Others on the machine only add to it. So does whatever this test run keeps, which the garbage collector
    walks through again and again while the work makes objects: it is left out.
    """
    took = []
    gc.freeze()
    try:
        while not took or (min(took) >= below and len(took) < TRIES):
            begun = time.process_time()
            work()
            took.append(time.process_time() - begun)
    finally:
        gc.unfreeze()
    return min(took)
