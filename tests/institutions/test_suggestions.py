# SPDX-License-Identifier: GPL-3.0-or-later
"""Suggesting an institution, voting, and what becomes of it."""

import uuid

import pytest

from institutions.actions import suggestions as actions
from institutions.errors import AnswerMissing, SuggestionAnswered, SuggestionMergedWithItself
from institutions.models import Suggestion, Vote
from journal.models import Entry
from partnerships.models import Institution
from teamwork.models import Notice
from teamwork.notices import sentence
from tests.factories import InstitutionFactory, UserFactory
from tests.partnerships.test_institution_pages import facts

pytestmark = pytest.mark.django_db
LIST, SUGGEST = "/suggestions/", "/suggestions/add/"


@pytest.fixture
def wish(volunteer):
    return actions.suggest(by=volunteer, name="House of Kites", country="JP")


def wanted(**changes):
    return {"form_key": uuid.uuid4(), "name": "House of Kites", "country": "JP", "why": "They fly."} | changes


def test_suggesting_is_recorded_and_counts_as_a_vote(client, volunteer):
    client.force_login(volunteer)
    form = wanted(place="Sky", website="kites.example", wikidata_item="Q42")

    first, second = client.post(SUGGEST, form), client.post(SUGGEST, form)

    made = Suggestion.objects.get()
    assert first.headers["Location"] == second.headers["Location"] == made.get_absolute_url()
    assert (made.website, made.wikidata_item, made.by) == ("https://kites.example", "Q42", volunteer)
    assert Vote.objects.get().user == volunteer
    assert Entry.objects.about(made).get().verb == "suggestion.made"


@pytest.mark.parametrize(
    "changes",
    [
        {"name": ""},
        {"name": "x" * 10_000},
        {"name": "\0"},
        {"country": "Utopia"},
        {"website": "javascript:alert(1)"},
        {"wikidata_item": "P31"},
        {"why": "x\n" * 5000},
        {"form_key": "again"},
    ],
)
def test_bad_suggestions_are_refused_in_words(client, volunteer, changes):
    client.force_login(volunteer)

    assert client.post(SUGGEST, wanted(**changes)).status_code == 422
    assert not Suggestion.objects.exists()


def test_emoji_and_right_to_left_names_are_suggestions_too(client, volunteer):
    client.force_login(volunteer)

    client.post(SUGGEST, wanted(name="متحف الطائرات 🪁"))

    assert "متحف الطائرات 🪁" in client.get(LIST).content.decode()


def test_what_is_wished_for_already_is_shown_to_vote_for(client, volunteer, wish):
    client.force_login(volunteer)
    form = wanted(name="The house of kites")

    answer = client.post(SUGGEST, form)

    assert answer.status_code == 422
    assert wish.get_absolute_url() in answer.content.decode()
    assert client.post(SUGGEST, form | {"is_another": "on"}).status_code == 302
    assert Suggestion.objects.count() == 2


@pytest.mark.parametrize("item", ["", "Q42"])
def test_what_stands_in_the_register_already_is_shown(client, volunteer, item):
    there = InstitutionFactory(name="House of Kites", country="JP", wikidata_item=item or None)
    client.force_login(volunteer)

    answer = client.post(SUGGEST, wanted(wikidata_item=item))

    assert answer.status_code == 422
    assert there.get_absolute_url() in answer.content.decode()


def test_two_clicks_are_one_vote_and_it_can_be_taken_back(client, viewer, wish):
    client.force_login(viewer)
    address = f"{wish.get_absolute_url()}vote/"

    for _click in range(2):
        client.post(address, {"vote": "yes"})
    assert wish.votes.count() == 2
    for _click in range(2):
        client.post(address, {"vote": "no"})
    assert wish.votes.count() == 1


def test_list_is_public_and_begins_with_the_most_wished_for(client, wish, viewer):
    other = actions.suggest(by=viewer, name="Tower", country="FR")
    actions.vote(wish, by=viewer)

    def shown(**query):
        return list(client.get(LIST, query).context["page"].object_list)

    assert shown() == [wish, other]
    assert shown(country="FR") == [other]
    actions.decline(other, by=viewer, answer="No")
    assert shown(country="??", page="x") == [wish]
    assert shown(state="declined") == [other]
    assert len(shown(state="any")) == 2


