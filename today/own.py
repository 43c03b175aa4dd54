# SPDX-License-Identifier: GPL-3.0-or-later
"""What this app holds of somebody who signs in, for the file they take along."""

from today.models import Feed, Snooze


def own_today(user) -> dict[str, list[dict]]:
    """What they put off, and when they made feeds of their dates (not the feeds' keys)."""
    return {
        "put off": list(Snooze.objects.filter(user=user).order_by("pk").values("key", "until_on")),
        "feeds": list(
            Feed.objects.filter(user=user).order_by("pk").values("made_at", "read_at", "revoked_at")
        ),
    }
