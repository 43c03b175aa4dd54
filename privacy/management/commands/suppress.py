# SPDX-License-Identifier: GPL-3.0-or-later
"""`manage.py suppress ADDRESS`: let nothing go to an address any more; `--lift` when its owner came back."""

from django.core.management.base import BaseCommand

from privacy.actions import lift, suppress
from privacy.models import Suppression
from privacy.wording import MAIL, PHONE, Word


class Command(BaseCommand):
    help = "Put an e-mail address (or, with --phone, a number) on the list of those that nothing goes to."

    def add_arguments(self, parser):
        parser.add_argument("address")
        parser.add_argument("--phone", action="store_true")
        parser.add_argument("--lift", action="store_true", help="take it off: its owner asked for that")

    def handle(self, *args, address, phone, **options):
        kind = PHONE if phone else MAIL
        if options["lift"]:
            said = "It is off the list." if lift(address, kind) else "It was not on the list."
        else:
            new = suppress([Word(address, kind)], why=Suppression.Why.OBJECTED)
            said = "It is on the list." if new else "It was on the list already."
        self.stdout.write(said)
