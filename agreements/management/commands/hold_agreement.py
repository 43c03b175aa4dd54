# SPDX-License-Identifier: GPL-3.0-or-later
"""`manage.py hold_agreement ID --by NAME (--reason WORDS | --release)`: keeps an agreement for a dispute or the law."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.models import User
from agreements import actions
from partnerships.models import Mou


class Command(BaseCommand):
    help = "Keep all of an agreement, whatever its period says, until it is released."

    def add_arguments(self, parser):
        parser.add_argument("agreement", type=int)
        parser.add_argument("--by", required=True, help="the account that answers for it")
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("--reason")
        which.add_argument("--release", action="store_true")

    def handle(self, *, agreement, by, reason, release, **options):
        mou, user = Mou.objects.filter(pk=agreement).first(), User.objects.filter(username=by).first()
        if mou is None or user is None:
            raise CommandError("There is no such agreement." if mou is None else "There is no such account.")
        try:
            if release:
                actions.release_agreement(mou, by=user, now=timezone.now())
            else:
                actions.hold_agreement(mou, by=user, reason=reason)
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from refusal
        self.stdout.write(f"Agreement {mou.pk} is {'released' if release else 'held'}.")
