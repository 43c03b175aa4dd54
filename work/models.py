# SPDX-License-Identifier: GPL-3.0-or-later
"""Work as rows: what is to be done stands in the database, the broker only wakes the worker."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

MAX_ATTEMPTS = 3
HEARTBEAT_LOST_AFTER = timedelta(minutes=2)
WAKE_UP_LOST_AFTER = timedelta(minutes=2)


class RunQuerySet(models.QuerySet):
    def unfinished(self):
        return self.filter(state__in=[Run.State.QUEUED, Run.State.RUNNING])

    def forgotten(self, *, now):
        """Queued without a wake-up, or running without a heartbeat: what the sweep picks up."""
        return self.filter(
            Q(state=Run.State.QUEUED, queued_at__lt=now - WAKE_UP_LOST_AFTER)
            | Q(state=Run.State.RUNNING, heartbeat_at__lt=now - HEARTBEAT_LOST_AFTER)
        )


class Run(models.Model):
    """One piece of work for a worker, and how it ended. Changed only by `work.actions`."""

    class State(models.TextChoices):
        QUEUED = "queued", _("waiting")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")

    kind = models.CharField(max_length=60)
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    attempts = models.PositiveSmallIntegerField(default=0)
    queued_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True)
    heartbeat_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    progress = models.PositiveIntegerField(default=0)
    expected = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict)
    error = models.TextField(blank=True)

    objects = RunQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["queued", "running", "done", "failed"]), name="run_state_known"
            ),
            models.UniqueConstraint(
                fields=["kind"],
                condition=Q(state__in=["queued", "running"]),
                name="run_one_unfinished_per_kind",
            ),
        ]
        indexes = [models.Index(fields=["kind", "-queued_at"], name="run_newest")]

    def __str__(self):
        return f"{self.kind} {self.pk} ({self.state})"

    @property
    def is_unfinished(self):
        return self.state in {self.State.QUEUED, self.State.RUNNING}

    @property
    def percent(self):
        """0 to 100, for a progress bar."""
        return min(100, 100 * self.progress // self.expected) if self.expected else 0


class MessageQuerySet(models.QuerySet):
    def due(self, *, now):
        return self.filter(state=Message.State.WAITING, due_at__lte=now).order_by("due_at", "pk")


class Message(models.Model):
    """The outbox: one message that must leave, written with the change that caused it.

    `kind` names the sender that knows how (`work.registry`); `key` is unique, so that the same message
    cannot be put in twice. A message whose answer never came is `unknown`: a person looks.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SENDING = "sending", _("on its way")
        SENT = "sent", _("sent")
        UNKNOWN = "unknown", _("unknown, look")
        REFUSED = "refused", _("refused")

    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=200, unique=True)
    payload = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(default=timezone.now)
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "sending", "sent", "unknown", "refused"]),
                name="message_state_known",
            )
        ]
        indexes = [models.Index(fields=["due_at"], condition=Q(state="waiting"), name="message_due")]

    def __str__(self):
        return f"{self.kind} {self.key} ({self.state})"


class FormKey(models.Model):
    """A form's one-time key: the second click finds where the first one led."""

    key = models.UUIDField(primary_key=True, default=uuid.uuid4)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    used_at = models.DateTimeField(default=timezone.now)
    led_to = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["used_at"], name="formkey_age")]

    def __str__(self):
        return str(self.key)


class Heartbeat(models.Model):
    """When a part of the system was last seen alive: `beat` (through the sweep), `worker`."""

    part = models.CharField(max_length=30, primary_key=True)
    seen_at = models.DateTimeField(default=timezone.now)

    def __str__(self):
        return self.part


__all__ = ["FormKey", "Heartbeat", "Message", "Run"]
