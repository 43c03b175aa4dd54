# SPDX-License-Identifier: GPL-3.0-or-later
"""`manage.py outbox`: what waits to be sent, what went wrong, and a person's decision about the latter."""

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from work import actions, reports
from work.models import Message

SHOWN = 50


class Command(BaseCommand):
    help = (
        "Counts the outbox by state and lists what is unknown (the answer never came) or refused. "
        "Look at the mail server's log for the Message-ID of an unknown one, then decide: "
        "--settle KEY sent, or --settle KEY waiting to send it (again)."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--settle", nargs=2, metavar=("KEY", "STATE"), help="decide on one: sent or waiting"
        )
        parser.add_argument("--by", metavar="NAME", help="who decides, a username; needed with --settle")
        parser.add_argument("--all", action="store_true", help=f"list all, not the first {SHOWN}")

    def handle(self, *, settle, by, **options):
        if settle:
            self._decide(*settle, by)
        else:
            self._show(None if options["all"] else SHOWN)

    def _decide(self, key: str, state: str, by: str | None) -> None:
        if state not in {Message.State.SENT, Message.State.WAITING}:
            raise CommandError("STATE is sent or waiting.")
        if not get_user_model().objects.filter(username=by or "").exists():
            raise CommandError("Say who decides: --by NAME, the name of an account.")
        message = Message.objects.filter(key=key).first()
        if message is None:
            raise CommandError(f"There is no message “{key}”.")
        try:
            actions.decide(message, state, by=by)
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from refusal
        self.stdout.write(f"{key}: {state}")

    def _show(self, most: int | None) -> None:
        now = timezone.now()
        standing = reports.outbox(now=now)
        for state, count in standing.counts.items():
            self.stdout.write(f"{state:<8} {count}")
        seconds = int((now - (standing.waiting_since or now)).total_seconds())
        self.stdout.write(f"longest overdue: {seconds // 60} min {seconds % 60} s")
        found = reports.to_look_at()
        for message in found[:most]:
            to = reports.masked(message.payload.get("to", ""))
            self.stdout.write(f"{message.state} outbox-{message.pk} {message.key} {to}: {message.error}")
        if most and (more := found.count() - most) > 0:
            self.stdout.write(f"… and {more} more: --all")
