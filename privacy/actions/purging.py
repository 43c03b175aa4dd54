# SPDX-License-Identifier: GPL-3.0-or-later
"""The daily purge: each class of data in turn, batch by batch, and what came of it on the run."""

import logging
from datetime import datetime

from celery.exceptions import SoftTimeLimitExceeded

from privacy.registry import Purge, purges
from work import actions as work
from work.errors import NoLongerOurs
from work.models import Run

logger = logging.getLogger(__name__)


def purge_all(run: Run, *, now: datetime) -> None:
    """Throw away whatever is over. A purge that breaks is named, and the others go on: none may hold up the rest.

    Each batch is a heartbeat and is counted at once, so that after a kill the next attempt goes on where this ended.
    """
    broken, mine = [], [purge for purge in purges() if purge.path]  # the others are done by runs of their own
    for place, purge in enumerate(mine):
        try:
            _purge(purge, run, now=now)
        except NoLongerOurs:
            raise
        except SoftTimeLimitExceeded:
            rest = [each.name for each in mine[place:]]
            work.fail(run, "Out of time: the next run goes on.", broken=broken + rest)
            return
        except Exception:  # a mistake of ours in one must not keep the data of all the others
            logger.exception("The purge %s broke", purge.name)
            broken.append(purge.name)
    if broken:
        work.fail(run, f"Broken: {', '.join(broken)}. The log has the details.", broken=broken)
    else:
        work.finish(run)


def _purge(purge: Purge, run: Run, *, now: datetime) -> None:
    gone = run.counts.get(purge.name, 0)
    work.advance(run, progress=run.progress, **{purge.name: gone})
    for number in purge.function(purge.after.before(now)):
        gone += number
        work.advance(run, progress=run.progress + number, **{purge.name: gone})
