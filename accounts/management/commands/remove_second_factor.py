# SPDX-License-Identifier: GPL-3.0-or-later
"""`manage.py remove_second_factor NAME`: for somebody who has lost both their phone and their recovery codes."""

from django.core.management.base import BaseCommand, CommandError

from accounts import actions
from accounts.models import User


class Command(BaseCommand):
    help = "Take somebody's second factor away and end their sessions; who must have one is asked to set it up anew."

    def add_arguments(self, parser):
        parser.add_argument("username")

    def handle(self, *, username, **options):
        user = User.objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"There is no account named {username}.")
        if not actions.remove_second_factor(user, by=None):
            raise CommandError(f"{username} has no second factor.")
        actions.end_sessions(user, by=None)
        self.stdout.write(f"{username} signs in without a second factor the next time.")
