# SPDX-License-Identifier: GPL-3.0-or-later
"""Those who know better confirm and reject what pages say, many at once."""

import pytest

from outreach.models import Claim
from tests.factories import AffiliateFactory, ClaimFactory, ContributorFactory, EvidenceFactory

LIST, DECIDE = "/contributors/claims/", "/contributors/claims/decide/"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _signed_in(client, coordinator):
    client.force_login(coordinator)


def claims(response):
    return [str(row.claim) for row in response.context["rows"]]


def stated(value="WMNW", **fields):
    claim = ClaimFactory(value=value, **fields)
    EvidenceFactory(claim=claim)
    return claim


def test_open_claims_wait_with_the_revision_that_says_so(client):
    claim = stated("WMNW")
    ClaimFactory(value="Old", state="rejected", decided_at="2026-01-01T00:00Z")

    response = client.get(LIST)

    assert claims(response) == ["WMNW"]
    assert claim.evidence.get().address in response.content.decode()


def test_claims_of_people_who_are_not_shown_are_not_either(client):
    stated(contributor=ContributorFactory(account_id=None))

    assert claims(client.get(LIST)) == []


@pytest.mark.parametrize(
    "query, found",
    [
        ("kind=country", ["Spain"]),
        ("q=museum", ["Museum of X"]),
        ("q=ada", ["Spain", "Museum of X"]),
        ("state=confirmed", ["Known"]),
        ("state=nonsense", ["Spain", "Museum of X"]),
        ("q=%00", ["Spain", "Museum of X"]),
    ],
)
def test_claims_are_narrowed(client, query, found):
    ada = ContributorFactory(username="Ada")
    stated("ES", key="ES", kind="country", contributor=ada)
    stated("Museum of X", contributor=ada)
    stated("Known", state="confirmed", decided_at="2026-01-01T00:00Z", contributor=ada)

    assert sorted(claims(client.get(f"{LIST}?{query}"))) == sorted(found)


def test_many_are_confirmed_at_once_and_linked(client, coordinator):
    first, second, left = stated("A"), stated("B"), stated("C")
    affiliate = AffiliateFactory()

    response = client.post(
        DECIDE,
        {
            "claims": [first.pk, second.pk],
            "state": "confirmed",
            "affiliate": affiliate.pk,
            "item": "q42",
            "kind": "affiliation",
            "shown": "open",
        },
    )

    assert response.url == f"{LIST}?kind=affiliation&state=open"
    assert set(Claim.objects.values_list("value", "state", "affiliate", "item", "decided_by")) == {
        ("A", "confirmed", affiliate.pk, "Q42", coordinator.pk),
        ("B", "confirmed", affiliate.pk, "Q42", coordinator.pk),
        ("C", "open", None, "", None),
    }
    assert left.state == "open"


@pytest.mark.parametrize(
    "changes, status",
    [
        ({"claims": []}, 422),
        ({"claims": ["x"]}, 422),
        ({"claims": ["9" * 30]}, 422),
        ({"claims": [str(n) for n in range(1, 300)]}, 422),
        ({"state": "maybe"}, 422),
        ({"item": "P31"}, 422),
        ({"affiliate": "987654321"}, 422),
        ({"claims": ["987654321"]}, 409),
    ],
)
def test_nothing_is_decided_by_a_form_that_is_wrong(client, changes, status):
    claim = stated()

    response = client.post(DECIDE, {"claims": [claim.pk], "state": "confirmed"} | changes)

    assert response.status_code == status
    assert Claim.objects.get().state == "open"
    assert claims(response) == ["WMNW"]


def test_claim_about_somebody_who_is_not_shown_is_not_decided(client):
    claim = stated(contributor=ContributorFactory(account_id=None))

    assert client.post(DECIDE, {"claims": [claim.pk], "state": "rejected"}).status_code == 409
    assert Claim.objects.get().state == "open"


def test_rejected_claim_is_shown_to_nobody(client):
    claim = stated("Wrong")
    client.post(DECIDE, {"claims": [claim.pk], "state": "rejected"})

    page = client.get(claim.contributor.get_absolute_url())

    assert page.context["claims"] == []


@pytest.mark.parametrize("count", [1, 10, 100])
def test_list_costs_the_same_however_many_claims(client, count, django_assert_num_queries):
    for number in range(count):
        stated(f"Museum {number}")

    with django_assert_num_queries(
        7
    ):  # session, user, roles, count, claims, evidence, affiliates to choose from
        client.get(LIST)
