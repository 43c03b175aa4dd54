# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of institutions: its filters, its counts, its pages."""

import hashlib
import logging
from dataclasses import dataclass, fields

import django_filters
from django import forms
from django.core.cache import cache
from django.core.paginator import Paginator
from django.db.models import Count, Exists, F, OuterRef, TextField, Value
from django.db.models.functions import Concat
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from redis.exceptions import RedisError

from interface.forms import QuickSelect
from partnerships.countries import country_choices
from partnerships.models import Institution, Partnership

logger = logging.getLogger(__name__)

PAGE_SIZE = 50
DEEP = 1000
REMEMBER_SECONDS = 60
# Below this many rows counting is quick, and somebody would notice an old total.
REMEMBER_FROM = 1000
ORDERS = {"name": ("name", "pk"), "newest": ("-pk",)}
# The same orders by expressions that no index has. For few matches of a search the planner would else walk
# all institutions in order until fifty match, instead of asking the words' own index and sorting its answer.
FEW_MATCHES = 20_000
ORDERS_OF_FEW = {
    "name": (Concat("name", Value(""), output_field=TextField()), "pk"),
    "newest": ((F("pk") + 0).desc(),),
}


@dataclass(slots=True)
class Listed:
    """What the list shows of an institution; `name` is the one in `names` for the reader, where there is one."""

    pk: int
    name: str
    names: dict[str, str]
    kind: str
    country: str
    place: str
    wikidata_item: str | None
    open_partnerships: int = 0


LISTED = [each.name for each in fields(Listed)][:-1]


class InstitutionFilter(django_filters.FilterSet):
    """Narrows institutions by words, kind, country and partnership; give it `request`, whose user looks.

    `qs` is narrowed and ordered; `kind_counts` counts the kinds under all filters but the kind's own.
    """

    q = django_filters.CharFilter(
        label=_("Name or place"), method="by_words", widget=forms.TextInput(attrs={"type": "search"})
    )
    kind = django_filters.ChoiceFilter(
        label=_("Kind"),
        choices=Institution.Kind.choices,
        method="keep_all",
        empty_label=_("any"),
        widget=QuickSelect,
    )
    country = django_filters.ChoiceFilter(label=_("Country"), empty_label=_("any"), widget=QuickSelect)
    sector = django_filters.ChoiceFilter(
        label=_("Sector"), choices=Institution.Sector.choices, empty_label=_("any"), widget=QuickSelect
    )
    collects = django_filters.ChoiceFilter(
        label=_("Collects"),
        choices=Institution.CollectionDomain.choices,
        method="by_collection",
        empty_label=_("anything"),
        widget=QuickSelect,
    )
    partnership = django_filters.ChoiceFilter(
        label=_("Open partnership"),
        choices=[("yes", _("with one")), ("no", _("without one"))],
        method="by_partnership",
        empty_label=_("any"),
        widget=QuickSelect,
    )
    sort = django_filters.ChoiceFilter(
        label=_("Order"),
        choices=[("newest", _("newest first"))],
        method="keep_all",
        empty_label=_("by name"),
        widget=QuickSelect,
    )

    class Meta:
        model = Institution
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Set here and not above: their names and order are those of the reader's language.
        self.form.fields["country"].choices = country_choices()

    def by_words(self, institutions, _name, words):
        return institutions.search(words)

    def by_collection(self, institutions, _name, domain):
        return institutions.filter(collection_domains__contains=[domain])

    def by_partnership(self, institutions, _name, answer):
        """Only partnerships the reader may see count; or a filter would tell of the others."""
        seen = Partnership.objects.visible_to(self.request.user).open().filter(institution=OuterRef("pk"))
        return institutions.filter(Exists(seen) if answer == "yes" else ~Exists(seen))

    def keep_all(self, institutions, _name, _value):
        """Kind and order are applied in `narrowed`: the counts of kinds stand above them."""
        return institutions

    @cached_property
    def chosen(self) -> dict:
        """The filters that are set and make sense, by name."""
        self.form.full_clean()
        return {name: value for name, value in self.form.cleaned_data.items() if value}

    @cached_property
    def chosen_kind(self) -> str:
        return self.chosen.get("kind", "")

    @cached_property
    def narrowed(self):
        """Institutions under every filter, in the chosen order."""
        institutions = self.qs.filter(kind=self.chosen_kind) if self.chosen_kind else self.qs
        orders = ORDERS_OF_FEW if "q" in self.chosen and self.total <= FEW_MATCHES else ORDERS
        return institutions.order_by(*orders[self.chosen.get("sort", "name")])

    @cached_property
    def kind_counts(self) -> dict[str, int]:
        """{kind: how many} under the other filters, most frequent first; large counts up to 60 s old."""
        key = self._cache_key()
        counts = _remembered(key)
        if counts is None:
            rows = self.qs.order_by().values_list("kind").annotate(number=Count("pk"))
            counts = dict(rows.order_by("-number", "kind"))
            if sum(counts.values()) >= REMEMBER_FROM:
                _remember(key, counts)
        return counts

    @property
    def total(self) -> int:
        """How many institutions `narrowed` holds."""
        return (
            self.kind_counts.get(self.chosen_kind, 0) if self.chosen_kind else sum(self.kind_counts.values())
        )

    def _cache_key(self) -> str:
        chosen = {name: str(value) for name, value in self.chosen.items() if name not in ("kind", "sort")}
        if "partnership" in chosen:
            chosen["reader"] = str(self.request.user.pk)
        digest = hashlib.sha256(repr(sorted(chosen.items())).encode()).hexdigest()
        return f"institution-kinds:{digest}"


def _remembered(key: str) -> dict[str, int] | None:
    try:
        return cache.get(key)
    except RedisError as error:
        logger.warning("The cache did not answer (%s): counting anew.", error)
        return None


def _remember(key: str, counts: dict[str, int]) -> None:
    try:
        cache.set(key, counts, REMEMBER_SECONDS)
    except RedisError as error:
        logger.warning("The cache did not take the counts (%s).", error)


class InstitutionPaginator(Paginator):
    """Pages whose cost does not grow with their number.

    The first ones are read at once; from DEEP on first 50 ids from an index, then their rows, so that the rows
    passed over are never read.
    """

    def __init__(self, institutions, *, total: int):
        super().__init__(institutions, PAGE_SIZE)
        self.count = total

    def _get_page(self, institutions, *args, **kwargs):
        if institutions.query.low_mark < DEEP:
            found = [Listed(*row) for row in institutions.values_list(*LISTED)]
            return super()._get_page(found, *args, **kwargs)
        ids = list(institutions.values_list("pk", flat=True))
        rows = {row[0]: Listed(*row) for row in Institution.objects.filter(pk__in=ids).values_list(*LISTED)}
        return super()._get_page([rows[pk] for pk in ids if pk in rows], *args, **kwargs)
