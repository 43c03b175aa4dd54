# SPDX-License-Identifier: GPL-3.0-or-later
"""What must follow from each commitment: one mail, put in the outbox in the transaction that makes the row."""

from django.db.models.signals import post_save

from partnerships.models import Commitment
from work.actions import post
from work.letters import letter, name


def key_of(commitment_id: int) -> str:
    """The key of its message in the outbox."""
    return f"drill-commitment-{commitment_id}"


def connect() -> None:
    """From now on each promise made in this process has its mail."""
    post_save.connect(_tell, sender=Commitment)


def _tell(sender, instance, created, **_kwargs):
    # The demo's own commitments are made before there is anybody to count.
    if created and instance.what.startswith("Promise "):
        said = letter("en", subject=instance.what, paragraphs=[f"Somebody promised {name(instance.what)}."])
        post("mail", key=key_of(instance.pk), payload=said | {"to": "lead@example.org"})
