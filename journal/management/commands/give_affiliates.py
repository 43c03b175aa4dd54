# SPDX-License-Identifier: GPL-3.0-or-later
"""`manage.py give_affiliates`: say of old lines of the journal whose they are, as the owner of the database."""

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from journal.actions import give_affiliates


class Command(BaseCommand):
    help = (
        "Once, after the upgrade by which lines of the journal know their affiliate: say it of the lines of before. "
        "Run it as the owner of the database, as migrations are; it may be repeated."
    )

    def handle(self, **options):
        with connection.cursor() as cursor:
            cursor.execute("SELECT has_table_privilege('journal_entry', 'UPDATE')")
            if not cursor.fetchone()[0]:
                raise CommandError("The journal is written once: come as the owner of the database.")
        given, left = give_affiliates()
        self.stdout.write(
            f"{given} lines have their affiliate now; {left} belong to none, or their record is gone: "
            "platform administrators read those."
        )
