# SPDX-License-Identifier: GPL-3.0-or-later
"""Who looked at whose contact data."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Affiliate
from accounts.permissions import scope


class ReadingQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(scope(user, "reading.see"))

    def of(self, subject):
        """Those of one record."""
        return self.filter(subject_kind=subject._meta.label_lower, subject_id=subject.pk)


class Reading(models.Model):
    """One time somebody saw the contact data of somebody at an institution: who, whose, when and how.

    Holds numbers and a path without its question mark, no name and no address.
    """

    class How(models.TextChoices):
        PAGE = "page", _("opened their page")
        LIST = "list", _("saw them in a list")
        EXPORT = "export", _("took them along in an export")
        API = "api", _("asked by a program")

    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    affiliate = models.ForeignKey(Affiliate, models.PROTECT, related_name="+")
    subject_kind = models.CharField(max_length=80)
    subject_id = models.BigIntegerField()
    how = models.CharField(_("how"), max_length=10, choices=How)
    path = models.CharField(_("address"), max_length=200)
    read_at = models.DateTimeField(default=timezone.now)
    request_id = models.UUIDField(
        null=True, help_text="Joins the reading to the logs and the journal's lines of its request."
    )

    objects = ReadingQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "-read_at"], name="reading_of_subject"),
            models.Index(fields=["affiliate", "-read_at", "-id"], name="reading_of_affiliate"),
            models.Index(fields=["read_at"], name="reading_age"),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update)]

    def __str__(self):
        return f"{self.reader_id} read {self.subject_kind} {self.subject_id}"
