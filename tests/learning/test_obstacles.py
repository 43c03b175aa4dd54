# SPDX-License-Identifier: GPL-3.0-or-later
"""Obstacles: what people say of those a machine read, the index, and what neither does."""

import pytest
from django.urls import reverse

from journal.models import Entry
from learning.actions import obstacles as actions
from learning.errors import AlreadyDecided, ChangedMeanwhile
from learning.models import Obstacle
from tests.factories import CaseStudyFactory, InstitutionFactory, ObstacleFactory

pytestmark = pytest.mark.django_db
SAID = {"theme": "staff", "met": "The curators had no hours for it.", "helped": "", "section": "reflection"}


def verbs():
    return list(Entry.objects.order_by("pk").values_list("verb", flat=True))


def test_what_a_machine_read_is_confirmed_in_better_words(coordinator):
    obstacle = ObstacleFactory()

    actions.confirm_obstacle(obstacle, by=coordinator, version=1, **SAID)

    obstacle.refresh_from_db()
    assert (obstacle.state, obstacle.met, obstacle.said_by, obstacle.confidence) == (
        Obstacle.State.CONFIRMED,
        SAID["met"],
        coordinator,
        1,
    )
    assert verbs() == ["obstacle.confirmed"]


def test_of_two_who_confirm_the_same_the_second_finds_it_done(coordinator):
    obstacle = ObstacleFactory()
    actions.confirm_obstacle(obstacle, by=coordinator, version=1)

    actions.confirm_obstacle(obstacle, by=coordinator, version=1)

    assert verbs() == ["obstacle.confirmed"]


def test_of_two_who_say_it_differently_the_second_is_asked_again(coordinator):
    obstacle = ObstacleFactory()
    actions.confirm_obstacle(obstacle, by=coordinator, version=1, **SAID)

    with pytest.raises(ChangedMeanwhile):
        actions.confirm_obstacle(obstacle, by=coordinator, version=1, **SAID | {"met": "No money at all."})

    obstacle.refresh_from_db()
    assert obstacle.met == SAID["met"]


def test_what_was_rejected_is_decided_and_seen_by_nobody(client, coordinator):
    obstacle = ObstacleFactory()
    actions.reject_obstacle(obstacle, by=coordinator, version=1)

    with pytest.raises(AlreadyDecided):
        actions.confirm_obstacle(obstacle, by=coordinator, version=2)
    with pytest.raises(AlreadyDecided):
        actions.reject_obstacle(obstacle, by=coordinator, version=2)

    assert list(client.get(reverse("learning:obstacles")).context["page_obj"]) == []
    client.force_login(coordinator)
    assert client.get(obstacle.get_absolute_url()).status_code == 404
    assert [verb for verb in verbs() if verb != "door.missing"] == ["obstacle.rejected"]


def test_what_changed_since_is_not_rejected(coordinator):
    with pytest.raises(ChangedMeanwhile):
        actions.reject_obstacle(ObstacleFactory(version=3), by=coordinator, version=1)


def test_authors_add_obstacles_to_their_own(client, volunteer):
    study = CaseStudyFactory(author=volunteer)
    client.force_login(volunteer)
    address = reverse("learning:obstacle-add", args=[study.pk])
    key = client.get(address).context["form"]["form_key"].value()

    for _click in range(2):
        client.post(address, SAID | {"form_key": key})

    obstacle = Obstacle.objects.get()
    assert (obstacle.origin, obstacle.state, obstacle.said_by) == ("person", "confirmed", volunteer)
    assert verbs() == ["obstacle.noted"]


def test_what_a_machine_read_is_marked_as_such_until_somebody_confirms(client, coordinator):
    obstacle = ObstacleFactory()
    client.force_login(coordinator)
    index = reverse("learning:obstacles")
    assert "read by machine" in client.get(index).text

    client.post(obstacle.get_absolute_url(), SAID | {"version": 1})

    page = client.get(index).text
    assert SAID["met"] in page
    assert "no person has checked it" not in page


def test_rejecting_on_the_page_asks_for_nothing_else(client, coordinator):
    obstacle = ObstacleFactory()
    client.force_login(coordinator)

    client.post(obstacle.get_absolute_url(), {"reject": "1", "version": 1})

    obstacle.refresh_from_db()
    assert obstacle.state == Obstacle.State.REJECTED


@pytest.mark.parametrize("sent", [SAID, {"reject": "1"}])
def test_a_form_of_yesterday_shows_what_is_there_now(client, coordinator, sent):
    obstacle = ObstacleFactory(version=2, met="Somebody corrected this.")
    client.force_login(coordinator)

    response = client.post(obstacle.get_absolute_url(), sent | {"version": 1})

    assert response.status_code in {409, 422}
    assert "changed this meanwhile" in response.text
    obstacle.refresh_from_db()
    assert obstacle.state == Obstacle.State.OPEN


def test_index_counts_by_theme_and_narrows(client):
    archive = InstitutionFactory(kind="archive", country="SE")
    swedish = CaseStudyFactory(mirrored=True, institution=archive, country="SE")
    ObstacleFactory(case_study=swedish, theme="money", met="No money.")
    ObstacleFactory(theme="money", said=True, met="Little money.")
    ObstacleFactory(theme="rights", met="Unclear rights.")
    index = reverse("learning:obstacles")

    def met(**asked):
        return [each.met for each in client.get(index, asked).context["page_obj"]]

    assert met() == ["Little money.", "Unclear rights.", "No money."]
    assert client.get(index, {"theme": "rights"}).context["themes"] == [
        ("money", "money", 2),
        ("rights", "rights and licences", 1),
    ]
    assert met(theme="money") == ["Little money.", "No money."]
    assert met(country="SE") == met(kind="archive") == ["No money."]
    assert met(said="confirmed") == ["Little money."]
    assert met(theme="nonsense", country="XX") == met()


def test_obstacles_of_what_is_not_public_are_in_no_index(client, volunteer):
    ObstacleFactory(case_study=CaseStudyFactory(author=volunteer), said=True)
    client.force_login(volunteer)

    assert list(client.get(reverse("learning:obstacles")).context["page_obj"]) == []


@pytest.mark.parametrize("count", [10, 50])
def test_index_costs_the_same_however_many(client, count, django_assert_num_queries):
    for _number in range(count):
        ObstacleFactory()

    with django_assert_num_queries(3):
        client.get(reverse("learning:obstacles"))


def test_an_obstacle_of_a_draft_of_others_is_not_found(client, coordinator, volunteer):
    theirs = ObstacleFactory(case_study=CaseStudyFactory(author=volunteer))
    client.force_login(coordinator)

    assert client.get(reverse("learning:obstacle", args=[theirs.pk])).status_code == 404
    client.force_login(volunteer)
    assert client.get(reverse("learning:obstacle", args=[theirs.pk])).status_code == 200
