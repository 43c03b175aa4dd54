# SPDX-License-Identifier: GPL-3.0-or-later
"""Small groups are not said, and no two figures differ by a partnership that the reader may not see."""

import itertools
import random
import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from dashboards import reports
from dashboards.filters import experience_of
from dashboards.small_groups import LEAST, suppress, told
from partnerships.models import Partnership
from tests.factories import (
    AffiliateFactory,
    CaseStudyFactory,
    InstitutionFactory,
    MouFactory,
    PartnershipFactory,
    UserFactory,
    member,
)


@pytest.mark.parametrize("count", [0, 1, 4])
def test_none_and_a_few_look_alike(count):
    assert told(count).exact is None
    assert "fewer than 5" in str(told(count))


def test_five_are_said():
    assert str(told(5)) == "5"


@given(st.lists(st.integers(0, 30), max_size=12))
def test_nothing_small_is_left_when_what_is_said_is_taken_from_the_sum(counts):
    parts = suppress(dict(enumerate(counts)))
    said = sum(part.exact for part in parts.values() if part.exact is not None)

    assert all(part.exact is None or part.exact >= LEAST for part in parts.values())
    assert sum(counts) - said >= LEAST or said == 0


def test_the_smallest_of_the_large_ones_hides_a_small_one():
    parts = suppress({"A": 20, "B": 7, "C": 2})

    assert {name: part.exact for name, part in parts.items()} == {"A": 20, "B": None, "C": None}


COUNTRIES, KINDS, PHASES = (
    ("FR", "PT", "DE"),
    ("museum", "library", "archive"),
    ("identified", "pilot", "active"),
)


@pytest.fixture
def crowd(db):
    """Three affiliates with public and private partnerships in every cell of countries, kinds and phases."""
    affiliates = [AffiliateFactory() for _n in range(3)]
    leads = [member("coordinator", affiliate) for affiliate in affiliates]
    random_ = random.Random(7)
    for country, kind, phase in itertools.product(COUNTRIES, KINDS, PHASES):
        number = random_.randrange(3)
        _open(affiliates[number], leads[number], country, kind, phase, is_public=random_.random() < 0.5)
    return affiliates, leads


def _open(affiliate, lead, country, kind, phase, **facts):
    institution = InstitutionFactory(country=country, kind=kind, latitude=1, longitude=2)
    return PartnershipFactory(
        affiliate=affiliate, lead=lead, institution=institution, phase=phase, next_step="x", **facts
    )


def _add_secrets(affiliates, leads):
    """A confidential partnership in every cell, with an agreement and a case study; the register knew them before."""
    for number, institution in enumerate(InstitutionsToBe.made):
        partnership = PartnershipFactory(
            affiliate=affiliates[number % 3], lead=leads[number % 3], institution=institution,
            phase=PHASES[number % 3], is_confidential=True,
        )  # fmt: skip
        MouFactory(partnership=partnership, signed=True)
        CaseStudyFactory(
            filed=True, affiliate=partnership.affiliate, partnership=partnership, country=institution.country
        )


class InstitutionsToBe:
    """Institutions that stand in the register before anybody begins with them."""

    made: list = []

    @classmethod
    def make(cls):
        cells = itertools.product(COUNTRIES, KINDS)
        cls.made = [InstitutionFactory(country=c, kind=k, latitude=1, longitude=2) for c, k in cells]


def _filters() -> list[str]:
    """Some two dozen ways to narrow the lists; any two of them make a pair."""
    one = [f"where=0:country:is:{c}" for c in COUNTRIES] + [f"where=0:kind:is:{k}" for k in KINDS]
    one += [f"phase={p}" for p in PHASES] + ["open=on", "stale=on", "next_step=none", "agreement=yes", ""]
    one += ["where=0:confidential:is:yes", "where=0:confidential:not:yes", "where=0:agreement:is:none"]
    two = [f"where=0:country:is:{c}&where=0:kind:is:{k}" for c in COUNTRIES for k in KINDS]
    return one + two


def _figures(client, affiliates) -> dict[str, object]:
    """Everything that is counted for a reader, by the address and the place on it."""
    cache.clear()
    found: dict[str, object] = {}
    for query in _filters():
        page = client.get(f"/partnerships/?{query}")
        found[f"list {query}"] = page.context["page"].paginator.count
    for query in (
        "partnership=yes",
        "partnership=no",
        "country=FR&partnership=yes",
        "kind=museum&partnership=yes",
    ):
        page = client.get(f"/institutions/?{query}")
        found[f"institutions {query}"] = (
            page.context.get("page_obj") or page.context["page"]
        ).paginator.count
    for address in (
        "/api/v1/partnerships/?size=100",
        "/api/v1/agreements/?size=100",
        "/api/v1/case-studies/?size=100",
    ):
        answer = client.get(address)
        found[address] = len(answer.json()["results"]) if answer.status_code == 200 else answer.status_code
    for affiliate in affiliates:
        page = client.get(f"/case-studies/?affiliate={affiliate.pk}")
        found[f"studies of {affiliate.pk}"] = page.context["page_obj"].paginator.count
    found["front page"] = client.get("/").context["counts"]
    boards = [
        reverse("dashboards:movement"),
        *(reverse("dashboards:affiliate", args=[a.pk]) for a in affiliates),
    ]
    for address in boards:
        page = client.get(address)
        found[address] = page.status_code if page.status_code != 200 else _numbers(page)
    return found


