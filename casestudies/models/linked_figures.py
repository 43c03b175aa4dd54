# SPDX-License-Identifier: GPL-3.0-or-later
"""Figures that the platform knows, as a case study quotes them."""

import re

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casestudies.models.studies import CaseStudy
from interface import words

_MARKUP = re.compile(r"[\[\]{}|<>=]|'{2,}")


class LinkedFigureQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Whoever reads the case study reads its figures: their author was told so when taking them in."""
        return self.filter(case_study__in=CaseStudy.objects.visible_to(user).values("pk"))


class LinkedFigure(models.Model):
    """A number counted elsewhere on the platform, taken into a case study as it stood on a day.

    It does not move with its source: what a text says stays said until somebody renews it. `source_kind` and
    `source_id` name the row it was counted from, `source_words` what that row calls itself. Once taken in, it is
    as public as the case study, however confidential its source is.
    """

    class Counts(models.TextChoices):
        DELIVERED = "delivered", gettext_lazy("delivered towards a commitment")
        TOTAL = "total", gettext_lazy("delivered in all")
        KEPT = "kept", gettext_lazy("commitments kept")

    case_study = models.ForeignKey(CaseStudy, models.CASCADE, related_name="linked_figures")
    counts = models.CharField(gettext_lazy("what it counts"), max_length=10, choices=Counts)
    amount = models.DecimalField(gettext_lazy("how much"), max_digits=14, decimal_places=2)
    out_of = models.DecimalField(
        gettext_lazy("of how much"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    unit = models.CharField(gettext_lazy("of what"), max_length=60, blank=True)
    counted_on = models.DateField(gettext_lazy("as of"))
    source_kind = models.CharField(max_length=60)
    source_id = models.BigIntegerField()
    source_words = models.CharField(max_length=500)
    linked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    linked_at = models.DateTimeField(default=timezone.now)

    objects = LinkedFigureQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case_study", "counts", "source_kind", "source_id", "unit"], name="linkedfigure_once"
            ),
            models.CheckConstraint(
                condition=Q(counts__in=["delivered", "total", "kept"]), name="linkedfigure_counts_known"
            ),
        ]

    def __str__(self):
        return self.told

    @property
    def key(self) -> str:
        """What it is told apart by from the other figures of a case study."""
        return key_of(self.counts, self.source_id, self.unit)

    @property
    def told(self) -> str:
        """The number with its words, in the reader's language: “120 of 1,000 images delivered”."""
        said = {"amount": words.number(self.amount), "unit": self.unit}
        if self.out_of is not None:
            said["all"] = words.number(self.out_of)
        if self.counts == self.Counts.KEPT:
            text = _("%(amount)s of %(all)s commitments kept")
        elif self.counts == self.Counts.TOTAL:
            text = _("%(amount)s %(unit)s delivered in all")
        else:
            text = _("%(amount)s of %(all)s %(unit)s delivered")
        return " ".join((text % said).split())  # not everything has a unit

    @property
    def sentence(self) -> str:
        """The same for a text of its own, as wikitext without markup: with its day and what was promised."""
        said = {"figure": self.told, "day": words.day(self.counted_on), "source": self.source_words}
        if self.counts == self.Counts.DELIVERED:
            text = _("%(figure)s (%(source)s), as of %(day)s.") % said
        else:
            text = _("%(figure)s, as of %(day)s.") % said
        return " ".join(_MARKUP.sub("", text).split())


def key_of(counts: str, source_id: int, unit: str) -> str:
    """The one form of a figure's key, for rows and for figures not linked yet."""
    return f"{counts}:{source_id}:{unit}"
