# SPDX-License-Identifier: GPL-3.0-or-later
"""Places: a category, programme, event, task or page where a partnership or an institution stands."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.permissions import scope
from journal.history import tracked
from partnerships.models import Institution, Partnership
from partnerships.models.sharing import shared_scope
from presence.parsing import Spot, address_of


class PlaceQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of partnerships the user sees, and of institutions what is open to them."""
        of_partnership = shared_scope(
            user,
            "partnership.see",
            affiliate="partnership__affiliate",
            partnership="partnership",
            published=Q(partnership__is_public=True),
        )
        of_institution = scope(user, "place.see", published=Q(kind=Place.Kind.CATEGORY))
        return self.kept().filter(
            (Q(partnership__isnull=False, partnership__removed_at=None) & of_partnership)
            | (Q(institution__removed_at=None, institution__isnull=False) & of_institution)
        )

    def kept(self):
        return self.filter(removed_at=None)

    def of(self, record):
        """Those of a partnership or an institution."""
        column = "partnership" if isinstance(record, Partnership) else "institution"
        return self.filter(**{column: record})

    def for_list(self):
        """What a line shows, in one query."""
        return self.select_related("category").order_by("kind", "identifier", "pk")


@tracked()
class Place(models.Model):
    """One place on a wiki or tool where a partnership or an institution stands.

    Kept is its normalised name there, never the address somebody pasted. Nothing is fetched from any of them
    but what `presence.tasks` asks Commons about categories; whether a task is done, people say.
    """

    class Kind(models.TextChoices):
        CATEGORY = "category", _("Commons category")
        PROGRAMME = "programme", _("Dashboard programme")
        EVENT = "event", _("event")
        TASK = "task", _("Phabricator task")
        PAGE = "page", _("project page")

    partnership = models.ForeignKey(Partnership, models.CASCADE, null=True, blank=True, related_name="places")
    institution = models.ForeignKey(Institution, models.CASCADE, null=True, blank=True, related_name="places")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    # The wiki of a project page, by its name in settings.PLACE_HOSTS.
    wiki = models.CharField(max_length=10, blank=True)
    identifier = models.CharField(_("name there"), max_length=500)
    label = models.CharField(_("in your words"), max_length=200, blank=True)
    resolved_on = models.DateField(_("resolved on"), null=True, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(partnership=None, institution__isnull=False)
                | Q(partnership__isnull=False, institution=None),
                name="place_of_one_record",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["category", "programme", "event", "task", "page"]),
                name="place_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(resolved_on=None) | Q(kind="task"), name="place_task_resolved"
            ),
            models.UniqueConstraint(
                fields=["partnership", "kind", "wiki", "identifier"],
                condition=Q(partnership__isnull=False),
                name="place_once_per_partnership",
            ),
            models.UniqueConstraint(
                fields=["institution", "kind", "wiki", "identifier"],
                condition=Q(institution__isnull=False),
                name="place_once_per_institution",
            ),
        ]

    def __str__(self):
        return self.label or self.name

    def get_absolute_url(self):
        return reverse("presence:place", args=[self.pk])

    @property
    def name(self) -> str:
        """The name as people on the wikis write it."""
        if self.kind == self.Kind.PROGRAMME:
            return self.identifier.replace("_", " ")
        return f"Category:{self.identifier}" if self.kind == self.Kind.CATEGORY else self.identifier

    @property
    def address(self) -> str:
        """Where it is, made of a host from the settings."""
        return address_of(Spot(self.kind, self.identifier, self.wiki), settings.PLACE_HOSTS)

    @property
    def record(self):
        """The partnership or institution it is a place of."""
        return self.partnership if self.partnership_id else self.institution
