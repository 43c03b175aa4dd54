# SPDX-License-Identifier: GPL-3.0-or-later
"""What is in the database and at the mail server after the drill, held against what was acknowledged."""

from collections import Counter

from journal.models import Entry
from partnerships.models import Commitment
from tests.drill.clients import Load
from tests.drill.effect import key_of
from work.mail import message_id
from work.models import Message


def judge(load: Load, taken: Counter) -> tuple[dict[str, int], list[str]]:
    """The numbers by name, and one line for each violation."""
    rows = dict(Commitment.objects.filter(what__startswith="Promise ").values_list("pk", "what"))
    there = Counter(rows.values())
    entries = Counter(
        Entry.objects.filter(verb="commitment.made", subject_id__in=rows).values_list("subject_id", flat=True)
    )
    # The demo's own mails are among them: what holds for the promises holds for these.
    messages = {message.key: message for message in Message.objects.all()}
    effects = {pk: messages.get(key_of(pk)) for pk in rows}
    came = {pk: taken[message_id(message)] if message else 0 for pk, message in effects.items()}
    states = Counter(message.state for message in messages.values())
    faults = {
        "lost": [what for what in load.acknowledged if there[what] == 0],
        "doubled": [what for what, count in there.items() if count > 1],
        "without exactly one journal entry": [rows[pk] for pk in rows if entries[pk] != 1],
        "never begun": [what for what in there if what not in set(load.begun)],
        "refused by the site": load.refused,
        "without a message": [rows[pk] for pk, message in effects.items() if message is None],
        "mailed twice": [mail for mail, count in taken.items() if count > 1],
        "sent, but the mail did not come": [
            rows[pk]
            for pk, message in effects.items()
            if message and message.state == "sent" and came[pk] == 0
        ],
        "neither sent nor named unknown": [
            message.key for message in messages.values() if message.state not in {"sent", "unknown"}
        ],
    }
    numbers = {
        "commitments acknowledged": len(load.acknowledged),
        "sent again for want of an answer": load.repeats,
        "commitments in the database": len(rows),
        "journal entries": sum(entries.values()),
        "mails the server took": sum(taken.values()),
        "messages sent": states["sent"],
        "messages named unknown": states["unknown"],
        **{f"violations: {fault}": len(found) for fault, found in faults.items()},
    }
    words = [f"{what}: {fault}" for fault, found in faults.items() for what in found]
    return numbers, words
