# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether the mirror has failed for long enough to tell somebody, and whether it is well again."""

from journal.actions import recorded
from outreach.actions.runs import KIND
from outreach.models import SyncRun
from outreach.notifications import FAILING, WELL, tell_operators
from work.models import Run

FAILURES_TOLD = 3


@recorded
def tell_of_failures() -> None:
    """Tell of three failures in a row once, and once of the good run that ends them.

    What was told is known by the good run before: asked again, at any time, it tells nobody twice. It looks at
    rows only, so that it also sees runs whose worker died.
    """
    runs = SyncRun.objects.filter(run__kind=KIND).select_related("run", "source").order_by("-run")
    good = list(runs.filter(run__state=Run.State.DONE)[:2])
    last_good = good[0].run_id if good else 0
    failures = list(runs.filter(run__state=Run.State.FAILED, run__gt=last_good)[:FAILURES_TOLD])
    if len(failures) == FAILURES_TOLD:
        latest = failures[0]
        tell_operators(FAILING, latest.source, key=f"sync-failing-{last_good}", why=latest.run.error[:300])
        return
    if failures or not good:
        return
    before = good[1].run_id if len(good) > 1 else 0
    between = runs.filter(run__state=Run.State.FAILED, run__gt=before, run__lt=last_good)
    if between.count() >= FAILURES_TOLD:
        tell_operators(WELL, good[0].source, key=f"sync-well-{last_good}")
