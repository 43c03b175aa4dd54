# SPDX-License-Identifier: GPL-3.0-or-later
"""The client of a wiki's accounts: what it asks, and what it makes of odd answers."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.wiki.accounts import (
    AccountBatch,
    AccountFacts,
    Accounts,
    canonical,
    connect,
    facts,
    is_vanished,
)
from outreach.wiki.answers import ODD
from outreach.wiki.errors import WikiRefused, WikiUnavailable
from tests.outreach.wiki.fake import data


@pytest.fixture
def accounts(server, waits) -> Accounts:
    return connect(server.url, contact="", version="1.0", sleep=waits.append)


def users(*rows):
    return data({"batchcomplete": True, "query": {"users": list(rows)}})


ADA = {
    "userid": 7,
    "name": "Ada Example",
    "registration": "2011-06-12T08:09:10Z",
    "groups": ["*", "user"],
    "centralids": {"CentralAuth": 4711, "local": 7},
    "attachedlocal": {"CentralAuth": True, "local": True},
}


def test_account_is_told_whole(accounts, server):
    server.will_say(users(ADA))

    [batch] = accounts.by_name(["ada_Example"])

    registered_at = datetime(2011, 6, 12, 8, 9, 10, tzinfo=UTC)
    assert batch == AccountBatch(
        (AccountFacts("Ada Example", 7, 4711, registered_at=registered_at, groups=("*", "user")),)
    )
    [asked] = server.asked
    assert (asked["list"], asked["ususers"], asked["maxlag"]) == ("users", "Ada Example", "5")


@pytest.mark.parametrize(
    "changes, central_id",
    [
        ({"centralids": {"local": 7}}, None),
        ({"centralids": {"CentralAuth": 0, "local": 7}}, None),
        ({"centralids": {"CentralAuth": "4711"}}, None),
        ({"centralids": []}, None),
        ({"centralids": None}, None),
        ({"attachedlocal": {"CentralAuth": False}}, None),
        ({"attachedlocal": "yes"}, 4711),
    ],
)
def test_central_id_is_taken_only_where_the_account_is_joined_to_it(changes, central_id):
    assert facts(ADA | changes).central_id == central_id


def test_blocks_are_told_but_not_partial_ones():
    blocked = {"blockid": 3, "blockedby": "Admin", "blockreason": "spam", "blockexpiry": "infinite"}

    assert (facts(ADA | blocked).is_blocked, facts(ADA | blocked).block_reason) == (True, "spam")
    assert not facts(ADA | blocked | {"blockpartial": True}).is_blocked


@pytest.mark.parametrize("told", [None, 12, "yesterday", "2011-06-12T08:09:10", []])
def test_day_of_registration_may_be_unknown(told):
    assert facts(ADA | {"registration": told}).registered_at is None


def test_odd_account_costs_one_account(accounts, server):
    server.will_say(
        users(ADA, {"userid": "eight", "name": "Bob"}, {"name": "Cy", "missing": True}, "what", None)
    )

    [batch] = accounts.by_name(["Ada Example", "Bob", "Cy", "Di"])

    assert [(one.name, one.is_missing) for one in batch.found] == [("Ada Example", False), ("Cy", True)]
    assert batch.unanswered == ("Bob", "Di")


def test_ids_give_present_names_and_say_what_is_missing(accounts, server):
    server.will_say(users(ADA, {"userid": 8, "missing": True}))

    [batch] = accounts.by_id([7, 8, 9, 7, 0, -1])

    assert [(one.account_id, one.name, one.is_missing) for one in batch.found] == [
        (7, "Ada Example", False),
        (8, "", True),
    ]
    assert batch.unanswered == (9,)
    assert server.asked[0]["ususerids"] == "7|8|9"


def test_fifty_are_asked_at_a_time(accounts, server):
    server.will_say(users())

    batches = list(accounts.by_id(range(1, 121)))

    assert [len(batch.unanswered) for batch in batches] == [50, 50, 20]
    assert accounts.request_count == 3


def test_what_cannot_be_a_name_is_missing_and_spoils_no_question(accounts, server):
    server.will_say(users(ADA))

    [batch] = accounts.by_name(["Ada|Bob", "", "Ada Example"])

    assert [(one.name, one.is_missing) for one in batch.found] == [
        ("Ada Example", False),
        ("Ada|Bob", True),
        ("", True),
    ]
    assert server.asked[0]["ususers"] == "Ada Example"


def test_nobody_asked_asks_nothing(accounts):
    assert list(accounts.by_name([])) == list(accounts.by_id([])) == []
    assert [batch.found for batch in accounts.by_name(["|"])] == [(AccountFacts("|", None, is_missing=True),)]
    assert accounts.request_count == 0


@pytest.mark.parametrize("answer", [{"query": {"users": {}}}, {"query": {}}, {}, {"query": {"users": None}}])
def test_answer_without_a_list_says_nothing_of_anybody(accounts, server, answer):
    server.will_say(data(answer))

    with pytest.raises(WikiUnavailable):
        list(accounts.by_name(["Ada"]))


def test_refusal_is_the_wikis_own(accounts, server):
    server.will_say(data({"error": {"code": "readapidenied", "info": "You may not read."}}))

    with pytest.raises(WikiRefused, match="You may not read"):
        list(accounts.by_name(["Ada"]))


@pytest.mark.parametrize(
    "name, gone",
    [
        ("Vanished user 12ab", True),
        ("Renamed user 0a1b2c", True),
        ("Vanisheduser 3", True),
        ("vanished user", True),
        ("Vanished library", False),
        ("Ada (renamed user)", False),
    ],
)
def test_vanished_accounts_are_told_by_their_name(name, gone):
    assert is_vanished(name) == gone


@pytest.mark.parametrize(
    "raw, name", [("ada_example ", "Ada example"), ("ßa", "ßa"), ("émile", "Émile"), ("", "")]
)
def test_names_are_spelt_as_the_wiki_does(raw, name):
    assert canonical(raw) == name


_odd = st.one_of(
    st.none(), st.booleans(), st.integers(), st.text(max_size=5), st.lists(st.integers(), max_size=2)
)


@given(st.dictionaries(st.sampled_from([*ADA, "missing", "blockid", "blockreason"]), _odd))
def test_any_row_is_read_or_refused_in_one_way(row):
    try:
        told = facts(row)
    except ODD:
        return
    assert isinstance(told.name, str)
