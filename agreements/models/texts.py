# SPDX-License-Identifier: GPL-3.0-or-later
"""The text of an agreement: clauses, who signs, rights per set of content, and templates to begin from."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Affiliate
from accounts.permissions import scope
from journal.history import tracked
from partnerships.models import Advocate, Mou


class ClauseKind(models.TextChoices):
    """What agreements between affiliates and institutions have been found to say, in their usual order."""

    PARTIES = "parties", _("Parties")
    BACKGROUND = "background", _("Background")
    AIMS = "aims", _("Aims")
    GIVES_INSTITUTION = "gives_institution", _("What the institution gives")
    GIVES_AFFILIATE = "gives_affiliate", _("What the affiliate gives")
    CONTENT = "content", _("Content in scope")
    LICENCE = "licence", _("Licence and attribution")
    METADATA = "metadata", _("Metadata")
    BRAND = "brand", _("Brand and communication")
    RESOURCES = "resources", _("Resources and costs")
    CONTACTS = "contacts", _("Contact points")
    REPORTING = "reporting", _("Reporting")
    TERM = "term", _("Term")
    ENDING = "ending", _("Renewal and termination")
    CONFLICTS = "conflicts", _("Conflict of interest")
    PRIVACY = "privacy", _("Privacy")
    FORCE = "force", _("Legal force")
    OTHER = "other", _("Other")


@tracked()
class Clause(models.Model):
    """One section of an agreement's text; an empty title is said by its kind."""

    mou = models.ForeignKey(Mou, models.CASCADE, related_name="clauses")
    kind = models.CharField(_("kind"), max_length=20, choices=ClauseKind)
    title = models.CharField(_("title"), max_length=200, blank=True)
    text = models.TextField(_("text"), blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self):
        return self.title or self.get_kind_display()


@tracked()
class Signatory(models.Model):
    """Somebody who signs for one side; for the affiliate's eyes, as people are."""

    class Side(models.TextChoices):
        INSTITUTION = "institution", _("the institution")
        AFFILIATE = "affiliate", _("the affiliate")

    mou = models.ForeignKey(Mou, models.CASCADE, related_name="signatories")
    side = models.CharField(_("signs for"), max_length=20, choices=Side)
    name = models.CharField(_("name"), max_length=200)
    post = models.CharField(_("post"), max_length=200, blank=True)
    advocate = models.ForeignKey(
        Advocate, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("advocate")
    )
    signed_on = models.DateField(_("signed on"), null=True, blank=True)

    class Meta:
        ordering = ["-side", "pk"]
        verbose_name_plural = "signatories"

    def __str__(self):
        return self.name


@tracked()
class RightsTerm(models.Model):
    """Under which licence one set of content is given, and the ticket that proves it."""

    class Licence(models.TextChoices):
        CC0 = "cc0", "CC0 1.0"
        PUBLIC_DOMAIN = "pdm", _("Public Domain Mark 1.0")
        BY = "by", "CC BY 4.0"
        BY_SA = "by_sa", "CC BY-SA 4.0"
        NO_KNOWN = "no_known", _("no known copyright restrictions")
        OTHER = "other", _("another free licence")

    mou = models.ForeignKey(Mou, models.CASCADE, related_name="rights_terms")
    content_set = models.CharField(_("set of content"), max_length=300)
    licence = models.CharField(_("licence"), max_length=20, choices=Licence)
    vrt_ticket = models.CharField(_("VRT ticket"), max_length=16, blank=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return f"{self.content_set}: {self.get_licence_display()}"


class AgreementTemplateQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(scope(user, "template.edit"))

    def current(self):
        return self.filter(retired_at=None)


@tracked()
class AgreementTemplate(models.Model):
    """A text an affiliate begins its agreements from, in one language; the ready-made ones are in `packs`.

    `clauses` is [{kind, title, text}], `plan` [{title, after_days}] counted from the signature.
    """

    affiliate = models.ForeignKey(Affiliate, models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=Mou.Kind)
    language = models.CharField(_("language of the text"), max_length=20)
    clauses = models.JSONField(default=list)
    plan = models.JSONField(default=list, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = AgreementTemplateQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["affiliate", "name"], condition=models.Q(retired_at=None), name="template_name_once"
            )
        ]

    def __str__(self):
        return self.name
