# SPDX-License-Identifier: GPL-3.0-or-later
"""Case studies: written accounts of partnerships; ours, or mirrored from the wiki."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.expressions import RawSQL
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from accounts.models import Affiliate
from accounts.permissions import scope
from casestudies.facts import Kind, Media, Outcome, Programme, Tool
from casestudies.full_text import asked
from journal.history import tracked
from outreach.models import Contributor, Page
from partnerships.models import Institution, Mou, Partnership


def _several(label, choices) -> ArrayField:
    """A column of several words of one vocabulary."""
    word = models.CharField(max_length=30, choices=choices)
    return ArrayField(word, verbose_name=label, default=list, blank=True)


# About no partnership, or about one that others may know of.
OPEN_TO_OTHERS = Q(partnership=None) | Q(partnership__is_confidential=False)


class CaseStudyQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Public: mirrored and published ones. A draft: its authors. A filed one: also its affiliate and WMF.

        One that is not public and tells of a confidential partnership is not for WMF.
        Who is invited to write reads along, to know what they are asked for. What was withdrawn is its author's.
        """
        public = Q(state__in=CaseStudy.PUBLIC_STATES)
        filed = Q(state__in=CaseStudy.HANDED_IN)
        shared = self._shared_with(user, "standing")
        reach = scope(
            user, "casestudy.see", owner="author", shared=shared, published=public, is_open=OPEN_TO_OTHERS
        )
        return self.filter(reach & (public | filed | shared | Q(author_id=user.pk)))

    def written_by(self, user):
        """Those the user writes: as the author, or as somebody who agreed to write along."""
        shared = self._shared_with(user, "writing")
        return self.filter(scope(user, "casestudy.write", owner="author", shared=shared))

    def _shared_with(self, user, standing: str) -> Q:
        """The condition of those the user has such a share in; whoever left or was let go has none."""
        if not user.is_authenticated:
            return Q(pk__in=[])
        shares = getattr(CaseStudy.coauthors.rel.related_model.objects.filter(user=user.pk), standing)()
        return shares.cover() & ~Q(state=CaseStudy.State.WITHDRAWN)

    def search(self, words: str, *, is_frequent: bool = False):
        """Words in title, sections and translations, as people type them in a search box.

        Two answers from two indexes, joined by their keys: a condition on either would read every row. Words
        that very many rows hold (`is_frequent`) are looked for row by row: a page of them is soon full.
        """
        if not words.strip():
            return self
        query = asked(words)
        if query is None:
            return self.none()
        if is_frequent:
            translated = CaseStudy.objects.filter(pk=OuterRef("pk"), translations__search=query).order_by()
            return self.filter(Q(search=query) | Exists(translated))
        found = CaseStudy.objects.order_by().values("pk")
        return self.filter(pk__in=found.filter(search=query).union(found.filter(translations__search=query)))

    def of_affiliate(self, affiliate, *, partnerships):
        """Those it filed, and mirrored ones about its partnerships, as far as they are among `partnerships`.

        Whose partnership it is must not be told to those who may not know of the partnership.
        """
        known = partnerships.filter(affiliate=affiliate).order_by().values("pk")
        about_ours = Q(partnership__in=known, state=CaseStudy.State.MIRRORED)
        return self.filter(Q(affiliate=affiliate) | about_ours)

    def mirrored(self):
        return self.filter(state=CaseStudy.State.MIRRORED)

    def public(self):
        """On the wiki: mirrored from there, or published by us."""
        return self.filter(state__in=CaseStudy.PUBLIC_STATES)


