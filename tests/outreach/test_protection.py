# SPDX-License-Identifier: GPL-3.0-or-later
"""Countries on the protection list: their people and their small counts are told to nobody without a role."""

import itertools
import random

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory, override_settings
from django.utils import timezone

from outreach import protection
from outreach.attribution import attribution
from outreach.models import Contribution, Contributor
from outreach.views import contributors
from tests.factories import (
    AffiliateFactory,
    ClaimFactory,
    ContributionFactory,
    ContributorFactory,
    EvidenceFactory,
    PageFactory,
    UserFactory,
    member,
)

LIST = "/contributors/"
HIDDEN = "KP"  # the one that the tests' settings protect
pytestmark = pytest.mark.django_db


def somebody(name, *countries, kind="case-study", skill="", role="edited", **fields):
    person = ContributorFactory(username=name)
    ContributionFactory(contributor=person, role=role, page=PageFactory(kind=kind), **fields)
    for code in countries:
        claim = ClaimFactory(contributor=person, kind="country", key=code, value=code)
        EvidenceFactory(claim=claim)
    if skill:
        EvidenceFactory(claim=ClaimFactory(contributor=person, kind="skill", key=skill, value=skill))
    return person


def names(response):
    return [row.contributor.username for row in response.context["rows"]]


READERS = {
    "nobody": (AnonymousUser, False),
    "volunteer": (UserFactory, False),
    "viewer": (lambda: member("viewer"), True),
    "coordinator": (lambda: member("coordinator"), True),
    "wmf": (lambda: UserFactory(is_wmf_staff=True), True),
    "platform": (lambda: UserFactory(is_platform_admin=True), False),  # but in an elevated session
}


@pytest.mark.parametrize("reader", READERS)
def test_people_of_a_protected_country_are_for_those_with_a_role(client, reader):
    make, sees = READERS[reader]
    user = make()
    if user.is_authenticated:
        client.force_login(user)
    hidden = somebody("Hidden", HIDDEN, "ES")
    somebody("Shown", "ES")
    expected = ["Hidden", "Shown"] if sees else ["Shown"]

    assert names(client.get(LIST)) == expected
    assert names(client.get(f"{LIST}?country=ES")) == expected
    assert names(client.get(f"{LIST}?country={HIDDEN}")) == ["Hidden"] * sees
    assert names(client.get(f"{LIST}?country={HIDDEN.lower()}")) == ["Hidden"] * sees
    assert client.get(hidden.get_absolute_url()).status_code == (200 if sees else 404)
    assert client.get(f"/api/v1/contributors/{hidden.pk}/").status_code == (200 if sees else 404)
    assert ("Hidden" in client.get("/api/v1/contributors/").text) == sees
    assert (
        "Hidden" in client.get("/search/?q=Hidden").text.replace('value="Hidden"', "").split("<main")[1]
    ) >= sees
    assert [each.username for each in Contributor.objects.visible_to(user).filter(username="Hidden")] == (
        ["Hidden"] * sees
    )


def test_affiliate_in_a_protected_country_hides_its_people_too(client):
    person = somebody("Hidden")
    affiliate = AffiliateFactory(country=HIDDEN)
    ClaimFactory(contributor=person, state="confirmed", decided_at=timezone.now(), affiliate=affiliate)

    assert names(client.get(LIST)) == []


def test_claim_that_was_rejected_hides_nobody(client):
    person = somebody("Shown", HIDDEN)
    person.claims.update(state="rejected", decided_at=timezone.now())

    assert names(client.get(LIST)) == ["Shown"]


def test_without_protected_countries_nobody_is_hidden(client):
    somebody("Shown", HIDDEN)

    with override_settings(PROTECTED_COUNTRIES=[]):
        assert names(client.get(LIST)) == ["Shown"]


@pytest.mark.parametrize(
    "count, country, words", [(0, "ES", "0"), (0, HIDDEN, "fewer than 5"), (1, "ES", "fewer than 5"),
                              (4, HIDDEN, "fewer than 5"), (5, HIDDEN, "5"), (1234, "ES", "1,234")],
)  # fmt: skip
def test_small_counts_are_not_said_to_the_public(count, country, words):
    assert str(protection.told(count, AnonymousUser(), country=country)) == words
    assert str(protection.told(count, member("viewer"), country=country)) == f"{count:,}"


