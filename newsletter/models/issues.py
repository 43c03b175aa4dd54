# SPDX-License-Identifier: GPL-3.0-or-later
"""The issues of the newsletter, one a month."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.permissions import scope
from interface import words
from newsletter.parsing.titles import FIRST_YEAR

_ROMAN = [(50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")]


class IssueQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those with a report that the reader may see."""
        return self.filter(scope(user, "report.see")).filter(reports__is_public=True).distinct()


class Issue(models.Model):
    """The newsletter of one month; `appeared_on` is its first day."""

    appeared_on = models.DateField(unique=True)
    page_title = models.CharField(max_length=255, help_text="The issue's page on the wiki.")

    objects = IssueQuerySet.as_manager()

    class Meta:
        ordering = ["-appeared_on"]

    def __str__(self):
        return words.month(self.appeared_on)

    def get_absolute_url(self):
        return reverse("newsletter:issue", args=[self.pk])

    @property
    def numbering(self):
        """As the newsletter numbers itself: a volume a year since 2011, an issue a month."""
        return _("Volume %(volume)s, issue %(issue)s") % {
            "volume": roman(self.appeared_on.year - FIRST_YEAR + 1),
            "issue": roman(self.appeared_on.month),
        }


def roman(number: int) -> str:
    """12 → “XII”."""
    written = ""
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        written += letters * times
    return written
