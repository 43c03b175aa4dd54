# SPDX-License-Identifier: GPL-3.0-or-later
"""Who sees how to reach somebody is written down: every time, by number, in one statement a page."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.actions import make_token
from privacy.models import Reading
from tests.factories import AdvocateFactory, AffiliateFactory, InstitutionFactory, PartnershipFactory, member
from tests.people import sign_in_freshly


@pytest.fixture
def institution(db):
    return InstitutionFactory()


@pytest.fixture
def advocate(coordinator, institution):
    return AdvocateFactory(
        affiliate=coordinator.affiliate, institution=institution, name="Ada Pond", email="ada@pond.example"
    )


def _rows():
    return list(Reading.objects.order_by("pk").values_list("reader", "subject_id", "how", "path"))


def test_who_looked_is_for_administrators_of_the_affiliate_whose_the_person_is(
    client, coordinator, affiliate_admin, advocate
):
    client.force_login(coordinator)
    client.get(advocate.get_absolute_url())
    elsewhere = member("admin", AffiliateFactory())

    seen_by = {
        reader: Reading.objects.visible_to(reader).count()
        for reader in (affiliate_admin, coordinator, elsewhere)
    }

    assert seen_by == {affiliate_admin: 1, coordinator: 0, elsewhere: 0}


def test_a_reading_bears_the_number_of_its_request(client, coordinator, advocate):
    client.force_login(coordinator)

    answer = client.get(advocate.get_absolute_url())

    assert str(Reading.objects.get().request_id) == answer["X-Request-ID"]


def test_each_opening_is_one_row(client, coordinator, advocate, institution):
    partnership = PartnershipFactory(
        affiliate=coordinator.affiliate, institution=institution, lead=coordinator
    )
    _token, secret = make_token(coordinator, days=1)
    sign_in_freshly(client, coordinator)
    opened = [
        (advocate.get_absolute_url(), "page"),
        (institution.get_absolute_url(), "list"),
        (reverse("partnerships:people", args=[partnership.pk]), "list"),
        (reverse("partnerships:advocate-notice", args=[advocate.pk]), "page"),
        ("/api/v1/advocates/", "api"),
        (f"/api/v1/advocates/{advocate.pk}/", "api"),
    ]

    for address, _how in opened:
        assert client.get(address + "?q=Ada").status_code == 200
        assert "ada@pond.example" in client.get(address).text
    client.logout()
    client.get("/api/v1/advocates/", headers={"authorization": f"Token {secret}"})

    expected = [(coordinator.pk, advocate.pk, how, address) for address, how in opened for _twice in range(2)]
    assert _rows() == [*expected, (coordinator.pk, advocate.pk, "api", "/api/v1/advocates/")]


def test_what_shows_no_address_writes_nothing(client, coordinator, advocate, stranger, institution):
    sign_in_freshly(client, coordinator)
    client.get(reverse("partnerships:advocate-correct", args=[advocate.pk]))
    client.get(reverse("partnerships:advocate-list"))
    sign_in_freshly(client, stranger)
    assert client.get(advocate.get_absolute_url()).status_code == 404
    client.get(institution.get_absolute_url())
    client.get("/api/v1/advocates/")

    assert _rows() == []


@pytest.mark.parametrize("address", ["/api/v1/advocates/?size=100", "/institutions/{}/"])
def test_a_hundred_cost_as_many_statements_as_ten(client, coordinator, institution, address):
    sign_in_freshly(client, coordinator)
    costs = []
    for more in (10, 90):
        AdvocateFactory.create_batch(more, affiliate=coordinator.affiliate, institution=institution)
        client.get(address.format(institution.pk))
        Reading.objects.all().delete()
        with CaptureQueriesContext(connection) as queries:
            client.get(address.format(institution.pk))
        costs.append(len(queries))

    assert costs[0] == costs[1]
    assert Reading.objects.count() == 100


def test_no_name_stands_in_a_row(client, coordinator, advocate):
    sign_in_freshly(client, coordinator)
    client.get(advocate.get_absolute_url() + "?q=Ada&token=secret")

    with connection.cursor() as cursor:
        cursor.execute("select t::text from privacy_reading t")
        [(row,)] = cursor.fetchall()
    assert "Ada" not in row
    assert "secret" not in row


def test_administrators_see_who_looked_and_nobody_else(
    client, affiliate_admin, coordinator, stranger, advocate
):
    sign_in_freshly(client, coordinator)
    client.get(advocate.get_absolute_url())
    rights = reverse("partnerships:advocate-rights", args=[advocate.pk])
    readings = reverse("privacy:readings", args=[coordinator.affiliate.pk])

    assert "Who looked" not in client.get(rights).text
    assert client.get(readings).status_code == 403
    sign_in_freshly(client, affiliate_admin)
    assert str(coordinator) in client.get(rights).text
    assert len(client.get(readings + f"?of={advocate.pk}").context["page"].object_list) == 1
    assert len(client.get(readings + "?of=0").context["page"].object_list) == 0
    assert client.get(readings + "?of=x").status_code == 200
    sign_in_freshly(client, stranger)
    assert client.get(readings).status_code == 404
    assert client.get(rights).status_code == 404


@pytest.mark.parametrize("count", [1, 12])
def test_the_list_of_readings_costs_the_same(
    client, affiliate_admin, advocate, count, django_assert_num_queries
):
    row = {
        "reader": affiliate_admin,
        "affiliate": advocate.affiliate,
        "subject_kind": "partnerships.advocate",
    }
    Reading.objects.bulk_create(
        Reading(**row, subject_id=advocate.pk, how="page", path="/") for _n in range(count)
    )
    sign_in_freshly(client, affiliate_admin)
    address = reverse("privacy:readings", args=[advocate.affiliate_id])
    client.get(address)

    with django_assert_num_queries(6):
        client.get(address)


def test_a_row_is_never_changed(client, coordinator, advocate):
    sign_in_freshly(client, coordinator)
    client.get(advocate.get_absolute_url())

    with pytest.raises(Exception, match="privacy_reading"), connection.cursor() as cursor:
        cursor.execute("update privacy_reading set reader_id = reader_id")
