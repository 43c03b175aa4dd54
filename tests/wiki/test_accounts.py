# SPDX-License-Identifier: GPL-3.0-or-later
"""What a real MediaWiki says of its accounts."""

import pytest

from localwiki.accounts import ADMIN, AUTHOR, BOT
from outreach.wiki.accounts import connect


@pytest.fixture
def open_accounts():
    return lambda wiki: connect(wiki.url, contact="", version="test")


def test_accounts_are_found_by_name_and_then_by_id(mediawiki, open_accounts):
    accounts = open_accounts(mediawiki)
    names = [ADMIN.name, AUTHOR.name, BOT.name, *mediawiki.corpus.users]

    by_name = {one.name: one for batch in accounts.by_name(names) for one in batch.found}
    by_id = {
        one.name: one
        for batch in accounts.by_id(one.account_id for one in by_name.values())
        for one in batch.found
    }

    assert set(by_name) == set(names)
    assert by_id == by_name
    assert all(one.account_id and one.registered_at and not one.is_missing for one in by_name.values())
    # A wiki without CentralAuth has ids of its own only.
    assert {one.central_id for one in by_name.values()} == {None}
    assert "sysop" in by_name[ADMIN.name].groups


def test_name_is_found_however_it_is_spelt(mediawiki, open_accounts):
    [batch] = open_accounts(mediawiki).by_name(["author_Example"])

    assert [one.name for one in batch.found] == ["Author Example"]


def test_nobody_an_address_and_an_impossible_name_are_missing(mediawiki, open_accounts):
    accounts = open_accounts(mediawiki)

    [by_name] = accounts.by_name(["Nobody of that name", "192.0.2.7", "A#b", AUTHOR.name])
    [by_id] = accounts.by_id([999_999])

    assert [one.is_missing for one in by_name.found] == [True, True, True, False]
    assert [(one.account_id, one.is_missing) for one in by_id.found] == [(999_999, True)]
    assert by_name.unanswered == by_id.unanswered == ()


def test_blocked_account_is_blocked_with_its_reason(fresh_mediawiki, open_accounts):
    fresh_mediawiki.session().write("block", user=AUTHOR.name, reason="Testing", expiry="never")

    [batch] = open_accounts(fresh_mediawiki).by_name([AUTHOR.name])

    assert [(one.is_blocked, one.block_reason) for one in batch.found] == [(True, "Testing")]


def test_account_blocked_from_one_page_only_is_not_blocked(fresh_mediawiki, open_accounts):
    title = fresh_mediawiki.corpus.pages[0].title
    fresh_mediawiki.session().write(
        "block", user=AUTHOR.name, expiry="never", partial=True, pagerestrictions=title, allowusertalk=True
    )

    [batch] = open_accounts(fresh_mediawiki).by_name([AUTHOR.name])

    assert [one.is_blocked for one in batch.found] == [False]


def test_seventy_accounts_cost_two_requests(mediawiki, open_accounts):
    accounts = open_accounts(mediawiki)

    batches = list(accounts.by_id(range(1, 71)))

    assert accounts.request_count == 2
    assert sum(len(batch.found) for batch in batches) == 70
