# SPDX-License-Identifier: GPL-3.0-or-later
"""`manage.py demo_accounts`: who can sign in with the demo's password, and as what."""

from django.core.management.base import BaseCommand

from accounts.models import User
from glamwiki.demo.cast import AFFILIATES, PASSWORD, PEOPLE


class Command(BaseCommand):
    help = "Print the demo accounts that are there, with their roles."

    def handle(self, **options):
        there = set(
            User.objects.filter(username__in=[row[0] for row in PEOPLE]).values_list("username", flat=True)
        )
        if not there:
            return
        self.stdout.write(f"Demo accounts, all with the password {PASSWORD}")
        for username, _wiki, membership, is_wmf, is_platform in PEOPLE:
            if username in there:
                self.stdout.write(f"  {username:<16} {_role(membership, is_wmf, is_platform)}")


def _role(membership, is_wmf: bool, is_platform: bool) -> str:
    if membership:
        place, role = membership
        return f"{role.label} of {AFFILIATES[place][0]}"
    return "WMF GLAM staff" if is_wmf else "platform administrator" if is_platform else "volunteer"
