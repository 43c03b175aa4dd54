# SPDX-License-Identifier: GPL-3.0-or-later
"""The directory of those who have worked with institutions."""

import pytest
from django.urls import reverse

from accounts.models import User
from tests.factories import InstitutionFactory, PartnershipFactory, UserFactory, member

pytestmark = pytest.mark.django_db
PEOPLE = reverse("dashboards:people")


def _names(client, **asked) -> list[str]:
    return [str(each.person) for each in client.get(PEOPLE, asked).context["people"]]


@pytest.fixture
def expert(coordinator):
    """Led a library in Germany and a museum in France, can help with uploads."""
    user = member("coordinator", coordinator.affiliate)
    User.objects.filter(pk=user.pk).update(wiki_username="Expert", skills=["uploads"])
    for country, kind in (("DE", "library"), ("FR", "museum"), ("FR", "museum")):
        institution = InstitutionFactory(country=country, kind=kind)
        PartnershipFactory(affiliate=coordinator.affiliate, lead=user, institution=institution)
    return user


def test_directory_tells_what_somebody_has_done(client, viewer, expert):
    client.force_login(viewer)

    (told,) = client.get(PEOPLE, {"q": "Expert"}).context["people"]

    assert told.led == 3
    assert told.countries == ["France", "Germany"]
    assert told.kinds == ["museum", "library"]
    assert told.skills == ["mass uploads"]


@pytest.mark.parametrize(
    ("asked", "is_found"),
    [
        ({"country": "DE"}, True),
        ({"country": "IT"}, False),
        ({"kind": "library"}, True),
        ({"country": "DE", "kind": "museum"}, False),
        ({"skill": "uploads"}, True),
        ({"skill": "figures"}, False),
        ({"role": "coordinator"}, True),
        ({"role": "admin"}, False),
        ({"country": "nonsense"}, True),
        ({"affiliate": "x"}, True),
    ],
)
def test_directory_is_narrowed(client, viewer, expert, asked, is_found):
    client.force_login(viewer)

    assert ("Expert" in _names(client, **asked)) == is_found


def test_directory_leaves_out_those_without_a_role_or_a_partnership(client, viewer):
    UserFactory(wiki_username="Passer-by")
    client.force_login(viewer)

    assert "Passer-by" not in _names(client)


@pytest.mark.parametrize("count", [1, 3])
def test_directory_costs_the_same_however_many_people(client, viewer, count, django_assert_num_queries):
    for _n in range(count):
        PartnershipFactory(affiliate=viewer.affiliate, lead=member("coordinator", viewer.affiliate))
    client.force_login(viewer)

    with django_assert_num_queries(8):
        client.get(PEOPLE)
