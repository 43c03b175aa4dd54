# SPDX-License-Identifier: GPL-3.0-or-later
"""The notice that people get whom somebody else told us of (Art. 14 of the GDPR)."""

from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.permissions import scope
from partnerships.models.advocates import Advocate
from privacy.models import Statement

# Within thirty days, the day of entry counted: on the thirtieth day after it the notice is overdue.
WITHIN = timedelta(days=29)


class NoticeQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(scope(user, "advocate.see", affiliate="advocate__affiliate"))

    def open(self):
        """Not given yet, to somebody who is still known."""
        return self.filter(how="", advocate__anonymised_at=None)

    def overdue(self, *, on):
        return self.open().filter(due_on__lt=on)


class Notice(models.Model):
    """That an advocate is told what we keep of them: due when, given how, when, by whom, in which words.

    Due a month after somebody entered them, or on the day of the first contact after that.
    """

    class How(models.TextChoices):
        MAIL = "mail", _("by mail from here")
        SPOKEN = "spoken", _("spoken")
        LETTER = "letter", _("in a letter or a mail of our own")
        THEMSELVES = "themselves", _("not needed: they gave us the data themselves")

    class State(models.TextChoices):
        DUE = "due", _("due")
        OVERDUE = "overdue", _("overdue")
        GIVEN = "given", _("given")
        NOT_NEEDED = "not_needed", _("not needed")

    advocate = models.OneToOneField(Advocate, models.CASCADE, related_name="notice")
    entered_on = models.DateField(_("entered"))
    due_on = models.DateField(_("due"))
    how = models.CharField(_("how"), max_length=20, choices=How, blank=True)
    given_on = models.DateField(_("given"), null=True, blank=True)
    statement = models.ForeignKey(
        Statement, models.PROTECT, null=True, related_name="+", verbose_name=_("version of the text")
    )
    language = models.CharField(_("language"), max_length=20, blank=True)
    message_key = models.CharField(max_length=200, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(how__in=["", "mail", "spoken", "letter", "themselves"]), name="notice_how_known"
            ),
            models.CheckConstraint(
                condition=Q(how="", given_on=None) | (~Q(how="") & Q(given_on__isnull=False)),
                name="notice_given_on_a_day",
            ),
        ]
        indexes = [models.Index(fields=["due_on"], condition=Q(how=""), name="notice_due")]

    def __str__(self):
        return f"notice to advocate {self.advocate_id}"

    def state(self, *, on: date) -> "Notice.State":
        """Where it stands on that day."""
        if self.how:
            return self.State.NOT_NEEDED if self.how == self.How.THEMSELVES else self.State.GIVEN
        return self.State.OVERDUE if self.due_on < on else self.State.DUE
