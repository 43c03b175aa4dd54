# SPDX-License-Identifier: GPL-3.0-or-later
"""Wide reads for pages: the places of a record, the trend of a category, what can be checked before asking."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from interface import charts, words
from partnerships.models import Institution, Partnership
from presence.listing import Facts
from presence.models import CategoryRecord, Place

SHOWN_AT_RECORD = 20
DAYS_DRAWN = 30
GROUPS = {
    Place.Kind.CATEGORY: gettext_lazy("Commons categories"),
    Place.Kind.PROGRAMME: gettext_lazy("Dashboard programmes"),
    Place.Kind.EVENT: gettext_lazy("Events"),
    Place.Kind.TASK: gettext_lazy("Phabricator tasks"),
    Place.Kind.PAGE: gettext_lazy("Project pages"),
}


def places_of(user, record):
    """The places of a partnership or institution that the user may see, with their counts, in one query."""
    return Place.objects.visible_to(user).of(record).for_list()


def grouped(places) -> list[tuple[str, list[Place]]]:
    """By kind, in the order one asks for them."""
    by_kind: dict[str, list[Place]] = {}
    for place in places:
        by_kind.setdefault(place.kind, []).append(place)
    return [(GROUPS[kind], by_kind[kind]) for kind in GROUPS if kind in by_kind]


def places_through(user, institution: Institution):
    """Those of the institution's partnerships, for its own page; one query."""
    places = Place.objects.visible_to(user).filter(partnership__institution=institution)
    return places.select_related("partnership__affiliate", "category").order_by("kind", "identifier", "pk")


@dataclass(frozen=True)
class Trend:
    """How many files a category and its tree held over time, as a drawing and as rows."""

    svg: SafeString
    rows: list[tuple[str, int, str]]
    finding: str


def trend_of(record: CategoryRecord) -> Trend | None:
    """The latest counts; None as long as there are not two of them."""
    counts = list(record.counts.order_by("-counted_on")[:DAYS_DRAWN])[::-1]
    if len(counts) < 2:
        return None
    rows = [(words.day(each.counted_on), each.tree_files, "") for each in counts]
    more = counts[-1].tree_files - counts[0].tree_files
    said = {"more": words.number(abs(more)), "day": words.day(counts[0].counted_on)}
    if more > 0:
        finding = ngettext(
            "%(more)s file more than on %(day)s.", "%(more)s files more than on %(day)s.", more
        )
    elif more < 0:
        finding = ngettext(
            "%(more)s file fewer than on %(day)s.", "%(more)s files fewer than on %(day)s.", -more
        )
    else:
        finding = _("As many files as on %(day)s.")
    finding %= said
    drawn = [(words.short_day(each.counted_on), each.tree_files, "") for each in counts]
    return Trend(charts.columns(drawn, _("Files in the category and below it")), rows, finding)


@dataclass(frozen=True)
class Check:
    """One thing to look at before asking; `is_good` is None where it is not known."""

    label: str
    is_good: bool | None


def checks_of(category: CategoryRecord | None) -> list[Check]:
    """What our last count tells of whether the category is ready to be measured."""
    state = CategoryRecord.State
    is_known = category is not None and category.checked_at is not None
    is_there = category.state == state.FOUND if is_known and category.state != state.UNREADABLE else None
    counted = category if is_there else None
    return [
        Check(_("The category is there on Commons"), is_there),
        Check(_("It has a page that describes it"), counted and counted.has_page),
        Check(
            _("It does not send readers to another category"),
            counted and not (counted.moved_to or counted.is_soft_redirect),
        ),
        Check(_("There are files in it or below it"), counted and counted.tree_files > 0),
        Check(_("All categories below it were walked"), counted and not counted.is_cut),
    ]


def facts_of(place: Place, *, by) -> Facts:
    """What a request says of a category. Needs the place with its record."""
    partnership: Partnership | None = place.partnership
    institution = partnership.institution if partnership else place.institution
    category = getattr(place, "category", None)
    counted = category if category and category.counted_at else None
    return Facts(
        category=place.identifier,
        address=place.address,
        institution=institution.name,
        item=institution.wikidata_item or "",
        affiliate=partnership.affiliate.name if partnership else "",
        contact=f"User:{by.wiki_username}" if by.wiki_username else "",
        files=counted.files if counted else 0,
        tree_files=counted.tree_files if counted else 0,
        tree_categories=counted.tree_categories if counted else 1,
        counted_on=counted.counted_at.date().isoformat() if counted else "",
    )


def phabricator() -> str:
    return settings.PLACE_HOSTS["task"][0]
