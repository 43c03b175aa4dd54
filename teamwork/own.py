# SPDX-License-Identifier: GPL-3.0-or-later
"""What this app holds of somebody who signs in, for the file they take along."""

from teamwork.models import Following, Note, Notice, SavedView, Task


def own_teamwork(user) -> dict[str, list[dict]]:
    """Their notes, the tasks given to them, what they follow, what they were told, and their saved views."""
    return {
        "notes": list(
            Note.objects.filter(author=user).order_by("pk").values("text", "written_at", "edited_at")
        ),
        "tasks": list(
            Task.objects.filter(assignee=user).order_by("pk").values("title", "due_on", "state", "made_at")
        ),
        "followed": list(
            Following.objects.filter(user=user).order_by("pk").values("thread_kind", "thread_id", "since_at")
        ),
        "notices": list(Notice.objects.filter(user=user).order_by("pk").values("kind", "made_at", "read_at")),
        "saved views": list(
            SavedView.objects.filter(owner=user).order_by("pk").values("page", "name", "query", "saved_at")
        ),
    }
