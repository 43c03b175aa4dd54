# SPDX-License-Identifier: GPL-3.0-or-later
"""The only writers of notes, tasks, followings, notices and saved views."""

from teamwork.actions.followings import follow, unfollow
from teamwork.actions.notes import edit_note, remove_note, restore_note, write_note
from teamwork.actions.notices import mark_all_read, mark_read, tell, tell_followers
from teamwork.actions.tasks import (
    correct_task,
    drop_task,
    finish_task,
    make_task,
    reassign_task,
    reopen_task,
)
from teamwork.actions.views import canonical_query, correct_view, forget_view, save_view

__all__ = [
    "canonical_query",
    "correct_task",
    "correct_view",
    "drop_task",
    "edit_note",
    "finish_task",
    "follow",
    "forget_view",
    "make_task",
    "mark_all_read",
    "mark_read",
    "reassign_task",
    "remove_note",
    "reopen_task",
    "restore_note",
    "save_view",
    "tell",
    "tell_followers",
    "unfollow",
    "write_note",
]
