# SPDX-License-Identifier: GPL-3.0-or-later
"""Giving and ending roles: what is refused, what is kept, and that an end counts at once."""

import pytest
from django.urls import reverse

from accounts import actions
from accounts.errors import AlreadyMember, LastAdministrator
from accounts.models import Affiliate, Membership
from journal.models import Entry
from tests.factories import AffiliateFactory, MembershipFactory, PartnershipFactory, UserFactory, member
from tests.people import sign_in_freshly


@pytest.mark.django_db
def test_found_affiliate_adds_it_and_says_so(platform_admin):
    affiliate = actions.found_affiliate(
        name="Wikimedia Atlantis", kind="chapter", country="PT", by=platform_admin
    )

    assert Affiliate.objects.get() == affiliate
    assert Entry.objects.get().verb == "affiliate.founded"


@pytest.mark.django_db
def test_grant_role_gives_it(affiliate_admin):
    user = UserFactory()

    membership = actions.grant_role(user, affiliate_admin.affiliate, "viewer", by=affiliate_admin)

    assert (membership.user, membership.role, membership.ended_at) == (user, "viewer", None)
    assert Entry.objects.get().after == "viewer"


@pytest.mark.django_db
def test_grant_role_refuses_a_second_role_in_the_same_affiliate(coordinator):
    with pytest.raises(AlreadyMember):
        actions.grant_role(coordinator, coordinator.affiliate, "admin", by=None)

    assert Membership.objects.get().role == "coordinator"
    assert not Entry.objects.exists()


@pytest.mark.django_db
def test_grant_role_gives_another_after_the_first_ended(coordinator):
    actions.end_role(Membership.objects.get(), by=None)

    actions.grant_role(coordinator, coordinator.affiliate, "admin", by=None)

    assert [m.role for m in coordinator.memberships.current()] == ["admin"]
    assert coordinator.memberships.count() == 2


@pytest.mark.django_db(transaction=True)
def test_grant_role_by_two_at_once_gives_one(at_once):
    user, affiliate = UserFactory(), AffiliateFactory()

    results = at_once(lambda: actions.grant_role(user, affiliate, "viewer", by=None))

    assert sorted(type(result).__name__ for result in results) == ["AlreadyMember", "Membership"]
    assert Membership.objects.count() == 1


@pytest.mark.django_db
def test_end_role_refuses_the_last_administrator(affiliate_admin):
    membership = affiliate_admin.memberships.get()

    with pytest.raises(LastAdministrator):
        actions.end_role(membership, by=affiliate_admin)

    membership.refresh_from_db()
    assert membership.ended_at is None


@pytest.mark.django_db
def test_end_role_does_not_count_administrators_of_other_affiliates_or_of_the_past(affiliate_admin):
    member("admin")
    MembershipFactory(affiliate=affiliate_admin.affiliate, role="admin", ended_at="2026-01-01T00:00Z")

    with pytest.raises(LastAdministrator):
        actions.end_role(affiliate_admin.memberships.get(), by=None)


@pytest.mark.django_db
def test_end_role_twice_keeps_the_first_end(coordinator):
    first = actions.end_role(Membership.objects.get(), by=None)

    second = actions.end_role(first, by=None)

    assert second.ended_at == first.ended_at
    assert Entry.objects.filter(verb="membership.ended").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_administrators_who_end_each_other_at_once_leave_one(at_once):
    affiliate = AffiliateFactory()
    left = list(MembershipFactory.create_batch(2, affiliate=affiliate, role="admin"))

    results = at_once(lambda: actions.end_role(left.pop(), by=None))

    assert sorted(type(result).__name__ for result in results) == ["LastAdministrator", "Membership"]
    assert Membership.objects.current().count() == 1


@pytest.mark.django_db
def test_an_ended_role_stops_counting_at_the_next_request(client, coordinator):
    partnership = PartnershipFactory(affiliate=coordinator.affiliate)
    address = reverse("api:partnership-detail", args=[partnership.pk])
    sign_in_freshly(client, coordinator)
    assert client.get(address).status_code == 200

    actions.end_role(coordinator.memberships.get(), by=None)

    assert client.get(address).status_code == 404


@pytest.mark.django_db
def test_people_page_gives_a_role(client, affiliate_admin):
    newcomer = UserFactory()
    sign_in_freshly(client, affiliate_admin)
    address = reverse("accounts:people", args=[affiliate_admin.affiliate.pk])

    response = client.post(address, {"username": newcomer.username, "role": "coordinator"})

    assert (response.status_code, response.url) == (302, address)
    assert newcomer.memberships.get().role == "coordinator"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"username": "nobody here", "role": "viewer"}, "username"),
        ({"username": "", "role": "viewer"}, "username"),
        ({"username": "a\0b", "role": "viewer"}, "username"),
        ({"username": "blocked", "role": "viewer"}, "username"),
        ({"username": "newcomer", "role": "owner"}, "role"),
        ({"username": "newcomer"}, "role"),
        ({"username": "member", "role": "viewer"}, "__all__"),
    ],
)
def test_people_page_says_what_is_wrong_with_which_field(client, affiliate_admin, answers, field):
    UserFactory(username="newcomer")
    UserFactory(username="blocked", is_active=False)
    member("viewer", affiliate_admin.affiliate, username="member")
    sign_in_freshly(client, affiliate_admin)
    roles = Membership.objects.count()

    response = client.post(reverse("accounts:people", args=[affiliate_admin.affiliate.pk]), answers)

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert Membership.objects.count() == roles


@pytest.mark.django_db
def test_people_page_ends_a_role_and_says_why_not(client, affiliate_admin, viewer):
    sign_in_freshly(client, affiliate_admin)

    client.post(reverse("accounts:end-role", args=[viewer.memberships.get().pk]))
    refused = client.post(
        reverse("accounts:end-role", args=[affiliate_admin.memberships.get().pk]), follow=True
    )

    assert not viewer.memberships.current().exists()
    assert affiliate_admin.memberships.current().exists()
    assert "keeps at least one administrator" in refused.text


@pytest.mark.django_db
def test_people_page_costs_the_same_for_one_and_many(client, affiliate_admin, django_assert_num_queries):
    sign_in_freshly(client, affiliate_admin)
    address = reverse("accounts:people", args=[affiliate_admin.affiliate.pk])

    with django_assert_num_queries(5):
        client.get(address)
    for _number in range(5):
        member("viewer", affiliate_admin.affiliate)
    with django_assert_num_queries(5):
        response = client.get(address)

    assert len(response.context["memberships"]) == 7
