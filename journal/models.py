# SPDX-License-Identifier: GPL-3.0-or-later
"""One line of the journal: an action in words, joined to the row history it caused."""

import uuid
from datetime import timedelta

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from journal.verbs import VERBS

FADES_AFTER = timedelta(days=365)


class EntryQuerySet(models.QuerySet):
    def about(self, subject):
        """Every line in the thread of `subject` (a partnership, an institution …), newest first."""
        return self.filter(thread_kind=subject._meta.label_lower, thread_id=subject.pk)

    def newest(self):
        return self.select_related("actor").order_by("-at", "-pk")

    def of_affiliates(self, ids):
        """The lines that belong to one of these affiliates."""
        return self.filter(affiliate_id__in=ids)


class Entry(models.Model):
    """Who did what to what, when and why. Written once by `journal.actions.record`, never changed.

    After a year it fades: who it was and all words go (`journal.forgetting.faded`).
    `thread` is the record whose timeline shows the line; often the subject itself.
    """

    at = models.DateTimeField(default=timezone.now)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", help_text="Empty: the worker."
    )
    verb = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=80)
    subject_id = models.BigIntegerField()
    thread_kind = models.CharField(max_length=80)
    thread_id = models.BigIntegerField()
    before = models.CharField(max_length=300, blank=True)
    after = models.CharField(max_length=300, blank=True)
    note = models.TextField(blank=True)
    context = models.UUIDField(
        default=uuid.uuid4, help_text="Joins the line to the row history of its action."
    )
    # A number, no foreign key: the journal stands below affiliates.
    affiliate_id = models.BigIntegerField(null=True, help_text="Whose the line is. Empty: nobody's alone.")
    request_id = models.UUIDField(null=True, help_text="Joins the line to the logs of its request or task.")

    objects = EntryQuerySet.as_manager()

    class Meta:
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]
        indexes = [
            models.Index(fields=["thread_kind", "thread_id", "-at"], name="entry_thread"),
            models.Index(fields=["context"], name="entry_context"),
            models.Index(fields=["actor", "-at"], name="entry_actor"),
            models.Index(fields=["affiliate_id", "-id"], name="entry_affiliate"),
            models.Index(fields=["verb", "-id"], name="entry_verb"),
        ]

    def __str__(self):
        return f"{self.verb} {self.subject_kind} {self.subject_id}"

    @property
    def who(self) -> str:
        """Who did it, by name; "" is the platform itself. Of a line that has faded nobody knows any more."""
        if self.actor_id is not None:
            return str(self.actor)
        return _("no longer known") if self.at < timezone.now() - FADES_AFTER else ""

    @property
    def sentence(self):
        """The verb in the reader's words."""
        return VERBS.get(self.verb, self.verb)
