# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person said a report's name stands for, where the table of names did not know or erred."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from journal.history import tracked
from newsletter.parsing.areas import Area, AreaClass, Areas


class AreaClasses(models.TextChoices):
    """What kind of area a report covers, in the reader's language."""

    COUNTRY = AreaClass.COUNTRY.value, _("a country")
    COUNTRIES = AreaClass.COUNTRIES.value, _("several countries")
    REGION = AreaClass.REGION.value, _("a region")
    THEMATIC = AreaClass.THEMATIC.value, _("thematic")
    EDITORIAL = AreaClass.EDITORIAL.value, _("editorial")
    UNKNOWN = AreaClass.UNKNOWN.value, _("unknown")


@tracked()
class AreaName(models.Model):
    """What area a report of this name is about, as a person decided; it outlives every sync.

    `name` is the report's name without “report”, in lower case.
    """

    name = models.CharField(max_length=100, unique=True)
    area_class = models.CharField(_("class"), max_length=10, choices=AreaClasses)
    countries = models.JSONField(default=list, help_text="Codes of ISO 3166-1, and XK.")
    label = models.CharField(_("name of the region or theme"), max_length=100, blank=True)
    mapped_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    mapped_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1, db_default=1)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(area_class__in=[each.value for each in AreaClass]), name="areaname_class_known"
            )
        ]

    def __str__(self):
        return self.name

    @property
    def areas(self):
        """The decision in the words of the table."""
        if self.label:
            found = [Area(code, self.label) for code in self.countries] or [Area(name=self.label)]
        else:
            found = [Area(code) for code in self.countries]
        return Areas(AreaClass(self.area_class), tuple(found))
