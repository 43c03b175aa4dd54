# SPDX-License-Identifier: GPL-3.0-or-later
"""`manage.py forget_contributor NAME [--take-back]`: leave out a wiki account that asked for it, from now on."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from outreach import actions
from outreach.models import Source
from outreach.parsing.usernames import username


class Command(BaseCommand):
    help = "Delete what is held of a wiki account and leave it out of every sync to come, under any name."

    def add_arguments(self, parser):
        parser.add_argument("name", help="the account's name on the wiki")
        parser.add_argument(
            "--take-back", action="store_true", help="list the account again from the next sync on"
        )

    def handle(self, *, name, take_back, **options):
        name = username(name)
        if not name:
            raise CommandError("That is no name of an account.")
        sources = Source.objects.order_by("pk")
        if not sources:
            raise CommandError("No wiki is mirrored yet: sync once, then ask again.")
        if take_back:
            self._take_back(sources, name)
            return
        for source in sources:
            rows = actions.forget_contributor(source, name, by=None)
            self.stdout.write(f"{source.host}: left out from now on; {rows} entries deleted.")

    def _take_back(self, sources, name: str) -> None:
        """For every wiki that knows of the wish; a person known by their central id is one for all of them."""
        count = 0
        refused = None
        for source in sources:
            try:
                count += actions.take_back(source, name, by=None)
            except ValidationError as refusal:
                refused = refusal
        if not count:
            raise CommandError(" ".join(refused.messages)) from refused
        self.stdout.write(f"Will be listed again from the next sync that names them; {count} hashes deleted.")
