# SPDX-License-Identifier: GPL-3.0-or-later
"""Once a day the wiki is asked about the accounts people sign in with: each change ends in its named state."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User, WikiAccount
from localwiki import faults
from localwiki.accounts import AUTHOR, BOT
from outreach import account_checks, tasks
from teamwork.models import Notice
from tests.factories import UserFactory
from tests.factories.wiki import WikiAccountFactory
from work.models import Run

pytestmark = pytest.mark.django_db


def connected(wiki, name, **other):
    """Somebody who signs in by this account of the wiki, last asked about the day before."""
    (found,) = wiki.session(None).call("query", list="users", ususers=name)["query"]["users"]
    known = {
        "sub": str(found["userid"]),
        "user": UserFactory(wiki_username=name),
        "checked_at": timezone.now() - timedelta(days=1),
    }
    return WikiAccountFactory(**(known | other))


@pytest.fixture
def check(settings, django_capture_on_commit_callbacks):
    """Let the clock open the door, and a worker do what it queued, at the wiki at that address."""

    def check(url):
        settings.WIKI_URL = url
        with django_capture_on_commit_callbacks():
            tasks.begin_member_check()
        run = Run.objects.order_by("-pk").first()
        tasks.run_member_check(run.pk)
        run.refresh_from_db()
        return run

    return check


def test_nothing_new_costs_one_request_for_fifty_and_tells_nobody(mediawiki, check):
    for name in (AUTHOR.name, BOT.name, *mediawiki.corpus.users):
        connected(mediawiki, name)

    with faults.start(mediawiki.port) as proxy:
        run = check(proxy.url)
        asked = proxy.count("list=users")

    assert run.state == Run.State.DONE
    assert run.counts["checked"] == WikiAccount.objects.count()
    assert asked == -(-WikiAccount.objects.count() // 50)
    assert not Notice.objects.exists()
    assert not account_checks.due(now=timezone.now()).exists()


def test_renamed_account_is_followed_by_its_number(fresh_mediawiki, check):
    account = connected(fresh_mediawiki, AUTHOR.name)
    fresh_mediawiki.rename(AUTHOR.name, "Author Renamed")

    run = check(fresh_mediawiki.url)

    account.user.refresh_from_db()
    assert account.user.wiki_username == "Author Renamed"
    assert run.counts["renamed"] == 1


def test_accounts_that_swapped_names_are_not_taken_for_one_another(fresh_mediawiki, check):
    author, bot = connected(fresh_mediawiki, AUTHOR.name), connected(fresh_mediawiki, BOT.name)
    for old, new in ((AUTHOR.name, "Aside"), (BOT.name, AUTHOR.name), ("Aside", BOT.name)):
        fresh_mediawiki.rename(old, new)

    check(fresh_mediawiki.url)

    names = User.objects.in_bulk([author.user_id, bot.user_id])
    assert names[author.user_id].wiki_username == BOT.name
    assert names[bot.user_id].wiki_username == AUTHOR.name


def test_blocked_account_is_suspended_and_told_once_until_it_may_again(fresh_mediawiki, check):
    account = connected(fresh_mediawiki, AUTHOR.name)
    fresh_mediawiki.block(AUTHOR.name)

    for _ in range(2):
        check(fresh_mediawiki.url)
        WikiAccount.objects.update(checked_at=timezone.now() - timedelta(days=1))

    account.refresh_from_db()
    assert account.trouble == "blocked"
    assert "blocked on the wiki" in Notice.objects.get(user=account.user).sentence
    fresh_mediawiki.unblock(AUTHOR.name)
    check(fresh_mediawiki.url)
    account.refresh_from_db()
    assert account.trouble == ""
    assert Notice.objects.filter(user=account.user, kind="wiki.resumed").count() == 1


def test_number_that_is_gone_is_suspended_and_no_longer_named(mediawiki, check):
    account = connected(mediawiki, AUTHOR.name, sub="987654")

    check(mediawiki.url)

    account.refresh_from_db()
    assert account.trouble == "gone"
    assert account.user.wiki_username == ""


def test_vanished_account_is_gone(fresh_mediawiki, check):
    account = connected(fresh_mediawiki, AUTHOR.name)
    fresh_mediawiki.rename(AUTHOR.name, "Vanished user 4711")

    check(fresh_mediawiki.url)

    account.refresh_from_db()
    assert (account.trouble, account.user.wiki_username) == ("gone", "")


@pytest.mark.parametrize("mode", ["500", "html", "empty", "half", "cut"])
def test_wiki_that_stumbles_suspends_nobody(mediawiki, check, monkeypatch, mode):
    monkeypatch.setattr("outreach.connection._sleep", lambda seconds, beat: None)
    account = connected(mediawiki, AUTHOR.name)
    with faults.start(mediawiki.port) as proxy:
        proxy.inject(mode, times=99)
        run = check(proxy.url)

    account.refresh_from_db()
    assert run.state == Run.State.FAILED
    assert account.trouble == ""
    assert account_checks.due(now=timezone.now()).exists()


def test_whoever_was_asked_about_today_is_not_due():
    WikiAccountFactory()
    WikiAccountFactory(user=UserFactory(is_active=False), checked_at=timezone.now() - timedelta(days=9))

    tasks.begin_member_check()

    assert not Run.objects.exists()
