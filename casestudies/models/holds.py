# SPDX-License-Identifier: GPL-3.0-or-later
"""Who is writing which section at this moment, so that two do not write the same one."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from casestudies.models.sections import SectionKey
from casestudies.models.studies import CaseStudy

HELD_FOR = timedelta(minutes=2)


class HoldQuerySet(models.QuerySet):
    def standing(self, *, now):
        """Those whose time is not over."""
        return self.filter(ends_at__gt=now)

    def visible_to(self, user):
        """For those who write the case study: everybody else reads what is saved."""
        return self.filter(case_study__in=CaseStudy.objects.written_by(user).values("pk"))

    def for_page(self):
        """What the page of writing shows of them, in one query."""
        return self.select_related("held_by").order_by("section")


class Hold(models.Model):
    """Somebody writes this section now; others read it until they save and go, leave, or fall silent.

    Every saving and every sign of life moves `ends_at` on. A hold is a courtesy with a clock: what guards the text is
    that a saving of the same section is a conflict.
    """

    case_study = models.ForeignKey(CaseStudy, models.CASCADE, related_name="holds")
    section = models.CharField(max_length=20, choices=SectionKey)
    held_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    held_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField()

    objects = HoldQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case_study", "section"], name="hold_once")]

    def __str__(self):
        return f"{self.get_section_display()} – {self.held_by}"
