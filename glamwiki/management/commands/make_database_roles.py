# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the roles that web, worker and backups come to the database as, their rights and walls; see ADR 0018, 0019."""

import os

from django.core.management.base import BaseCommand, CommandError
from django.db import ProgrammingError, connection, transaction

from glamwiki import policies, roles

PASSWORDS = {
    roles.WEB: "POSTGRES_WEB_PASSWORD",
    roles.WORKER: "POSTGRES_WORKER_PASSWORD",
    roles.BACKUP: "POSTGRES_BACKUP_PASSWORD",
}


class Command(BaseCommand):
    help = (
        "Make the database roles glamwiki_web, glamwiki_worker and glamwiki_backup and grant what each may to which tables and rows. Run it "
        "as the owner after every migration; it may be repeated. Passwords: " + ", ".join(PASSWORDS.values())
    )
    requires_migrations_checks = True

    def add_arguments(self, parser):
        parser.add_argument("--print", action="store_true", help="only say the SQL, without passwords")
        parser.add_argument(
            "--if-allowed", action="store_true", help="where this role may make no roles, say so and go on"
        )

    def handle(self, *args, **options):
        if options["if_allowed"] and not _may_make_roles():
            self.stderr.write("No roles were made: this role of the database has no CREATEROLE.")
            return
        passwords = {} if options["print"] else {r: os.environ.get(n, "") for r, n in PASSWORDS.items()}
        # All or nothing: a site that runs meanwhile never sees a table without its rights.
        with transaction.atomic(), connection.cursor() as cursor:
            wanted = [*roles.statements(cursor, passwords), *policies.statements(cursor)]
            if options["print"]:
                self.stdout.write("\n".join(f"{each.as_string(cursor.cursor)};" for each in wanted))
                return
            for each in wanted:
                try:
                    cursor.execute(each)
                except ProgrammingError as error:
                    raise CommandError(
                        f"{str(error).strip()}\nRoles are made by a role with CREATEROLE that owns the tables."
                    ) from error
        if options["verbosity"]:
            self.stdout.write(f"Roles: {', '.join(roles.ROLES)}.")


def _may_make_roles() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user")
        return cursor.fetchone()[0]
