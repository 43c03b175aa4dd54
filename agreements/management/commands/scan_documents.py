# SPDX-License-Identifier: GPL-3.0-or-later
"""Lets the scanner see documents it never saw, or hands out what waits when there is no scanner any more."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from agreements import actions


class Command(BaseCommand):
    help = "Queue documents for the virus scanner: those it never saw, or with --again the clean ones too."

    def add_arguments(self, parser):
        kinds = parser.add_mutually_exclusive_group()
        kinds.add_argument("--again", action="store_true", help="also those it once found clean")
        kinds.add_argument(
            "--release", action="store_true", help="hand out what waits, unscanned; only without a scanner"
        )

    def handle(self, *, again, release, **options):
        if release:
            if settings.CLAMD_ADDRESS:
                raise CommandError("CLAMD_ADDRESS is set: the scanner will see what waits. Empty it first.")
            self.stdout.write(f"{actions.release_waiting()} documents released, unscanned.")
            return
        if not settings.CLAMD_ADDRESS:
            raise CommandError("There is no scanner: set CLAMD_ADDRESS.")
        number = actions.scan_again(with_clean=again)
        actions.ask_for_scan()
        self.stdout.write(f"{number} documents wait for the scanner.")