@pytest.mark.parametrize("count", [1, 3])
def test_list_costs_the_same_however_many(client, viewer, count, django_assert_num_queries):
    for number in range(count):
        actions.suggest(by=UserFactory(), name=f"House {number}", country="FR")
    client.force_login(viewer)

    # session, user, roles; count, rows, own votes
    with django_assert_num_queries(6):
        client.get(LIST)


def test_joined_suggestions_unite_their_votes_and_tell_the_wishers(wish, volunteer, viewer, coordinator):
    other = actions.suggest(by=viewer, name="Kite House", country="JP")
    actions.vote(other, by=volunteer)

    actions.merge_suggestions(wish, other, by=coordinator)

    other.refresh_from_db()
    assert (other.state, other.merged_into) == ("merged", wish)
    assert set(wish.votes.values_list("user", flat=True)) == {volunteer.pk, viewer.pk}
    assert set(Notice.objects.values_list("user", flat=True)) == {volunteer.pk, viewer.pk}
    assert Entry.objects.filter(verb="suggestion.merged").count() == 1


def test_taking_up_prefills_the_form_adds_the_institution_and_tells(client, coordinator, wish, viewer):
    actions.vote(wish, by=viewer)
    client.force_login(coordinator)
    address = f"{wish.get_absolute_url()}take-up/"
    assert client.get(address).context["form"]["name"].value() == "House of Kites"

    answer = client.post(address, facts(name="House of Kites", country="JP"))

    wish.refresh_from_db()
    assert wish.institution == Institution.objects.get()
    assert answer.headers["Location"] == wish.institution.get_absolute_url()
    notice = Notice.objects.get(user=viewer)
    assert sentence(notice.kind, notice.words) == "“House of Kites”, which you wished for, was taken up."
    assert client.post(address, facts(name="Another", country="JP")).status_code == 422
    assert Institution.objects.count() == 1


def test_taking_up_may_name_what_is_there(client, coordinator, wish):
    there = InstitutionFactory(name="House of Kites", country="JP")
    client.force_login(coordinator)
    address = f"{wish.get_absolute_url()}take-up/"
    assert [each.institution for each in client.get(address).context["there"]] == [there]

    client.post(address, {"institution": there.pk})

    wish.refresh_from_db()
    assert (wish.state, wish.institution) == ("taken_up", there)
    for nonsense in ("", "²", "9" * 40, "0"):
        assert client.post(address, {"institution": nonsense}).status_code == 404


def test_declining_needs_a_reason_and_tells_it(client, coordinator, volunteer, wish):
    client.force_login(coordinator)
    address = f"{wish.get_absolute_url()}decline/"
    assert client.post(address, {"answer": " "}).status_code == 422

    client.post(address, {"answer": "It has closed."})

    assert "It has closed." in client.get(wish.get_absolute_url()).content.decode()
    assert Notice.objects.get(user=volunteer).words["answer"] == "It has closed."


def test_joining_on_its_page(client, coordinator, wish):
    other = actions.suggest(by=coordinator, name="Kite House", country="JP")
    client.force_login(coordinator)
    address = f"{other.get_absolute_url()}join/"
    assert client.get(address).context["others"] == [wish]

    assert client.post(address, {"target": other.pk}).status_code == 422
    assert client.post(address, {"target": wish.pk}).status_code == 302
    assert client.post(address, {"target": wish.pk}).status_code == 422


def test_what_was_answered_is_not_answered_again(wish, coordinator):
    actions.decline(wish, by=coordinator, answer="No")
    other = actions.suggest(by=coordinator, name="Kite House", country="JP")
    attempts = [
        lambda: actions.vote(wish, by=coordinator),
        lambda: actions.unvote(wish, by=coordinator),
        lambda: actions.decline(wish, by=coordinator, answer="No"),
        lambda: actions.take_up(wish, InstitutionFactory(), by=coordinator),
        lambda: actions.merge_suggestions(other, wish, by=coordinator),
        lambda: actions.merge_suggestions(wish, other, by=coordinator),
    ]
    for attempt in attempts:
        with pytest.raises(SuggestionAnswered):
            attempt()
    with pytest.raises(SuggestionMergedWithItself):
        actions.merge_suggestions(other, other, by=coordinator)
    with pytest.raises(AnswerMissing):
        actions.decline(other, by=coordinator, answer=" ")
    assert Suggestion.objects.open().get() == other
