# SPDX-License-Identifier: GPL-3.0-or-later
"""Tasks: what somebody is to do on a record, by when."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Affiliate
from accounts.permissions import scope
from journal.history import tracked
from teamwork.models.threads import Threaded, ThreadQuerySet


class TaskQuerySet(ThreadQuerySet):
    def visible_to(self, user):
        return self.filter(scope(user, "task.see"))

    def open(self):
        return self.filter(state=Task.State.OPEN)

    def most_urgent_first(self):
        return self.order_by(F("due_on").asc(nulls_last=True), "-priority", "pk")


@tracked()
class Task(Threaded):
    """One thing to do on a record, and who does it. A partnership's next step stays the partnership's."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        DONE = "done", _("done")
        DROPPED = "dropped", _("dropped")

    class Priority(models.IntegerChoices):
        LOW = 1, _("low")
        NORMAL = 2, _("normal")
        HIGH = 3, _("high")

    affiliate = models.ForeignKey(Affiliate, models.PROTECT, related_name="+")
    title = models.CharField(_("what"), max_length=300)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="tasks", verbose_name=_("who")
    )
    due_on = models.DateField(_("due on"), null=True, blank=True)
    priority = models.PositiveSmallIntegerField(_("priority"), choices=Priority, default=Priority.NORMAL)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    # The step of a stage's plan it was made from, so that entering the stage again does not double it.
    origin = models.CharField(max_length=100, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = TaskQuerySet.as_manager()

    class Meta:
        ordering = [F("due_on").asc(nulls_last=True), "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["open", "done", "dropped"]), name="task_state_known"
            ),
            models.CheckConstraint(condition=Q(priority__in=[1, 2, 3]), name="task_priority_known"),
            models.CheckConstraint(
                condition=Q(state="open", ended_at=None) | (~Q(state="open") & Q(ended_at__isnull=False)),
                name="task_ended_has_a_moment",
            ),
            models.UniqueConstraint(
                fields=["thread_kind", "thread_id", "origin"],
                condition=~Q(origin="") & Q(state="open"),
                name="task_one_open_per_origin",
            ),
        ]
        indexes = [
            models.Index(fields=["thread_kind", "thread_id", "state"], name="task_thread"),
            models.Index(fields=["assignee", "due_on"], condition=Q(state="open"), name="task_open_of"),
            models.Index(fields=["affiliate", "due_on"], condition=Q(state="open"), name="task_open_in"),
        ]

    def __str__(self):
        return self.title

    @property
    def due_state(self):
        """`overdue`, `today`, `planned` or `none`; of an ended task `none`."""
        if not self.due_on or self.state != self.State.OPEN:
            return "none"
        today = timezone.localdate()
        return "overdue" if self.due_on < today else "today" if self.due_on == today else "planned"
