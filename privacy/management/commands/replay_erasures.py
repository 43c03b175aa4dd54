# SPDX-License-Identifier: GPL-3.0-or-later
"""`manage.py replay_erasures --from FILE`: after a restored backup, erase and restrict again whom it brought back."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from privacy.actions import replay


class Command(BaseCommand):
    help = (
        "After a backup was restored: erase, or restrict, again everybody of whom the file of erasures tells."
    )

    def add_arguments(self, parser):
        parser.add_argument("--from", required=True, dest="source", metavar="FILE")

    def handle(self, *args, source, **options):
        try:
            with Path(source).open(encoding="utf-8") as lines:
                told = replay(lines)
        except (OSError, ValueError, KeyError) as error:
            raise CommandError(f"{source} is no file of erasures: {error}") from error
        self.stdout.write(
            f"{told['erased']} erased or restricted again, {told['gone']} not in this data, "
            f"{told['others']} left because the record is somebody else's."
        )
