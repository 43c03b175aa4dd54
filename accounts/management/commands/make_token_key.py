# SPDX-License-Identifier: GPL-3.0-or-later
"""`manage.py make_token_key` prints a new key for TOKEN_KEYS."""

from cryptography.fernet import Fernet
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Print a new key for TOKEN_KEYS: put it in front of those that are there, then run reseal_tokens."
    requires_system_checks = ()

    def handle(self, **options):
        self.stdout.write(Fernet.generate_key().decode())