def _numbers(page) -> tuple:
    figures = page.context["figures"]
    said = re.findall(r'tile__value">(?:<a[^>]*>)?([^<]*)', page.text)
    return (figures.phases, figures.institutions, figures.moves, figures.expiring, figures.case_studies,
            figures.overdue, figures.outcomes, said)  # fmt: skip


@pytest.mark.parametrize("reader", ["nobody", "stranger", "wmf"])
def test_no_pair_of_filters_tells_of_one_confidential_partnership(client, crowd, reader):
    """What is counted is the same whether they are there or not, so no two counts differ by one of them."""
    affiliates, leads = crowd
    InstitutionsToBe.make()
    user = {
        "nobody": AnonymousUser,
        "stranger": lambda: member("admin"),
        "wmf": lambda: UserFactory(is_wmf_staff=True),
    }
    if (person := user[reader]()).is_authenticated:
        client.force_login(person)
    before = _figures(client, affiliates)

    _add_secrets(affiliates[:1] * 3, leads[:1] * 3)
    Partnership.objects.filter(is_confidential=True).order_by("pk")[:4]
    few = _figures_with(client, affiliates, keep=4)
    many = _figures_with(client, affiliates, keep=9)

    assert len(list(itertools.combinations(_filters(), 2))) >= 100
    assert few == before
    changed = {place for place in before if many[place] != before[place]}
    told_to = {reverse("dashboards:movement")} if reader == "wmf" else set()
    assert changed <= told_to  # nine in all are said, of the one affiliate that has them they are not


def _figures_with(client, affiliates, *, keep: int) -> dict[str, object]:
    """With so many of the confidential ones; the rest is as if removed."""
    secret = Partnership.objects.filter(is_confidential=True).order_by("pk")
    first = list(secret.values_list("pk", flat=True)[:keep])
    now = Partnership.objects.filter(is_public=True).first().opened_at
    secret.exclude(pk__in=first).update(removed_at=now)
    secret.filter(pk__in=first).update(removed_at=None)
    return _figures(client, affiliates)


@pytest.mark.parametrize("reader", ["nobody", "stranger"])
def test_no_pair_of_filters_tells_the_public_of_one_private_partnership(client, crowd, reader):
    affiliates, leads = crowd
    InstitutionsToBe.make()
    if reader == "stranger":
        client.force_login(member("admin"))
    before = _figures(client, affiliates)

    for number, institution in enumerate(InstitutionsToBe.made):
        PartnershipFactory(
            affiliate=affiliates[0], lead=leads[0], institution=institution, phase=PHASES[number % 3]
        )

    assert _figures(client, affiliates) == before


def test_those_inside_count_all_of_their_own(client, crowd):
    affiliates, leads = crowd
    InstitutionsToBe.make()
    _add_secrets(affiliates[:1] * 3, leads[:1] * 3)
    cache.clear()
    open_ones = Partnership.objects.filter(affiliate=affiliates[0]).open().count()
    client.force_login(leads[0])

    page = client.get(reverse("dashboards:affiliate", args=[affiliates[0].pk]))

    assert page.context["figures"].open == open_ones
    assert page.context["figures"].confidential is None
    assert (
        client.get(f"/partnerships/?affiliate={affiliates[0].pk}&open=on").context["page"].paginator.count
        == open_ones
    )


def test_figures_for_those_inside_are_kept_apart(crowd):
    affiliates, leads = crowd
    InstitutionsToBe.make()
    _add_secrets(affiliates[:1] * 3, leads[:1] * 3)
    cache.clear()

    inside = reports.figures(affiliates[0], inside=True)

    assert reports.figures(affiliates[0]).open == inside.open - 9


def test_experience_of_others_is_told_without_small_numbers(crowd):
    affiliates, leads = crowd
    Partnership.objects.filter(lead=leads[0]).update(is_public=False)
    keep = list(Partnership.objects.filter(lead=leads[0]).values_list("pk", flat=True)[:3])
    Partnership.objects.filter(lead=leads[0]).exclude(pk__in=keep).update(lead=leads[1])
    (theirs,) = experience_of([leads[0]], member("viewer"))
    (ours,) = experience_of([leads[0]], leads[0])

    assert (theirs.told, ours.told) == ("fewer than 5", "3")


def test_experience_says_nothing_of_confidential_partnerships(crowd):
    affiliates, leads = crowd
    lead = member("coordinator", affiliates[0])
    _open(affiliates[0], lead, "IT", "museum", "pilot", is_confidential=True)

    (theirs,) = experience_of([lead], UserFactory(is_wmf_staff=True))
    (ours,) = experience_of([lead], leads[0])

    assert (theirs.led, theirs.countries) == (0, [])
    assert (ours.led, ours.countries) == (1, ["Italy"])