# What follows from the sections stays out of the history: it would keep a text that the wiki hid.
@tracked(exclude=("search", "search_text", "lead"))
class CaseStudy(models.Model):
    """A written account of a partnership.

    Mirrored ones hang on a wiki page and change only with it; the links to institution and partnership are
    ours. Published ones are ours, and hang on the page that we wrote (`Edition`). The search text is kept by
    `casestudies.actions` with the sections. What it is about in the words of `casestudies.facts` was read by
    machine in mirrored ones until a person says otherwise (`facts_checked_at`).
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        FILED = "filed", _("filed")
        CHANGES = "changes", _("changes asked")
        ACCEPTED = "accepted", _("accepted")
        MIRRORED = "mirrored", _("from the wiki")
        PUBLISHED = "published", _("published on the wiki")
        WITHDRAWN = "withdrawn", _("withdrawn")

    PUBLIC_STATES = (State.MIRRORED.value, State.PUBLISHED.value)
    # Handed in: read by its affiliate's people and WMF staff, who say what is still missing.
    HANDED_IN = (State.FILED.value, State.CHANGES.value, State.ACCEPTED.value)
    # The others, named one by one: an index finds states, and not what is not among them.
    UNPUBLISHED = (State.DRAFT.value, *HANDED_IN, State.WITHDRAWN.value)

    class People(models.TextChoices):
        """What the author says of the people the text names."""

        NONE = "none", _("It names nobody.")
        PUBLIC = (
            "public",
            _("It names only people in their public office, or by the account name they publish under."),
        )
        AGREED = "agreed", _("Everybody it names has agreed to be named.")

    title = models.CharField(_("title"), max_length=300)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.DRAFT)
    page = models.OneToOneField(Page, models.PROTECT, null=True, blank=True, related_name="case_study")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="case_studies"
    )
    affiliate = models.ForeignKey(
        Affiliate,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("affiliate"),
        help_text=_("Whose staff may read it once it is filed."),
    )
    institution = models.ForeignKey(
        Institution,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("institution"),
    )
    partnership = models.ForeignKey(
        Partnership, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("partnership")
    )
    mou = models.ForeignKey(
        Mou, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("agreement")
    )
    contributors = models.ManyToManyField(
        Contributor, related_name="+", blank=True, help_text="Who took part."
    )
    campaign = models.CharField(_("campaign"), max_length=200, blank=True)
    campaign_url = models.URLField(_("page of the campaign"), max_length=500, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, blank=True)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    programmes = _several(_("programmes"), Programme)
    tools = _several(_("tools"), Tool)
    media = _several(_("media"), Media)
    facts_checked_at = models.DateTimeField(
        null=True, blank=True, help_text="Since when the facts are a person's, and no reading's."
    )
    country = CountryField(_("country"), blank=True)
    language = models.CharField(_("language of the text"), max_length=20, default="en")
    lead = models.TextField(blank=True)
    search_text = models.TextField(blank=True)
    begun_at = models.DateTimeField(default=timezone.now)
    saved_at = models.DateTimeField(default=timezone.now)
    filed_at = models.DateTimeField(null=True, blank=True)
    licence_agreed_at = models.DateTimeField(null=True, blank=True)
    people_named = models.CharField(_("people it names"), max_length=10, choices=People, blank=True)
    version = models.PositiveIntegerField(default=1)
    search = models.GeneratedField(
        expression=RawSQL(
            "setweight(to_tsvector('simple', glam_words(title)), 'A')"
            " || setweight(to_tsvector('simple', glam_words(left(search_text, 200000))), 'B')",
            [],
        ),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = CaseStudyQuerySet.as_manager()

    class Meta:
        ordering = ["-saved_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    state__in=["draft", "filed", "changes", "accepted", "mirrored", "published", "withdrawn"]
                ),
                name="casestudy_state_known",
            ),
            models.CheckConstraint(
                condition=Q(page__isnull=False, author=None, state__in=["mirrored", "withdrawn"])
                | Q(
                    page=None,
                    author__isnull=False,
                    state__in=["draft", "filed", "changes", "accepted", "withdrawn"],
                )
                # Ours, and on the wiki; filed again while its page is gone from there.
                | Q(
                    page__isnull=False,
                    author__isnull=False,
                    state__in=["published", "filed", "changes", "accepted", "withdrawn"],
                ),
                name="casestudy_has_a_source",
            ),
        ]
        indexes = [
            GinIndex(fields=["search"], name="casestudy_search"),
            models.Index(fields=["state", "-saved_at", "-id"], name="casestudy_newest"),
            models.Index(fields=["country", "state"], name="casestudy_by_country"),
            models.Index(fields=["institution"], name="casestudy_of_institution"),
            # The experiments that failed: few among many.
            models.Index(
                fields=["-saved_at", "-id"],
                condition=Q(outcome="failed") | Q(kind="failed"),
                name="casestudy_failed",
            ),
            # In order, with what decides who may see: the pages of the list are read from the index alone.
            models.Index(
                fields=["-saved_at", "-id"],
                include=["state", "author", "affiliate"],
                name="casestudy_by_saved",
            ),
            models.Index(
                fields=["title", "-id"], include=["state", "author", "affiliate"], name="casestudy_by_title"
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("casestudies:case-study", args=[self.pk])

    @property
    def is_mirrored(self):
        """Whether the text is the wiki's and not ours; one that we published stays ours."""
        return self.author_id is None

    @property
    def can_be_written(self):
        """Whether its authors may go on writing: not handed in, handed back, or on the wiki."""
        return self.state in (self.State.DRAFT, self.State.CHANGES, self.State.PUBLISHED)
