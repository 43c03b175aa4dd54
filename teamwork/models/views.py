# SPDX-License-Identifier: GPL-3.0-or-later
"""Saved views: a list's filters under a name."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Affiliate
from accounts.permissions import affiliate_ids
from teamwork import pages


class SavedViewQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own, those of one's affiliates, and those shared with everybody."""
        own = Q(owner=user.pk)
        ours = Q(reach=SavedView.Reach.AFFILIATE, affiliate__in=affiliate_ids(user, "view.affiliate"))
        return self.filter(own | ours | Q(reach=SavedView.Reach.SHARED))


class SavedView(models.Model):
    """The filters, order and grouping of one page, kept as its query string."""

    class Reach(models.TextChoices):
        MINE = "mine", _("only I")
        AFFILIATE = "affiliate", _("my affiliate")
        SHARED = "shared", _("everybody")

    page = models.CharField(max_length=60, help_text="The URL name of the list, such as partnerships:board.")
    name = models.CharField(_("name"), max_length=100)
    query = models.TextField(max_length=2000, blank=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_views")
    reach = models.CharField(_("who sees it"), max_length=10, choices=Reach, default=Reach.MINE)
    affiliate = models.ForeignKey(Affiliate, models.PROTECT, null=True, blank=True, related_name="+")
    saved_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "page", "name"], name="view_name_once"),
            models.CheckConstraint(
                condition=~Q(reach="affiliate") | Q(affiliate__isnull=False), name="view_of_an_affiliate"
            ),
        ]
        indexes = [models.Index(fields=["page", "reach", "affiliate"], name="view_of_page")]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        """The list as the view shows it."""
        return f"{reverse(self.page)}?{self.query}" if self.query else reverse(self.page)

    @property
    def page_label(self):
        return pages.label_of(self.page)
