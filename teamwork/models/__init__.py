# SPDX-License-Identifier: GPL-3.0-or-later
"""Notes, tasks, followings, notices and saved views."""

from teamwork.models.notes import Mention, Note
from teamwork.models.notices import Following, Notice
from teamwork.models.tasks import Task
from teamwork.models.views import SavedView

__all__ = ["Following", "Mention", "Note", "Notice", "SavedView", "Task"]
