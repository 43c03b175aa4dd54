# SPDX-License-Identifier: GPL-3.0-or-later
"""`manage.py reseal_tokens` seals what lets us act on the wiki with the newest of TOKEN_KEYS."""

from django.core.management.base import BaseCommand, CommandError

from accounts import actions


class Command(BaseCommand):
    help = "Seal people's tokens with the first of TOKEN_KEYS. Afterwards the other keys may go."

    def handle(self, **options):
        resealed, broken = actions.reseal_all()
        factors, lost = actions.reseal_second_factors()
        self.stdout.write(f"{resealed + factors} sealed anew")
        if lost:
            self.stderr.write(
                f"{lost} of second factors opened with no key: take them away (remove_second_factor)"
            )
        if broken:
            raise CommandError(f"{broken} opened with no key of TOKEN_KEYS: those people must connect again")
