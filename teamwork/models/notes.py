# SPDX-License-Identifier: GPL-3.0-or-later
"""Notes on a record, and the people named in them."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Affiliate
from accounts.permissions import scope
from journal.history import tracked
from teamwork.models.threads import Threaded, ThreadQuerySet

LONGEST_NOTE = 20_000


class NoteQuerySet(ThreadQuerySet):
    def visible_to(self, user):
        """By the affiliate the note was written for; a shared record's door widens it to its co-leads."""
        return self.filter(scope(user, "note.see"))

    def kept(self):
        return self.filter(removed_at=None)


@tracked(exclude=("text",))
class Note(Threaded):
    """What somebody wrote on a record, for the affiliates that work on it. Removed, it can be put back."""

    affiliate = models.ForeignKey(Affiliate, models.PROTECT, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    text = models.TextField(_("note"), max_length=LONGEST_NOTE)
    written_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = NoteQuerySet.as_manager()

    class Meta:
        ordering = ["-written_at", "-pk"]
        indexes = [models.Index(fields=["thread_kind", "thread_id", "-written_at"], name="note_thread")]

    def __str__(self):
        return f"{self.thread_kind} {self.thread_id}: {self.pk}"


class Mention(models.Model):
    """A person named in a note, who could read it when it was written."""

    note = models.ForeignKey(Note, models.CASCADE, related_name="mentions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mentions")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["note", "user"], name="mention_once")]

    def __str__(self):
        return f"{self.note_id} @ {self.user_id}"
