# SPDX-License-Identifier: GPL-3.0-or-later
"""Short guides: how to get started, offered at the phase where they help."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.permissions import may_somewhere
from journal.history import tracked
from partnerships.models import Institution
from partnerships.stages import Phase


class GuideQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Published ones are everybody's; those still being written are for those who write guides."""
        return self if may_somewhere(user, "guide.edit") else self.published()

    def published(self):
        return self.filter(is_published=True)

    def helping_in(self, phase: str, kind: str = ""):
        """Those for that phase, for every kind of institution or for this one."""
        return self.filter(phase=phase, institution_kind__in={"", kind})


@tracked()
class Guide(models.Model):
    """One short guide in one language. Its translations bear the same `code`."""

    code = models.SlugField(
        _("code"), max_length=60, help_text=_("The same for all translations of a guide.")
    )
    language = models.CharField(_("language"), max_length=20, default="en")
    phase = models.CharField(_("phase it helps in"), max_length=20, choices=Phase)
    institution_kind = models.CharField(
        _("kind of institution"), max_length=20, choices=Institution.Kind, blank=True
    )
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("text"), help_text=_("Wikitext."))
    links = models.JSONField(_("links"), default=list, blank=True, help_text="[[title, address], …]")
    position = models.PositiveSmallIntegerField(_("place among its phase's guides"), default=0)
    is_published = models.BooleanField(_("published"), default=False)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    edited_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    objects = GuideQuerySet.as_manager()

    class Meta:
        ordering = ["position", "code", "language"]
        constraints = [
            models.UniqueConstraint(fields=["code", "language"], name="guide_once_a_language"),
            models.CheckConstraint(condition=Q(phase__in=Phase.values), name="guide_phase_known"),
        ]
        indexes = [models.Index(fields=["phase", "position"], name="guide_by_phase")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("learning:guide", args=[self.pk])
