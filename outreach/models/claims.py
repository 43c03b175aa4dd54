# SPDX-License-Identifier: GPL-3.0-or-later
"""What pages say of people, and what somebody who knows them answered.

A claim is one thing said of one person: an affiliation, a country, a role or a skill, each a row of its own, so
that a directory can ask for it. It is keyed by the contributor, its kind and its words (tidied; a country by its
ISO code), not by the page: two pages that say the same state one claim, and whoever confirms or rejects it answers
for both. Each page that says so is an `Evidence`, with revision, shape and confidence. Evidence follows the page
at every sync; an open claim without evidence goes with it, one that was decided stays: so a confirmation holds,
and what was rejected does not come back, whatever is synced, renamed or listed anew. Institutions belong to a
floor above: a claim knows one by its Wikidata item only. Claims have no history of rows: it would outlive the
removal of the person.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Affiliate
from accounts.permissions import may_somewhere
from interface import words
from outreach.models.pages import Page


class ClaimQuerySet(models.QuerySet):
    def visible_to(self, user):
        """For those who decide on them; whose claims they may see follows from the contributors."""
        return self.all() if may_somewhere(user, "claim.decide") else self.none()

    def standing(self):
        """Those that nobody rejected."""
        return self.exclude(state=Claim.State.REJECTED)

    def open(self):
        return self.filter(state=Claim.State.OPEN)


class Claim(models.Model):
    """One thing that pages say of a contributor, and what a person decided about it."""

    class Kind(models.TextChoices):
        AFFILIATION = "affiliation", _("affiliation")
        COUNTRY = "country", _("country")
        ROLE = "role", _("role")
        SKILL = "skill", _("skill")

    class State(models.TextChoices):
        OPEN = "open", _("not checked")
        CONFIRMED = "confirmed", _("confirmed")
        REJECTED = "rejected", _("rejected")

    contributor = models.ForeignKey("outreach.Contributor", models.CASCADE, related_name="claims")
    kind = models.CharField(max_length=12, choices=Kind)
    key = models.CharField(max_length=200, help_text="The tidied words; of a country its ISO code.")
    value = models.CharField(max_length=200, help_text="As a page says it.")
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    affiliate = models.ForeignKey(Affiliate, models.PROTECT, null=True, blank=True, related_name="+")
    item = models.CharField(_("Wikidata item"), max_length=20, blank=True)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contributor", "kind", "key"], name="claim_once"),
            models.CheckConstraint(
                condition=Q(kind__in=["affiliation", "country", "role", "skill"]), name="claim_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(state="open", decided_at=None, affiliate=None, item="")
                | Q(state__in=["confirmed", "rejected"], decided_at__isnull=False),
                name="claim_decided_by_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["kind", "key"], name="claim_by_key"),
            models.Index(fields=["state", "contributor"], name="claim_by_state"),
        ]

    def __str__(self):
        return words.country(self.key) if self.kind == self.Kind.COUNTRY else self.value


class Evidence(models.Model):
    """That a page states a claim: in which revision and shape, and how sure we are to have read it right."""

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="evidence")
    page = models.ForeignKey(Page, models.CASCADE, related_name="evidence")
    revision = models.BigIntegerField()
    shape = models.CharField(max_length=20, blank=True)
    confidence = models.FloatField(default=1.0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["claim", "page"], name="evidence_once")]

    def __str__(self):
        return f"{self.claim_id} on {self.page_id}"

    @property
    def address(self):
        """The page on the wiki at the revision that says so."""
        return self.page.address_at(self.revision)
