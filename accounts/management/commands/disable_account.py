# SPDX-License-Identifier: GPL-3.0-or-later
"""`manage.py disable_account NAME [--undo]`: lets somebody in no more, by any door, from now on."""

from django.core.management.base import BaseCommand, CommandError

from accounts import actions
from accounts.models import User


class Command(BaseCommand):
    help = "Close an account: its sessions and tokens end at once, and nobody can sign in to it."

    def add_arguments(self, parser):
        parser.add_argument("username")
        parser.add_argument("--undo", action="store_true", help="open it again; what ended stays ended")

    def handle(self, *, username, undo, **options):
        user = User.objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"There is no account named {username}.")
        if undo:
            actions.enable_account(user, by=None)
        else:
            actions.disable_account(user, by=None)
        self.stdout.write(f"{username} is {'open' if undo else 'closed'}.")
