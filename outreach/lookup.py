# SPDX-License-Identifier: GPL-3.0-or-later
"""One look after the accounts: ask the wiki about those not asked about for a day, fifty a request."""

from datetime import datetime, timedelta

from django.utils import timezone

from outreach import actions
from outreach.models import Contributor, Source
from outreach.wiki.accounts import BATCH, Accounts
from work import actions as work
from work.models import Run

EVERY = timedelta(hours=22)  # asked hourly, so that each account is looked after about once a day


def due(source: Source, *, now: datetime):
    """The contributors of whom the wiki is to be asked."""
    return Contributor.objects.filter(source=source).unchecked(since=now - EVERY)


def look_after(accounts: Accounts, source: Source, run: Run) -> None:
    """Ask about all that are due and end the run well.

    By id where there is one: so a rename is followed; by name otherwise. Raises WikiError, and
    work.errors.NoLongerOurs. What was applied by then stays, and is not due again.
    """
    now = timezone.now()
    rows = list(due(source, now=now).values_list("account_id", "username"))
    ids = [account_id for account_id, _name in rows if account_id]
    names = [name for account_id, name in rows if not account_id]
    work.advance(run, progress=0, expected=len(rows))
    counts = {name: number for name, number in run.counts.items() if isinstance(number, int)}
    # Names first: an account that turns out to be known under its id joins the row that is renamed afterwards.
    for ask, wanted in ((accounts.by_name, names), (accounts.by_id, ids)):
        for batch in ask(wanted):
            tally = actions.apply_accounts(source, batch.found, now=timezone.now())
            tally["unanswered"] += len(batch.unanswered)
            for what, number in tally.items():
                counts[str(what)] = counts.get(str(what), 0) + number
            done = min(run.progress + BATCH, len(rows))
            work.advance(run, progress=done, **counts)
    work.finish(run, **counts, requests=accounts.request_count)
