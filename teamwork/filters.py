# SPDX-License-Identifier: GPL-3.0-or-later
"""What the list of tasks can be narrowed by; kept in the address, nonsense in it is ignored."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

WHOSE = {"mine": _("Mine"), "affiliate": _("My affiliate's")}
STATES = {"open": _("Open"), "overdue": _("Overdue"), "done": _("Done"), "dropped": _("Dropped")}


@dataclass(frozen=True)
class TaskFilter:
    """`whose` and `state` as the address says, or as they are at first."""

    whose: str = "mine"
    state: str = "open"

    @classmethod
    def of(cls, data) -> "TaskFilter":
        whose, state = data.get("whose"), data.get("state")
        return cls(whose if whose in WHOSE else "mine", state if state in STATES else "open")

    def apply(self, tasks, user):
        """The tasks in question, the most urgent first; ended ones the latest first."""
        if self.whose == "mine":
            tasks = tasks.filter(assignee=user)
        if self.state == "overdue":
            tasks = tasks.filter(due_on__lt=timezone.localdate())
        if self.state in ("open", "overdue"):
            return tasks.open().most_urgent_first()
        return tasks.filter(state=self.state).order_by("-ended_at", "-pk")
