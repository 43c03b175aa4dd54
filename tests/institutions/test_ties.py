# SPDX-License-Identifier: GPL-3.0-or-later
"""Parts of a whole and members of a consortium: never in a circle."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from institutions.actions.ties import end_tie, make_tie
from institutions.errors import AlreadyTied, HasAWhole, TieCycle, TieEndsBeforeStart, TieToItself
from institutions.models import Tie
from institutions.models.ties import ancestors_of, descendants_of
from journal.models import Entry
from tests.factories import InstitutionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def branch_city_nation(coordinator):
    """Three institutions, each part of the next."""
    three = [InstitutionFactory(name=name) for name in ("Branch", "City", "Nation")]
    for part, whole in zip(three, three[1:], strict=False):
        make_tie(part, whole, by=coordinator)
    return three


def test_tie_is_made_and_recorded(coordinator):
    part, whole = InstitutionFactory(), InstitutionFactory(name="National Library of Noon")

    tie = make_tie(part, whole, by=coordinator, started_on=date(2020, 5, 1))

    assert (tie.part, tie.whole, tie.kind, tie.started_on) == (part, whole, "part", date(2020, 5, 1))
    assert Entry.objects.about(part).get().after == "is part of: National Library of Noon"


def test_whole_and_parts_are_found_at_any_depth(branch_city_nation):
    branch, city, nation = branch_city_nation

    assert ancestors_of(branch.pk) == {branch.pk, city.pk, nation.pk}
    assert descendants_of(nation.pk) == {branch.pk, city.pk, nation.pk}


def test_circle_is_refused_however_long(branch_city_nation, coordinator):
    branch, _city, nation = branch_city_nation

    with pytest.raises(TieCycle):
        make_tie(nation, branch, by=coordinator)

    assert Tie.objects.count() == 2


def test_tie_to_itself_twice_or_to_a_second_whole_is_refused(branch_city_nation, coordinator):
    branch, city, _nation = branch_city_nation
    other = InstitutionFactory()

    for whole, refusal in ((branch, TieToItself), (city, AlreadyTied), (other, HasAWhole)):
        with pytest.raises(refusal):
            make_tie(branch, whole, by=coordinator)

    assert Tie.objects.count() == 2


def test_member_of_several_consortia(coordinator):
    library, first, second = (InstitutionFactory() for _n in range(3))

    make_tie(library, first, by=coordinator, kind="member")
    make_tie(library, second, by=coordinator, kind="member")

    assert library.wholes.count() == 2


def test_ended_tie_makes_room_for_another(branch_city_nation, coordinator):
    branch, _city, _nation = branch_city_nation
    end_tie(branch.wholes.get(), by=coordinator, ended_on=timezone.localdate())

    make_tie(branch, InstitutionFactory(), by=coordinator)

    assert Tie.objects.filter(part=branch, ended_on=None).count() == 1


def test_tie_does_not_end_before_it_began(coordinator):
    today = timezone.localdate()
    tie = make_tie(InstitutionFactory(), InstitutionFactory(), by=coordinator, started_on=today)

    with pytest.raises(TieEndsBeforeStart):
        end_tie(tie, by=coordinator, ended_on=today - timedelta(days=1))

    tie.refresh_from_db()
    assert tie.ended_on is None


@pytest.mark.django_db(transaction=True)
def test_two_who_tie_each_to_the_other_at_once_make_no_circle(coordinator, at_once):
    one, two = InstitutionFactory(), InstitutionFactory()

    pairs = iter([(one, two), (two, one)])
    outcomes = at_once(lambda: make_tie(*next(pairs), by=coordinator))

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Tie", "TieCycle"]


def test_page_finds_the_whole_and_ties(client, coordinator):
    part, whole = InstitutionFactory(), InstitutionFactory(name="National Library of Noon")
    client.force_login(coordinator)
    address = reverse("institutions:tie-make", args=[part.pk])

    asked = client.get(address, {"q": "noon"})
    key = asked.context["form"]["form_key"].value()
    answers = {"whole": whole.pk, "kind": "part", "form_key": key, "q": "noon"}
    first, second = client.post(address, answers), client.post(address, answers)

    assert (first.status_code, second.status_code) == (302, 302)
    assert Tie.objects.get().whole == whole
    assert "National Library of Noon" in client.get(reverse("institutions:ties", args=[part.pk])).text


@pytest.mark.parametrize(
    "nonsense", [{}, {"whole": "x"}, {"whole": 10**30}, {"started_on": "2020-02-31"}, {"kind": "love"}]
)
def test_page_refuses_nonsense(client, coordinator, nonsense):
    part = InstitutionFactory()
    client.force_login(coordinator)

    response = client.post(reverse("institutions:tie-make", args=[part.pk]), nonsense)

    assert response.status_code == 422
    assert not Tie.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_page_costs_the_same_however_many_parts(client, coordinator, count, django_assert_num_queries):
    whole = InstitutionFactory()
    for _n in range(count):
        make_tie(InstitutionFactory(), whole, by=coordinator)
    client.force_login(coordinator)

    with django_assert_num_queries(7):
        client.get(reverse("institutions:ties", args=[whole.pk]))