@pytest.mark.parametrize(
    "count, figure", [(0, "fewer than 5"), (1, "fewer than 5"), (4, "fewer than 5"), (5, "5")]
)
def test_protected_country_has_a_figure_of_its_own_and_no_list(client, count, figure):
    for number in range(count):
        somebody(f"Hidden {number}", HIDDEN)
    somebody("Shown", "ES")

    by_country = dict(client.get(LIST).context["by_country"])
    assert {code: str(number) for code, number in by_country.items()} == {
        "ES": "fewer than 5",
        HIDDEN: figure,
    }
    response = client.get(f"{LIST}?country={HIDDEN}")
    assert (str(response.context["protected_figure"]), names(response)) == (figure, [])
    # Narrowed by anything else there is no figure at all.
    assert client.get(f"{LIST}?country={HIDDEN}&q=a").context["protected_figure"] is None
    assert client.get(f"{LIST}?q=a").context["by_country"] == []


CHOICES = {
    "q": ["", "a", "person 1", "hidden"],
    "country": ["", "ES", "FR", HIDDEN],
    "institution": ["", "museum"],
    "worked": ["", "case-study", "newsletter"],
    "role": ["", "edited", "named", "said:resident"],
    "skill": ["", "maps", "uploads"],
    "active": ["", "1", "5"],
    "sort": ["", "active", "pages"],
}


@pytest.fixture
def seen(monkeypatch):
    """All that a reader without a role learns from one address: people, counts, choices, figures.

    What the page's template gets, without the time it takes to draw it.
    """
    monkeypatch.setattr(contributors, "render", lambda _request, _template, context: context)

    def learn(query):
        request = RequestFactory().get(LIST, query)
        request.user = AnonymousUser()
        context = contributors.contributor_list(request)
        fields = context["filters"].fields.items()
        choices = {
            name: list(field.widget.choices) for name, field in fields if hasattr(field.widget, "choices")
        }
        people = [row.contributor.username for row in context["rows"]]
        figures = [(code, str(number)) for code, number in context["by_country"]]
        total = context["page"].paginator.count
        return people, total, choices, figures, str(context["protected_figure"]), context["is_asked"]

    return learn


@pytest.mark.slow
def test_no_pair_of_filters_tells_of_one_protected_person(seen):
    """What the public sees through 100 pairs of filters is the same with one protected person more."""
    dice = random.Random(7)
    today = timezone.localdate()
    for number in range(6):
        somebody(f"Person {number}", dice.choice(["ES", "FR"]), skill=dice.choice(["maps", "uploads"]),
                 kind=dice.choice(["case-study", "newsletter"]), role=dice.choice(["edited", "named"]), active_on=today)  # fmt: skip
    somebody("Hidden old", HIDDEN, skill="maps")
    pairs = []
    while len(pairs) < 100:
        broad = {name: value for name, values in CHOICES.items() if (value := dice.choice(values))}
        name = dice.choice(list(CHOICES))
        pairs.append((broad, broad | {name: dice.choice(CHOICES[name])}))
    queries = list(itertools.chain.from_iterable(pairs))
    before = [seen(query) for query in queries]

    person = somebody("Hidden new", HIDDEN, "ES", skill="maps", role="named", active_on=today)
    for kind, words in (("role", "resident"), ("affiliation", "museum")):
        EvidenceFactory(claim=ClaimFactory(contributor=person, kind=kind, key=words, value=words))

    assert Contribution.objects.count() == 8
    assert [seen(query) for query in queries] == before


def test_a_text_credits_nobody_who_may_be_in_danger_to_those_without_a_role():
    hidden = somebody("Hidden", HIDDEN)
    page = hidden.contributions.get().page

    to_all, to_role = (attribution(page, reader) for reader in (AnonymousUser(), member("viewer")))

    assert (list(to_all["contributors"]), to_all["further"]) == ([], 0)
    assert list(to_role["contributors"]) == [hidden]
