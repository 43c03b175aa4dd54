# SPDX-License-Identifier: GPL-3.0-or-later
"""The map: bubbles where institutions stand, and the same in a list."""

from decimal import Decimal

import pytest
from django.core.cache import cache
from django.urls import reverse

from interface.pointmap import project, window
from interface.worldmap import world
from tests.factories import InstitutionFactory, PartnershipFactory

pytestmark = pytest.mark.django_db
MAP = reverse("institutions:map")


@pytest.fixture(autouse=True)
def _forgetful():
    cache.clear()


def _at(latitude, longitude, **facts):
    return InstitutionFactory(latitude=Decimal(str(latitude)), longitude=Decimal(str(longitude)), **facts)


@pytest.mark.parametrize(
    ("code", "latitude", "longitude"),
    [("SG", 1.35, 103.82), ("MT", 35.9, 14.42), ("IS", 64.98, -18.57), ("GH", 7.95, -1.2)],
)
def test_projection_puts_small_countries_where_the_outlines_are(code, latitude, longitude):
    x, y = project(latitude, longitude)
    shape = world()["countries"][code]

    assert abs(x - shape["x"]) < 1.5
    assert abs(y - shape["y"]) < 1.5


def test_map_gathers_neighbours_and_keeps_the_lone_one(client):
    for _n in range(3):
        _at(48.86, 2.34)
    lone = _at(-32.95, -60.64, name="House of Unfinished Maps")

    response = client.get(MAP)

    assert response.context["total"] == 4
    assert "3 institutions: look closer" in response.text
    assert f'href="{lone.get_absolute_url()}"' in response.text
    assert {each.pk for each in response.context["page"]} >= {lone.pk}


def test_map_looked_at_closely_shows_only_what_is_near(client):
    paris = _at(48.86, 2.34)
    _at(-32.95, -60.64)

    response = client.get(MAP, {"zoom": 3, "latitude": "48.8", "longitude": "2.3"})

    assert [each.pk for each in response.context["page"]] == [paris.pk]
    assert response.context["wider"]


def test_map_of_partnerships_shows_only_those_the_reader_may_see(client, coordinator, stranger):
    seen = PartnershipFactory(affiliate=coordinator.affiliate, institution=_at(10, 10))
    public = PartnershipFactory(is_public=True, institution=_at(20, 20))
    _at(30, 30)

    def shown(user):
        client.logout()
        if user:
            client.force_login(user)
        return {each.pk for each in client.get(MAP, {"show": "partnerships"}).context["page"]}

    assert shown(coordinator) == {seen.institution_id, public.institution_id}
    assert shown(stranger) == shown(None) == {public.institution_id}


def test_map_is_narrowed_by_kind_sector_and_country(client):
    wanted = _at(10, 10, kind="archive", sector="health", country="GH")
    _at(11, 11, kind="archive", sector="culture", country="GH")

    response = client.get(MAP, {"kind": "archive", "sector": "health", "country": "GH"})

    assert [each.pk for each in response.context["page"]] == [wanted.pk]


@pytest.mark.parametrize(
    "nonsense",
    [
        {"zoom": "99"},
        {"zoom": "2", "latitude": "nan", "longitude": "1"},
        {"zoom": "2", "latitude": "1"},
        {"zoom": "-1", "latitude": "x", "longitude": "inf"},
        {"country": "nowhere", "kind": "'", "page": "-3"},
    ],
)
def test_map_shrugs_at_nonsense(client, nonsense):
    _at(10, 10)

    assert client.get(MAP, nonsense).context["total"] == 1


def test_map_of_nothing_says_what_would_be_there(client):
    assert "Nothing here" in client.get(MAP).text


def test_window_stays_on_the_drawing():
    for latitude, longitude in ((83, 179), (-55, -179), (0, 0)):
        x, y, wide, high = window(4, latitude, longitude)

        assert 0 <= x <= 960 - wide + 0.01
        assert 0 <= y <= world()["height"] - high + 0.01


@pytest.mark.parametrize("count", [1, 12])
def test_map_costs_the_same_however_many_institutions(client, count, django_assert_num_queries):
    for n in range(count):
        _at(5 * n, 10 * n)

    with django_assert_num_queries(4):
        client.get(MAP)
