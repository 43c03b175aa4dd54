# SPDX-License-Identifier: GPL-3.0-or-later
"""Places: added once, removed and brought back, named, resolved; and who sees which."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.utils import timezone

from journal.models import Entry
from partnerships.models import CoLead
from presence.actions import places as actions
from presence.actions.counts import request_check
from presence.errors import NotACategory, NotATask, NotMoved, PlaceThere, ResolvedAhead
from presence.models import CategoryRecord, Place
from presence.parsing import Spot
from tests.factories import (
    CategoryRecordFactory,
    CoLeadFactory,
    InstitutionFactory,
    PartnershipFactory,
    PlaceFactory,
    UserFactory,
    member,
)
from tests.threads import race
from work.models import Run

pytestmark = pytest.mark.django_db
TIDES = Spot("category", "Tides")
TASK = Spot("task", "T12345")


def lines():
    return list(Entry.objects.order_by("pk").values_list("verb", "before", "after"))


def test_add_place_notes_it_and_has_it_counted(coordinator):
    partnership = PartnershipFactory(affiliate=coordinator.affiliate)

    place = actions.add_place(partnership, TIDES, by=coordinator, label="All they gave")

    assert (place.partnership, place.institution, place.name) == (partnership, None, "Category:Tides")
    assert place.address == "https://commons.wikimedia.org/wiki/Category:Tides"
    assert CategoryRecord.objects.due(now=timezone.now()).get().place == place
    assert Run.objects.get().kind == "presence.check"
    assert lines() == [("place.added", "", "Category:Tides")]
    assert Entry.objects.get().thread_id == partnership.pk


def test_place_that_is_no_category_is_not_counted(coordinator):
    actions.add_place(InstitutionFactory(), TASK, by=coordinator)

    assert not CategoryRecord.objects.exists()
    assert not Run.objects.exists()


def test_add_place_refuses_the_same_twice(coordinator):
    partnership = PartnershipFactory()
    actions.add_place(partnership, TASK, by=coordinator)

    with pytest.raises(PlaceThere, match="T12345"):
        actions.add_place(partnership, TASK, by=coordinator)

    assert Place.objects.count() == 1
    assert len(lines()) == 1


def test_same_place_may_stand_at_a_partnership_and_at_its_institution(coordinator):
    partnership = PartnershipFactory()

    actions.add_place(partnership, TIDES, by=coordinator)
    actions.add_place(partnership.institution, TIDES, by=coordinator)

    assert Place.objects.count() == 2


def test_removed_place_comes_back_with_its_counts(coordinator):
    row = CategoryRecordFactory(place__identifier="Tides", tree_files=7, counted_at=timezone.now())
    partnership = row.place.partnership

    actions.remove_place(row.place, by=coordinator)
    actions.remove_place(row.place, by=coordinator)
    assert not Place.objects.kept().exists()
    assert not CategoryRecord.objects.due(now=timezone.now() + timedelta(days=2)).exists()
    place = actions.add_place(partnership, TIDES, by=coordinator)

    assert place.pk == row.place_id
    assert place.category.tree_files == 7
    assert [verb for verb, _before, _after in lines()] == ["place.removed", "place.added"]


@pytest.mark.django_db(transaction=True)
def test_ten_who_add_the_same_at_once_make_one():
    partnership, by = PartnershipFactory(), UserFactory()

    outcomes = race(*[lambda: actions.add_place(partnership, TASK, by=by)] * 10)

    assert sorted(type(each).__name__ for each in outcomes) == ["Place"] + ["PlaceThere"] * 9
    assert Place.objects.count() == 1


def test_name_place_says_so_once(coordinator):
    place = PlaceFactory()

    actions.name_place(place, "Posters", by=coordinator)
    actions.name_place(place, "Posters", by=coordinator)

    assert str(Place.objects.get()) == "Posters"
    assert lines() == [("place.named", "", "Posters")]


def test_task_is_resolved_and_opened_again_by_people(coordinator):
    task = PlaceFactory(kind="task", identifier="T1")

    actions.resolve_task(task, on=date(2026, 1, 5), by=coordinator)
    assert Place.objects.get().resolved_on == date(2026, 1, 5)
    actions.reopen_task(task, by=coordinator)

    assert Place.objects.get().resolved_on is None
    assert [verb for verb, _before, _after in lines()] == ["place.resolved", "place.reopened"]


def test_task_is_not_resolved_in_the_future_and_a_category_not_at_all(coordinator):
    tomorrow = timezone.localdate() + timedelta(days=1)

    with pytest.raises(ResolvedAhead):
        actions.resolve_task(PlaceFactory(kind="task", identifier="T1"), on=tomorrow, by=coordinator)
    with pytest.raises(NotATask):
        actions.resolve_task(PlaceFactory(), on=date(2026, 1, 5), by=coordinator)
    with pytest.raises(NotATask):
        actions.reopen_task(PlaceFactory(), by=coordinator)

    assert not Entry.objects.exists()


def test_follow_redirect_takes_the_new_name(coordinator):
    row = CategoryRecordFactory(place__identifier="Tide Museum", moved_to="Museum of Tides")

    place = actions.follow_redirect(row.place, by=coordinator)

    assert place.identifier == "Museum of Tides"
    assert lines() == [("place.followed", "Category:Tide Museum", "Category:Museum of Tides")]


def test_follow_redirect_refuses_what_has_not_moved_or_is_there(coordinator):
    row = CategoryRecordFactory(place__identifier="Tide Museum", moved_to="Museum of Tides")
    PlaceFactory(partnership=row.place.partnership, identifier="Museum of Tides")

    with pytest.raises(PlaceThere):
        actions.follow_redirect(row.place, by=coordinator)
    with pytest.raises(NotMoved):
        actions.follow_redirect(PlaceFactory(), by=coordinator)

    row.place.refresh_from_db()
    assert row.place.identifier == "Tide Museum"


def test_request_check_refuses_what_is_not_counted(coordinator):
    with pytest.raises(NotACategory):
        request_check(PlaceFactory(kind="task", identifier="T1"), by=coordinator)


def test_place_belongs_to_one_record():
    partnership = PartnershipFactory()

    for both in (
        {"partnership": partnership, "institution": partnership.institution},
        {"partnership": None, "institution": None},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            PlaceFactory(**both)


def test_places_are_seen_with_the_partnership():
    affiliate = member("coordinator").affiliate
    private = PlaceFactory(partnership__affiliate=affiliate)
    public = PlaceFactory(partnership__is_public=True)
    PlaceFactory(partnership__is_public=True, removed_at=timezone.now())
    PlaceFactory(partnership__is_public=True, partnership__removed_at=timezone.now())
    stranger = member("coordinator")

    assert set(Place.objects.visible_to(member("viewer", affiliate))) == {private, public}
    assert set(Place.objects.visible_to(stranger)) == {public}
    assert set(Place.objects.visible_to(AnonymousUser())) == {public}
    assert set(Place.objects.visible_to(UserFactory(is_wmf_staff=True))) == {private, public}


def test_co_leading_affiliate_sees_the_places():
    place = PlaceFactory()
    co_lead = CoLeadFactory(partnership=place.partnership, state=CoLead.State.ACCEPTED)

    assert list(Place.objects.visible_to(member("viewer", co_lead.affiliate))) == [place]


def test_of_an_institution_the_public_sees_categories_only():
    institution = InstitutionFactory()
    category = PlaceFactory(partnership=None, institution=institution)
    event = PlaceFactory(partnership=None, institution=institution, kind="event", identifier="Event:Day")
    gone = InstitutionFactory(removed_at=timezone.now())
    PlaceFactory(partnership=None, institution=gone)

    assert set(Place.objects.visible_to(AnonymousUser())) == {category}
    assert set(Place.objects.visible_to(UserFactory())) == {category}
    assert set(Place.objects.visible_to(member("viewer"))) == {category, event}
