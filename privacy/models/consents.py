# SPDX-License-Identifier: GPL-3.0-or-later
"""What people agreed or objected to, line by line; and why an affiliate may keep data without being asked."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Affiliate
from privacy.models.statements import Statement


class ConsentQuerySet(models.QuerySet):
    def about(self, subject):
        """The lines of one record, the newest first."""
        lines = self.filter(subject_kind=subject._meta.label_lower, subject_id=subject.pk)
        return lines.order_by("-recorded_at", "-pk")


class Consent(models.Model):
    """One line of what somebody said of the use of their data: yes, no, or an objection.

    Lines are added, never changed; the newest of a category counts. What a line was about outlives the
    person's record, as proof; its words are emptied when the person is forgotten.
    """

    class Category(models.TextChoices):
        PARTNERSHIP = "partnership", _("keeping their data for the partnership")
        WIKI_ACCOUNT = "wiki_account", _("noting their wiki account")
        CAMPAIGN_MAIL = "campaign_mail", _("mails of campaigns")

    class Answer(models.TextChoices):
        OPT_IN = "opt_in", _("agreed")
        OPT_OUT = "opt_out", _("took it back")
        OBJECTION = "objection", _("objected")

    class Source(models.TextChoices):
        MAIL = "mail", _("in a mail")
        SPOKEN = "spoken", _("spoken")
        FORM = "form", _("on a form they filled in")
        WIKI = "wiki", _("on the wiki")
        UNSUBSCRIBED = "unsubscribed", _("by the link in a mail")
        OTHER = "other", _("otherwise")

    affiliate = models.ForeignKey(Affiliate, models.PROTECT, related_name="+")
    subject_kind = models.CharField(max_length=80)
    subject_id = models.BigIntegerField()
    category = models.CharField(_("what for"), max_length=20, choices=Category)
    answer = models.CharField(_("answer"), max_length=20, choices=Answer)
    source = models.CharField(_("how it was given"), max_length=20, choices=Source, default=Source.OTHER)
    given_on = models.DateField(_("when"))
    expires_on = models.DateField(_("until"), null=True, blank=True)
    statement = models.ForeignKey(
        Statement, models.PROTECT, null=True, related_name="+", verbose_name=_("text they were shown")
    )
    note = models.CharField(_("note"), max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["subject_kind", "subject_id", "category"], name="consent_of_subject")]
        triggers = [
            # Its time ends: then the worker deletes it.
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update),
        ]

    def __str__(self):
        return f"{self.subject_kind} {self.subject_id}: {self.category} {self.answer}"

    def holds(self, *, on) -> bool:
        """Whether it is a yes that has not run out on that day."""
        return self.answer == self.Answer.OPT_IN and (self.expires_on is None or self.expires_on >= on)


class Assessment(models.Model):
    """Why an affiliate may keep data of people by legitimate interest: purpose, need, balance; dated.

    Never changed: a change is a new one, and the newest counts.
    """

    affiliate = models.ForeignKey(Affiliate, models.PROTECT, related_name="+")
    purpose = models.TextField(_("What do you want to reach, and is it lawful?"), max_length=5000)
    necessity = models.TextField(_("Why does it need these data, and no fewer?"), max_length=5000)
    balance = models.TextField(_("Why do their interests not outweigh yours?"), max_length=5000)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["affiliate", "-written_at"], name="assessment_newest")]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self):
        return f"assessment {self.pk} of affiliate {self.affiliate_id}"
