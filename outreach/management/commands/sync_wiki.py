# SPDX-License-Identifier: GPL-3.0-or-later
"""`manage.py sync_wiki`: mirror the wiki now, in this process, and say what came of it."""

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from outreach import actions, tasks
from outreach.models import SyncRun
from work import actions as work
from work.errors import AlreadyUnderWay
from work.models import Run

COUNTS = [
    "requests", "seen", "created", "changed", "unchanged", "moved", "gone",
    "redirects", "hidden", "unparsable", "parsed",
]  # fmt: skip


class Command(BaseCommand):
    help = "Mirror the wiki of WIKI_URL in the foreground. Exits with 1 if it could not be done."

    def handle(self, **options):
        try:
            with transaction.atomic():
                # Claimed before the queue hears of it: the worker that is woken finds the run taken.
                run = work.claim(actions.request_sync(by=None).run_id)
        except AlreadyUnderWay as refusal:
            raise CommandError(" ".join(refusal.messages)) from refusal
        tasks.mirror(run)
        sync_run = SyncRun.objects.select_related("run").get(run=run)
        for name in COUNTS:
            self.stdout.write(f"{name}: {getattr(sync_run, name)}")
        for entry in sync_run.reasons:
            self.stdout.write(f"{entry['title']}: {entry['reason']} {entry['detail']}".rstrip())
        if sync_run.run.state != Run.State.DONE:
            raise CommandError(sync_run.run.error or "Another worker took the run over.")
