# SPDX-License-Identifier: GPL-3.0-or-later
"""`manage.py load_demo [--once]`: fills an empty platform with invented people and institutions."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from glamwiki.demo import load


class Command(BaseCommand):
    help = "Load demo data with known passwords. Refused when DEBUG is off."

    def add_arguments(self, parser):
        parser.add_argument(
            "--once", action="store_true", help="Do nothing when there are affiliates already."
        )

    def handle(self, *, once, **options):
        if not settings.DEBUG:
            raise CommandError("Demo data has known passwords: it is refused when DEBUG is off.")
        if load.is_loaded():
            if once:
                return
            raise CommandError("There are affiliates already; demo data goes into an empty platform only.")
        counts = load.load()
        self.stdout.write("Loaded " + ", ".join(f"{count} {what}" for what, count in counts.items()))
