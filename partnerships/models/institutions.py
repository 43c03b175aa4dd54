# SPDX-License-Identifier: GPL-3.0-or-later
"""Institutions: facts about the world, shared by every affiliate and open to all."""

from functools import reduce
from operator import and_

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchQuery, SearchVectorField
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Func, Q, Value
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


class InstitutionQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(scope(user, "institution.see"))

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


@tracked(exclude=("name_key", "search"))
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
        ]
        indexes = [
            GinIndex(fields=["search"], name="institution_search"),
            GinIndex(fields=["name_key"], opclasses=["gin_trgm_ops"], name="institution_trigrams"),
            models.Index(fields=["name", "id"], name="institution_by_name"),
            models.Index(fields=["country", "name", "id"], name="institution_by_country"),
            models.Index(fields=["kind", "name", "id"], name="institution_by_kind"),
        ]

    def __str__(self):
        return self.names.get(get_language() or "", self.name)

    def get_absolute_url(self):
        return reverse("partnerships:institution", args=[self.pk])

    @property
    def wikidata_url(self):
        return f"https://www.wikidata.org/wiki/{self.wikidata_item}" if self.wikidata_item else ""
