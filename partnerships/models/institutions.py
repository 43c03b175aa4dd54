# SPDX-License-Identifier: GPL-3.0-or-later
"""Institutions: facts about the world, shared by every affiliate and open to all."""

from functools import reduce
from operator import and_

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchQuery, SearchVectorField
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Concat, Lower, Replace
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from accounts.permissions import scope
from journal.history import tracked


class Unaccent(Func):
    """Our IMMUTABLE wrapper of unaccent() (migration 0001), so that it may stand in generated columns."""

    function = "glam_unaccent"
    output_field = models.TextField()


# Neither merged into another nor removed.
CURRENT = Q(merged_into=None, removed_at=None)


class InstitutionQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.current().filter(scope(user, "institution.see"))

    def current(self):
        return self.filter(CURRENT)

    def search(self, words: str):
        """Institutions whose names, in any language, contain the words (as prefixes) or the phrase.

        Case and accents do not matter. Word prefixes go through full text, parts of words and scripts
        without word breaks through the trigram index. Whatever is typed is a search, never an error:
        at most 200 characters and 12 words of it count.
        """
        words = " ".join(words.replace("\0", " ").split())[:200]
        if not words:
            return self
        phrase = Unaccent(Lower(Value(words)))
        found = Q(name_key__contains=phrase)
        # A word is quoted for tsquery only after unaccent(), which makes quotes and backslashes of their
        # typographic kin; the leading space keeps a word of nothing but accents from being an empty one.
        text = {"output_field": models.TextField()}
        prefixes = []
        for word in words.split()[:12]:
            bare = Replace(Unaccent(Value(word)), Value("\\"), Value(" "), **text)
            bare = Replace(bare, Value("'"), Value(" "), **text)
            quoted = Concat(Value("' "), bare, Value("':*"), **text)
            prefixes.append(SearchQuery(quoted, config="simple", search_type="raw"))
        found |= Q(search=reduce(and_, prefixes))
        return self.filter(found)


