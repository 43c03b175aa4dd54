# SPDX-License-Identifier: GPL-3.0-or-later
"""`manage.py reseal_tokens` seals what lets us act on the wiki with the newest of TOKEN_KEYS."""

from django.core.management.base import BaseCommand, CommandError

from accounts import actions


class Command(BaseCommand):
    help = "Seal people's tokens with the first of TOKEN_KEYS. Afterwards the other keys may go."

    def handle(self, **options):
        resealed, broken = actions.reseal_all()
        self.stdout.write(f"{resealed} sealed anew")
        if broken:
            raise CommandError(f"{broken} opened with no key of TOKEN_KEYS: those people must connect again")
