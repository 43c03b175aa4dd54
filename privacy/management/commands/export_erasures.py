# SPDX-License-Identifier: GPL-3.0-or-later
"""`manage.py export_erasures --to FILE`: all erasures, to be kept apart from the backups."""

from django.core.management.base import BaseCommand

from privacy.actions import file_erasures


class Command(BaseCommand):
    help = (
        "Append all erasures, or those that are not yet in it, to a file that is kept apart from the backups."
    )

    def add_arguments(self, parser):
        parser.add_argument("--to", required=True, metavar="FILE")
        parser.add_argument("--new", action="store_true", help="only those that no file has yet")

    def handle(self, *args, to, new, **options):
        count = file_erasures(into=to, all_of_them=not new)
        self.stdout.write(f"{count} erasures written to {to}.")
