# SPDX-License-Identifier: GPL-3.0-or-later
"""Our copies of wiki pages as we last saw them."""

from urllib.parse import quote

from django.db import models
from django.db.models import Func, Value
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.permissions import scope
from outreach.freshness import Freshness, freshness
from outreach.models.sources import Source

LONGEST_CHAIN = 5  # redirects; the wiki itself follows one
# What two spellings of one title differ in besides their case.
PUNCTUATION = " _'’‘ʼ`´\"“”„«».,:;!?()/–—-"


def folded(title) -> Func:
    """A title without case and punctuation: what its spellings share; indexed for the titles of pages."""
    return Func(Lower(title), Value(PUNCTUATION), Value(""), function="TRANSLATE")


class PageQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Mirrored pages come from a public wiki."""
        return self.filter(scope(user, "contributor.see"))

    def present(self):
        return self.filter(state=Page.State.PRESENT)

    def with_faults(self):
        """Those whose newest text could not be read, the longest unread first."""
        return self.exclude(fault="").exclude(state=Page.State.GONE).order_by("synced_at", "pk")

    def leading_to(self, page):
        """The redirects to this page, each with what leads to it in turn: the other names it is known by.

        Chains are followed a few steps, so that a loop of redirects ends too.
        """
        names, found = {page.title}, set()
        for _step in range(LONGEST_CHAIN):
            redirects = self.filter(source=page.source_id, state=Page.State.REDIRECT, redirects_to__in=names)
            names = set(redirects.values_list("title", flat=True)) - found - {page.title}
            if not names:
                break
            found |= names
        return self.filter(source=page.source_id, title__in=found).order_by("title", "pk")

    def titled(self, source, title: str):
        """The page that a reader finds under this title, redirects followed as far as we know them; None if none."""
        seen: set[str] = set()
        while title and title not in seen and len(seen) <= LONGEST_CHAIN:
            seen.add(title)
            page = self.filter(source=source, title=title).exclude(state=Page.State.GONE).first()
            if page is None or page.state != Page.State.REDIRECT:
                return page
            title = page.redirects_to
        return None


class Page(models.Model):
    """Our copy of one wiki page, keyed by its page id there. Never emptied by a fault."""

    class State(models.TextChoices):
        PRESENT = "present", _("present")
        REDIRECT = "redirect", _("redirect")
        HIDDEN = "hidden", _("text hidden on the wiki")
        GONE = "gone", _("gone from the wiki")

    source = models.ForeignKey(Source, models.PROTECT, related_name="pages")
    page_id = models.BigIntegerField()
    title = models.CharField(max_length=255)
    kind = models.CharField(
        max_length=30, blank=True, help_text="The registered page kind; empty: none of ours."
    )
    state = models.CharField(max_length=10, choices=State, default=State.PRESENT)
    revision = models.BigIntegerField()
    revised_at = models.DateTimeField(null=True)
    text = models.TextField(blank=True)
    sha1 = models.CharField(max_length=40, blank=True)
    redirects_to = models.CharField(max_length=255, blank=True)
    categories = models.JSONField(default=list)
    templates = models.JSONField(default=list)
    properties = models.JSONField(default=dict, help_text="The page properties, as the wiki names them.")
    anonymous_contributors = models.PositiveIntegerField(default=0)
    fault = models.CharField(
        max_length=300, blank=True, help_text="Why the text could not be read, in words."
    )
    synced_at = models.DateTimeField(default=timezone.now)
    gone_at = models.DateTimeField(null=True, help_text="When we first missed it; its text is kept.")

    objects = PageQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "page_id"], name="page_once")]
        indexes = [
            models.Index(fields=["source", "title"], name="page_by_title"),
            models.Index(folded("title"), name="page_by_folded_title"),
            models.Index(fields=["source", "redirects_to"], name="page_redirects"),
            models.Index(fields=["kind", "state"], name="page_by_kind"),
            models.Index(fields=["synced_at", "id"], condition=~models.Q(fault=""), name="page_with_fault"),
        ]

    def __str__(self):
        return self.title

    @property
    def freshness(self) -> Freshness:
        """As of when we know that the wiki says this: when it was fetched, or when a later sync found it unchanged."""
        return freshness(max(filter(None, [self.synced_at, self.source.synced_at])))

    @property
    def wiki_url(self):
        """The page on the wiki; empty where the wiki has not told its addresses yet."""
        title = quote(self.title.replace(" ", "_"), safe="/:'()!,;@")
        return self.source.page_url.replace("$1", title)

    @property
    def revision_url(self):
        """The very revision we hold."""
        return self.address_at(self.revision)

    def address_at(self, revision: int):
        """One revision of the page on the wiki."""
        separator = "&" if "?" in self.wiki_url else "?"
        return f"{self.wiki_url}{separator}oldid={revision}" if self.wiki_url else ""
