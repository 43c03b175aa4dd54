# SPDX-License-Identifier: GPL-3.0-or-later
"""How much memory the worker of a gunicorn takes."""

from pathlib import Path

GOAL_MB = 110
GROWTH_GOAL = 0.10


def worker_mb(server: int) -> float:
    """Megabytes resident in the one worker of the gunicorn with this process number."""
    (worker,) = Path(f"/proc/{server}/task/{server}/children").read_text().split()
    status = Path(f"/proc/{worker}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in status if line.startswith("VmRSS:")) / 1024


def told(idle: float, before: float, after: float) -> str:
    """The figures in a line, with what was missed."""
    growth = after / before - 1
    missed = [
        f"over the goal of {GOAL_MB} MB" if idle > GOAL_MB else "",
        f"grew by more than {GROWTH_GOAL:.0%}" if growth > GROWTH_GOAL else "",
    ]
    verdict = ", ".join(each for each in missed if each)
    figures = f"memory of the worker: {idle:.0f} MB idle, {before:.0f} MB after the pages"
    return f"{figures}, {growth:+.1%} over 1,000 answers more" + (f"  ({verdict})" if verdict else "")
