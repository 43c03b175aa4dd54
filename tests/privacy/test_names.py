# SPDX-License-Identifier: GPL-3.0-or-later
"""Whoever does not want their name shown is named to their own affiliates only, everywhere."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from accounts.models import User, WikiAccount
from accounts.naming import is_named_to, name_to, named_to
from casestudies.feeds import CaseStudyFeed
from casestudies.reports.credits import writers_of
from learning.models import Mentor
from learning.reports.mentors import _accounts_of, visible_mentors
from tests.factories import CaseStudyFactory, UserFactory, member

OPEN, WIKI, PRIVATE = User.Openness.OPEN, User.Openness.WIKI, User.Openness.PRIVATE


@pytest.fixture
def quiet(coordinator):
    """Somebody of the coordinator's affiliate who has decided nothing yet."""
    return member("coordinator", coordinator.affiliate, wiki_username="Quiet Heron", openness=WIKI)


def _set(user, openness):
    user.openness = openness
    user.save(update_fields=["openness"])


def test_a_newcomer_is_private_where_the_wiki_says_nothing(db):
    user = User.objects.create_user("new", wiki_username="New Heron")

    assert not is_named_to(AnonymousUser(), user)
    assert is_named_to(AnonymousUser(), user, on_wiki=True)
    assert name_to(AnonymousUser(), user) == "a Wikimedian"


@pytest.mark.parametrize(
    ("openness", "colleague", "other", "on_wiki"),
    [(OPEN, True, True, True), (WIKI, True, False, True), (PRIVATE, True, False, False)],
)
def test_the_condition_and_the_question_agree(
    quiet, coordinator, stranger, wmf_staff, openness, colleague, other, on_wiki
):
    _set(quiet, openness)

    for reader, expected in ((coordinator, colleague), (stranger, other), (wmf_staff, other), (quiet, True)):
        assert is_named_to(reader, quiet) is expected
        assert User.objects.filter(named_to(reader), pk=quiet.pk).exists() is expected
    assert is_named_to(stranger, quiet, on_wiki=True) is on_wiki


def test_the_directory_and_the_search_obey(client, quiet, coordinator, stranger):
    def found(reader):
        client.force_login(reader)
        page = client.get(reverse("dashboards:people") + "?q=Quiet")
        words = client.get(reverse("search:search") + "?q=Quiet Heron").text.split("<main")[1]
        return len(page.context["people"]), 'people/?q=Quiet+Heron"' in words

    assert found(coordinator) == (1, True)
    assert found(stranger) == (0, False)
    _set(quiet, OPEN)
    assert found(stranger) == (1, True)


def test_credits_of_our_own_case_studies_obey(client, quiet, coordinator, stranger, wmf_staff):
    study = CaseStudyFactory(filed=True, author=quiet, affiliate=coordinator.affiliate)

    def credited(reader):
        return writers_of([study], reader=reader)[study.pk]

    assert credited(coordinator) == ["Quiet Heron"]
    assert credited(stranger) == credited(wmf_staff) == ["a Wikimedian"]
    client.force_login(wmf_staff)
    page = client.get(study.get_absolute_url())
    assert page.context["authors"] == ["a Wikimedian"]
    assert "Quiet Heron" not in page.text.split("<main")[1]
    study.state = "published"
    assert credited(stranger) == ["Quiet Heron"]
    quiet.openness = OPEN
    study.state = "filed"
    assert credited(AnonymousUser()) == ["Quiet Heron"]


def test_what_the_wiki_shows_is_shown_unless_its_author_is_private(client, quiet):
    study = CaseStudyFactory(published=True, author=quiet)
    feed = CaseStudyFeed()

    assert "Quiet Heron" in client.get(study.get_absolute_url()).text
    assert feed.item_author_name(study) == "Quiet Heron"
    _set(quiet, PRIVATE)
    study.refresh_from_db()

    for name in ("case-study", "case-study-linked"):
        page = client.get(reverse(f"casestudies:{name}", args=[study.pk]))
        assert page.status_code == 200
        assert "Quiet Heron" not in page.text
    assert "Quiet Heron" not in client.get(reverse("casestudies:list")).text
    assert feed.item_author_name(study) == "GLAMwiki"


def test_mentors_and_joined_contributors_obey(quiet, coordinator, stranger):
    Mentor.objects.create(user=quiet)
    WikiAccount.objects.create(user=quiet, sub="7")

    def shown(reader):
        return visible_mentors(reader).count(), len(_accounts_of(["Quiet Heron"], reader))

    # Who offers to help wants to be asked; that the wiki account has an account here is not told.
    assert shown(stranger) == (1, 0)
    _set(quiet, PRIVATE)
    assert shown(stranger) == (0, 0)
    assert shown(coordinator) == (1, 1)
    _set(quiet, OPEN)
    assert shown(stranger) == (1, 1)


def test_the_choice_stands_in_the_profile(client, quiet):
    client.force_login(quiet)

    client.post(reverse("accounts:profile"), {"openness": "private", "has_shortcuts": "on"})
    assert User.objects.get(pk=quiet.pk).openness == PRIVATE
    assert client.post(reverse("accounts:profile"), {"openness": "everywhere"}).status_code == 422


@pytest.mark.parametrize("count", [1, 12])
def test_names_of_many_private_people_cost_one_question(coordinator, count, django_assert_num_queries):
    people = [UserFactory(openness=WIKI) for _number in range(count)]
    reader = User.objects.get(pk=coordinator.pk)

    with django_assert_num_queries(2):  # the reader's roles, and their colleagues
        assert [is_named_to(reader, each) for each in people] == [False] * count
