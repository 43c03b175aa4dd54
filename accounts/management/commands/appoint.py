# SPDX-License-Identifier: GPL-3.0-or-later
"""`manage.py appoint NAME [--platform-admin] [--wmf-staff]`: an account with a password, for an empty platform."""

import sys
from getpass import getpass

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from accounts import actions


class Command(BaseCommand):
    help = "Make an account. The password is asked for, or read from standard input when it is no terminal."

    def add_arguments(self, parser):
        parser.add_argument("username")
        parser.add_argument("--platform-admin", action="store_true", help="founds affiliates, gives roles")
        parser.add_argument("--wmf-staff", action="store_true", help="sees the whole movement")

    def handle(self, *, username, platform_admin, wmf_staff, **options):
        password = getpass() if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
        try:
            validate_password(password)
            actions.add_account(
                username=username,
                password=password,
                is_platform_admin=platform_admin,
                is_wmf_staff=wmf_staff,
                by=None,
            )
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from refusal
        self.stdout.write(f"{username} can sign in.")