@tracked(exclude=("name_key", "search", "web_domain"))
class Institution(models.Model):
    """A gallery, library, archive, museum or kin; keyed by its Wikidata item where it has one."""

    class Kind(models.TextChoices):
        GALLERY = "gallery", _("gallery")
        LIBRARY = "library", _("library")
        ARCHIVE = "archive", _("archive")
        MUSEUM = "museum", _("museum")
        HERITAGE = "heritage", _("heritage institution")
        UNIVERSITY = "university", _("university or school")
        SCIENCE = "science", _("scientific institution")
        BROADCASTER = "broadcaster", _("broadcaster")
        GOVERNMENT = "government", _("government body")
        OTHER = "other", _("other institution")

    class Sector(models.TextChoices):
        CULTURE = "culture", _("culture and heritage")
        EDUCATION = "education", _("education")
        SCIENCE = "science", _("science and research")
        HEALTH = "health", _("healthcare")
        CORPORATE = "corporate", _("companies")
        GOVERNMENT = "government", _("government")
        MEDIA = "media", _("media")
        CIVIL_SOCIETY = "civil_society", _("civil society")
        RELIGION = "religion", _("religious communities")
        OTHER = "other", _("other sector")

    class CollectionDomain(models.TextChoices):
        ART = "art", _("art and design")
        HISTORY = "history", _("history")
        NATURE = "nature", _("natural history")
        SCIENCE = "science", _("science and technology")
        ETHNOGRAPHY = "ethnography", _("ethnography")
        ARCHAEOLOGY = "archaeology", _("archaeology")
        BOOKS = "books", _("books and manuscripts")
        RECORDS = "records", _("archival records")
        MAPS = "maps", _("maps")
        PHOTOGRAPHS = "photographs", _("photographs")
        SOUND = "sound", _("sound and music")
        FILM = "film", _("film and video")
        NEWSPAPERS = "newspapers", _("newspapers")
        MEDICINE = "medicine", _("medicine")

    name = models.CharField(_("name"), max_length=300)
    names = models.JSONField(_("names in other languages"), default=dict, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    country = CountryField(_("country"))
    place = models.CharField(_("place"), max_length=200, blank=True)
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    longitude = models.DecimalField(
        _("longitude"),
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )
    website = models.URLField(_("website"), max_length=500, blank=True)
    wikidata_item = models.CharField(
        _("Wikidata item"),
        max_length=20,
        null=True,
        blank=True,
        unique=True,
        validators=[RegexValidator(r"^Q[1-9]\d*$", _("An item looks like Q42."))],
    )
    sector = models.CharField(_("sector"), max_length=20, choices=Sector, default=Sector.CULTURE)
    collection_domains = ArrayField(
        models.CharField(max_length=20, choices=CollectionDomain),
        verbose_name=_("what it collects"),
        default=list,
        blank=True,
    )
    isil = models.CharField(_("ISIL"), max_length=30, blank=True)
    viaf = models.CharField(_("VIAF"), max_length=30, blank=True)
    ror = models.CharField(_("ROR"), max_length=30, blank=True)
    commons_category = models.CharField(_("Commons category"), max_length=255, blank=True)
    web_domain = models.GeneratedField(
        expression=RawSQL(
            "lower(regexp_replace(regexp_replace(website, '^[a-zA-Z]+://(www[0-9]*\\.)?', ''), '[/:?#].*$', ''))",
            [],
        ),
        output_field=models.TextField(),
        db_persist=True,
    )
    # A merged one is kept, so that its address leads on and the merge can be undone.
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="absorbed")
    removed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    added_at = models.DateTimeField(auto_now_add=True)
    name_key = models.GeneratedField(
        expression=Unaccent(
            Lower(RawSQL("name || ' ' || glam_names(names)", [], output_field=models.TextField()))
        ),
        output_field=models.TextField(),
        db_persist=True,
    )
    search = models.GeneratedField(
        expression=RawSQL(
            "to_tsvector('simple', glam_unaccent(name) || ' ' || glam_unaccent(glam_names(names))"
            " || ' ' || glam_unaccent(place))",
            [],
        ),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = InstitutionQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="institution_coordinates_whole",
            ),
            models.CheckConstraint(
                condition=Q(wikidata_item=None) | Q(wikidata_item__regex=r"^Q[1-9]\d*$"),
                name="institution_item_shape",
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")), name="institution_not_into_itself"
            ),
        ]
        indexes = [
            GinIndex(fields=["search"], name="institution_search"),
            GinIndex(fields=["name_key"], opclasses=["gin_trgm_ops"], name="institution_trigrams"),
            # Only of those that lists show: the pages of a list are then read from the index alone.
            models.Index(fields=["name", "id"], condition=CURRENT, name="institution_by_name"),
            models.Index(fields=["country", "name", "id"], condition=CURRENT, name="institution_by_country"),
            models.Index(fields=["kind", "name", "id"], condition=CURRENT, name="institution_by_kind"),
            models.Index(fields=["sector", "name", "id"], condition=CURRENT, name="institution_by_sector"),
            models.Index(fields=["web_domain"], condition=~Q(web_domain=""), name="institution_by_domain"),
            models.Index(fields=["isil"], condition=~Q(isil=""), name="institution_by_isil"),
            GinIndex(fields=["collection_domains"], name="institution_collects"),
            models.Index(fields=["viaf"], condition=~Q(viaf=""), name="institution_by_viaf"),
            models.Index(fields=["ror"], condition=~Q(ror=""), name="institution_by_ror"),
            models.Index(
                fields=["merged_into"], condition=Q(merged_into__isnull=False), name="institution_merged"
            ),
        ]

    def __str__(self):
        return self.names.get(get_language() or "", self.name)

    def get_absolute_url(self):
        return reverse("partnerships:institution", args=[self.pk])

    @property
    def wikidata_url(self):
        return f"https://www.wikidata.org/wiki/{self.wikidata_item}" if self.wikidata_item else ""
