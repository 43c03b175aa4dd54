# SPDX-License-Identifier: GPL-3.0-or-later
"""Saved views: kept, changed, thrown away, shown to those they are meant for."""

import uuid

import pytest
from django.urls import reverse

from journal.models import Entry
from teamwork import actions
from teamwork.errors import (
    AffiliateMissing,
    ChangedMeanwhile,
    NoSuchPage,
    ViewNameMissing,
    ViewNameTaken,
    ViewTooLong,
)
from teamwork.models import SavedView
from tests.factories import SavedViewFactory, UserFactory

pytestmark = pytest.mark.django_db
BOARD = "partnerships:board"


def test_save_view_keeps_the_filters_without_the_place_in_the_list(coordinator):
    view = actions.save_view(BOARD, " Mine  first ", "?q=Mus%C3%A9e&page=3&country=FR", by=coordinator)

    view.refresh_from_db()
    assert (view.name, view.query, view.reach) == ("Mine first", "q=Mus%C3%A9e&country=FR", "mine")
    assert view.get_absolute_url() == "/board/?q=Mus%C3%A9e&country=FR"
    assert Entry.objects.filter(verb="view.saved", subject_id=view.pk).count() == 1


@pytest.mark.parametrize(
    ("asked", "refusal"),
    [
        ({"page": "nowhere:at-all"}, NoSuchPage),
        ({"name": "  "}, ViewNameMissing),
        ({"name": "x" * 10_000}, ViewNameMissing),
        ({"name": "Taken"}, ViewNameTaken),
        ({"query": "q=" + "x" * 5_000}, ViewTooLong),
        ({"reach": "affiliate"}, AffiliateMissing),
    ],
)
def test_save_view_refuses_in_words(coordinator, asked, refusal):
    SavedViewFactory(owner=coordinator, name="Taken")
    wanted = {"page": BOARD, "name": "New", "query": ""} | asked

    with pytest.raises(refusal):
        actions.save_view(by=coordinator, **wanted)

    assert SavedView.objects.count() == 1
    assert not Entry.objects.filter(verb="view.saved").exists()


def test_correct_view_renames_and_lends_it(coordinator):
    view = SavedViewFactory(owner=coordinator)

    actions.correct_view(
        view, version=1, by=coordinator, name="Ours", reach="affiliate", affiliate=coordinator.affiliate
    )

    view.refresh_from_db()
    assert (view.name, view.reach, view.affiliate) == ("Ours", "affiliate", coordinator.affiliate)


def test_correct_view_refuses_over_another_edit_and_a_taken_name(coordinator):
    view = SavedViewFactory(owner=coordinator, name="One")
    SavedViewFactory(owner=coordinator, name="Two")

    with pytest.raises(ChangedMeanwhile):
        actions.correct_view(view, version=9, by=coordinator, name="Three", reach="mine")
    with pytest.raises(ViewNameTaken):
        actions.correct_view(view, version=1, by=coordinator, name="Two", reach="mine")

    view.refresh_from_db()
    assert view.name == "One"


def test_forget_view_throws_it_away(coordinator):
    view = SavedViewFactory(owner=coordinator)

    actions.forget_view(view, by=coordinator)

    assert not SavedView.objects.exists()
    assert Entry.objects.filter(verb="view.forgotten").count() == 1


def _menu(client, user, **asked):
    client.force_login(user)
    return client.get(reverse("teamwork:view-menu"), {"page": BOARD} | asked, headers={"HX-Request": "true"})


def test_menu_shows_mine_ours_and_everybodys(client, coordinator, viewer, stranger):
    SavedViewFactory(owner=coordinator, name="Mine")
    ours = SavedViewFactory(
        owner=coordinator, name="Ours", reach="affiliate", affiliate=coordinator.affiliate
    )
    shared = SavedViewFactory(owner=coordinator, name="Shared", reach="shared")
    SavedViewFactory(owner=viewer, name="Elsewhere", page="partnerships:institution-list", reach="shared")

    assert list(_menu(client, viewer).context["views"]) == [ours, shared]
    assert list(_menu(client, stranger).context["views"]) == [shared]


@pytest.mark.parametrize(
    ("person", "offered"),
    [
        ("volunteer", ["mine"]),
        ("coordinator", ["mine", "affiliate", "shared"]),
        ("wmf_staff", ["mine", "shared"]),
    ],
)
def test_menu_offers_the_reaches_one_may_choose(client, request, person, offered):
    user = request.getfixturevalue(person)

    form = _menu(client, user).context["form"]

    assert [key for key, _label in form.fields["reach"].choices] == offered


def test_menu_of_a_page_without_views_keeps_nothing(client, coordinator):
    response = _menu(client, coordinator, page="admin:index")

    assert response.status_code == 200
    assert response.context["form"] is None


@pytest.mark.parametrize("count", [1, 3])
def test_menu_costs_the_same_however_many_views(client, coordinator, count, django_assert_max_num_queries):
    SavedViewFactory.create_batch(count, owner=coordinator)
    client.force_login(coordinator)

    with django_assert_max_num_queries(6):
        response = client.get(reverse("teamwork:view-menu"), {"page": BOARD})

    assert len(response.context["views"]) == count


def _save(client, **asked):
    wanted = {"page": BOARD, "query": "q=x", "name": "New", "reach": "mine", "form_key": uuid.uuid4()}
    return client.post(reverse("teamwork:view-save"), wanted | asked)


def test_saving_twice_with_one_form_keeps_one_view(client, coordinator):
    client.force_login(coordinator)
    key = uuid.uuid4()

    answers = [_save(client, form_key=key).url for _click in range(2)]

    assert answers == ["/board/?q=x", "/board/?q=x"]
    assert SavedView.objects.count() == 1


def test_saving_a_taken_name_is_refused_on_the_form(client, coordinator):
    SavedViewFactory(owner=coordinator, name="New")
    client.force_login(coordinator)

    response = _save(client)

    assert response.status_code == 422
    assert "You have a view called “New” on this page already" in response.text


def test_nobody_shares_more_than_they_may(client, db):
    client.force_login(UserFactory())

    response = _save(client, reach="shared")

    assert response.status_code == 422
    assert not SavedView.objects.exists()


def test_conflict_shows_what_is_there_now(client, coordinator):
    view = SavedViewFactory(owner=coordinator, name="Theirs", version=4)
    client.force_login(coordinator)

    response = client.post(
        reverse("teamwork:view-correct", args=[view.pk]), {"name": "Mine", "reach": "mine", "version": 3}
    )

    assert response.status_code == 409
    assert ("Name of the view", "Theirs") in [(str(a), b) for a, b in response.context["form"].differences]
