# SPDX-License-Identifier: GPL-3.0-or-later
"""The directory of contributors: what each did where, what is claimed of them, and what there is to choose from."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Max, Min, Prefetch, QuerySet, Window
from django.db.models.functions import DenseRank

from outreach.models import Claim, Contribution, Contributor, Evidence
from outreach.protection import Count as Told
from outreach.protection import hidden_from, told

TITLES_SHOWN = 3
SURE = 0.7  # a claim of less confidence is shown as uncertain
MOST_CHOICES = 60
MOST_ROWS = 2000
A_CHUNK = 500


@dataclass(frozen=True, slots=True)
class ShownClaim:
    """A claim with the newest page and revision that say so; `is_uncertain`: badly read and not confirmed."""

    claim: Claim
    evidence: list[Evidence]

    @property
    def is_uncertain(self) -> bool:
        return self.claim.state == Claim.State.OPEN and all(one.confidence < SURE for one in self.evidence)

    @property
    def title(self) -> str:
        return self.evidence[0].page.title if self.evidence else ""

    @property
    def address(self) -> str:
        """The surest page at the revision that says so; "" if no page says it now or its address is unknown."""
        return self.evidence[0].page.address_at(self.evidence[0].revision) if self.evidence else ""


@dataclass(frozen=True, slots=True)
class Row:
    """A contributor in a list: how many pages, the first of them at the revision that says so, and the claims."""

    contributor: Contributor
    pages: int
    last_active_on: date | None
    work: list[tuple[str, str]]
    claims: dict[str, list[ShownClaim]] = field(default_factory=dict)

    @property
    def titles(self) -> list[str]:
        return [title for title, _address in self.work]


def with_work(contributors: Iterable[Contributor]) -> list[Row]:
    """Each with what they did and what is claimed of them: four queries for all."""
    contributors = list(contributors)
    work = Contribution.objects.on_present_pages().filter(contributor__in=contributors)
    sums = work.values_list("contributor").annotate(Count("page", distinct=True), Max("active_on")).order_by()
    counted = {pk: (pages, active) for pk, pages, active in sums}
    place = Window(DenseRank(), partition_by="contributor", order_by="page__title")
    first = work.annotate(place=place).filter(place__lte=TITLES_SHOWN).order_by("page__title", "-role")
    shown: dict[int, dict[str, str]] = {}
    for row in first.select_related("page__source").defer("page__text"):
        shown.setdefault(row.contributor_id, {}).setdefault(row.page.title, row.page.address_at(row.revision))
    claims = claims_of(contributors)
    return [
        Row(
            each,
            *counted.get(each.pk, (0, None)),
            list(shown.get(each.pk, {}).items()),
            claims.get(each.pk, {}),
        )
        for each in contributors
    ]


def claims_of(contributors: Iterable[Contributor]) -> dict[int, dict[str, list[ShownClaim]]]:
    """{contributor: {kind: claims that nobody rejected}}, the surest evidence of each first."""
    rows = Claim.objects.standing().filter(contributor__in=contributors).order_by("kind", "value", "pk")
    found: dict[int, dict[str, list[ShownClaim]]] = {}
    for claim in rows.prefetch_related(with_evidence()):
        kinds = found.setdefault(claim.contributor_id, {})
        kinds.setdefault(claim.kind, []).append(ShownClaim(claim, list(claim.evidence.all())))
    return found


def with_evidence() -> Prefetch:
    """Fetches the pages that state claims, the surest first."""
    rows = Evidence.objects.select_related("page__source").defer("page__text")
    return Prefetch("evidence", rows.order_by("-confidence", "-revision"))


def work_of(contributor: Contributor):
    """What the contributor did, page by page."""
    return (
        Contribution.objects.on_present_pages()
        .filter(contributor=contributor)
        .select_related("page", "page__source")
        .defer("page__text")
        .order_by("page__title", "role")
    )


def with_addresses(contributions: Iterable[Contribution]) -> list[tuple[Contribution, str, str]]:
    """Each with the addresses, on the wiki, of its page and of the very revision that says it ("" if unknown)."""
    return [(row, row.page.wiki_url, row.page.address_at(row.revision)) for row in contributions]


def last_active_on(contributor: Contributor) -> date | None:
    """The newest day on which a page knows them to have done something."""
    return work_of(contributor).aggregate(newest=Max("active_on"))["newest"]


@dataclass(frozen=True, slots=True)
class Facets:
    """What there is to choose from: only what leads somewhere, given everything else that is asked."""

    countries: list[tuple[str, int]]
    skills: list[tuple[str, str]]
    roles: list[tuple[str, str]]
    deeds: list[str]
    kinds: list[str]
    newest: date | None


def facets(people: Mapping[str, QuerySet]) -> Facets:
    """`people` holds, for each name of a filter, the contributors that all the other filters leave.

    Filters that leave the same query ask together: two queries where nothing is narrowed, six at most.
    """
    done = {name: (roles, kinds, newest) for names, roles, kinds, newest in _done(people) for name in names}
    said = {name: choices for names, choices in _said_of(people) for name in names}
    return Facets(
        countries=[(key, count) for key, _words, count in said["country"].get(Claim.Kind.COUNTRY, [])],
        skills=[
            (key, value) for key, value, _count in said["skill"].get(Claim.Kind.SKILL, [])[:MOST_CHOICES]
        ],
        roles=[(key, value) for key, value, _count in said["role"].get(Claim.Kind.ROLE, [])[:MOST_CHOICES]],
        deeds=done["role"][0],
        kinds=done["worked"][1],
        newest=done["active"][2],
    )


def _asking_alike(people: Mapping[str, QuerySet], names: Iterable[str]) -> list[tuple[list[str], QuerySet]]:
    """The names that share one query, with it."""
    shared: dict[int, tuple[list[str], QuerySet]] = {}
    for name in names:
        shared.setdefault(id(people[name]), ([], people[name]))[0].append(name)
    return list(shared.values())


def _done(people: Mapping[str, QuerySet]):
    """(names, roles, kinds of page, newest day) of what these contributors did."""
    for names, some in _asking_alike(people, ("role", "worked", "active")):
        done = Contribution.objects.on_present_pages().filter(contributor__in=some).order_by()
        rows = list(done.values_list("role", "page__kind").annotate(newest=Max("active_on")))
        days = [newest for _role, _kind, newest in rows if newest]
        yield (
            names,
            sorted({row[0] for row in rows}),
            sorted({row[1] for row in rows}),
            max(days, default=None),
        )


def _said_of(people: Mapping[str, QuerySet]):
    """(names, {kind: [(key, words, how many)]}) of what is claimed of these contributors, the most frequent first."""
    kinds = {"country": Claim.Kind.COUNTRY, "skill": Claim.Kind.SKILL, "role": Claim.Kind.ROLE}
    for names, some in _asking_alike(people, kinds):
        rows = (
            Claim.objects.standing()
            .filter(kind__in=[kinds[name] for name in names], contributor__in=some)
            .values_list("kind", "key")
            .annotate(said=Min("value"), number=Count("pk"))
            .order_by("-number", "key")
        )
        found: dict[str, list[tuple[str, str, int]]] = {}
        for kind, key, words, number in rows[:MOST_ROWS]:
            found.setdefault(kind, []).append((key, words, number))
        yield names, found


def by_country(countries: Iterable[tuple[str, int]], user) -> list[tuple[str, Told]]:
    """How many contributors pages place in each country, as this reader may know it.

    Of a country whose people are hidden from them it is the figure that nothing narrows, or none under five.
    """
    shown = [(code, told(number, user, country=code)) for code, number in countries]
    return shown + [(code, protected_figure(code, user)) for code in sorted(hidden_from(user))]


def protected_figure(country: str, user) -> Told:
    """How many contributors pages place in a country whose people this reader is not shown."""
    there = Claim.objects.standing().filter(kind=Claim.Kind.COUNTRY, key=country.upper())
    number = there.filter(contributor__in=Contributor.objects.listed().values("pk")).count()
    return told(number, user, country=country)


def export_rows(contributors) -> Iterator[list[str]]:
    """A line for each: name, wiki, standing, last active, pages, and the claims that stand, kind by kind."""
    pks = list(contributors.values_list("pk", flat=True))
    for start in range(0, len(pks), A_CHUNK):
        some = Contributor.objects.filter(pk__in=pks[start : start + A_CHUNK]).select_related("source")
        for row in with_work(some.order_by("username", "pk")):
            yield [
                row.contributor.username,
                row.contributor.source.host,
                row.contributor.standing,
                f"{row.last_active_on:%Y-%m}" if row.last_active_on else "",
                str(row.pages),
                *(_said(row.claims.get(kind, [])) for kind in Claim.Kind.values),
                " | ".join(address or title for title, address in row.work),
            ]


def _said(claims: list[ShownClaim]) -> str:
    return " | ".join(
        (one.claim.key if one.claim.kind == Claim.Kind.COUNTRY else one.claim.value)
        + (" (uncertain)" if one.is_uncertain else "")
        for one in claims
    )
