# SPDX-License-Identifier: GPL-3.0-or-later
"""The lines of the journal on elevated sessions; the sessions themselves know until when (`accounts.elevation`)."""

from accounts.models import User
from journal.actions import record, recorded


@recorded
def note_elevated(user: User, *, reason: str) -> None:
    """Write down that a platform administrator may read what is others', and why."""
    record("platform.elevated", user, by=user, note=reason)


@recorded
def note_stepped_down(user: User) -> None:
    """Write down that it is over before its time."""
    record("platform.stepped_down", user, by=user)
