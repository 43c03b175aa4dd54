# SPDX-License-Identifier: GPL-3.0-or-later
"""A family of wikis knows accounts by a number of its own; here in memory, as no local wiki belongs to one."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from knox.models import AuthToken

from accounts.models import Session, WikiAccount
from outreach import account_checks
from outreach.wiki.accounts import Accounts
from outreach.wiki.errors import WikiUnavailable
from outreach.wiki.global_accounts import NoFamily, by_central_id
from tests.factories import UserFactory
from tests.factories.wiki import WikiAccountFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()


class FamilyLine:
    """Answers as the API of a wiki with CentralAuth: `local` users by name, `family` by central number."""

    request_count = 0

    def __init__(self, *, local=(), family=()):
        self.local, self.family = dict(local), dict(family)
        self.asked = []

    def ask(self, action, asked, parts):
        self.asked.append(asked)
        if asked.get("meta") == "globaluserinfo":
            found = self.family.get(asked["guiid"], {"missing": True})
            return {"query": {"globaluserinfo": {"id": int(asked["guiid"])} | found}}
        names = asked["ususers"].split("|")
        return {
            "query": {"users": [{"name": name} | self.local.get(name, {"missing": True}) for name in names]}
        }


def local(central, number=5, **other):
    return {"userid": number, "centralids": {"CentralAuth": central, "local": number},
            "attachedlocal": {"CentralAuth": True, "local": True}} | other  # fmt: skip


def account(sub="900", name="Somebody", **more):
    user = UserFactory(wiki_username=name)
    return WikiAccountFactory(sub=sub, user=user, checked_at=NOW - timedelta(days=1), **more)


def check(line):
    return account_checks.check_accounts(Accounts(line), now=NOW, beat=lambda done, of: None)


@pytest.mark.parametrize(
    ("line", "name", "trouble"),
    [
        (FamilyLine(local={"Somebody": local(900)}), "Somebody", ""),
        (FamilyLine(local={"Somebody": local(900, blockid=3)}), "Somebody", "blocked"),
        # Never seen on this wiki: no trouble.
        (FamilyLine(family={"900": {"name": "Somebody"}}), "Somebody", ""),
        (FamilyLine(family={"900": {"name": "New Name"}}), "New Name", ""),
        (
            FamilyLine(
                local={"Somebody": local(901), "New Name": local(900, blockid=3)},
                family={"900": {"name": "New Name"}},
            ),
            "New Name",
            "blocked",
        ),
        (FamilyLine(family={"900": {"name": "Somebody", "locked": True}}), "Somebody", "blocked"),
        (FamilyLine(family={"900": {"name": "Renamed user 0abc"}}), "", "gone"),
        (FamilyLine(), "", "gone"),
    ],
)
def test_account_of_a_family_is_followed_by_its_central_number(line, name, trouble):
    known = account()

    check(line)

    known.refresh_from_db()
    assert (known.user.wiki_username, known.trouble) == (name, trouble)


@pytest.fixture(params=["session", "token"])
def way_in(request):
    """Somebody who is known on this wiki and could act without signing in anew."""
    known = account()
    known.user.set_unusable_password()
    known.user.save()
    if request.param == "session":
        Client().force_login(known.user)
    else:
        AuthToken.objects.create(known.user)
    return known


LOCKED = {"name": "Somebody", "locked": True}


def test_account_that_the_family_locked_is_out_within_a_day_though_its_wiki_knows_of_no_trouble(way_in):
    check(FamilyLine(local={"Somebody": local(900)}, family={"900": LOCKED}))

    way_in.refresh_from_db()
    assert (way_in.user.wiki_username, way_in.trouble) == ("Somebody", "blocked")
    assert not Session.objects.filter(user=way_in.user).exists()
    assert not AuthToken.objects.filter(user=way_in.user).exists()


def test_locked_account_stays_suspended_until_the_family_unlocks_it():
    known = account(trouble="blocked", suspended_at=NOW)
    line = FamilyLine(local={"Somebody": local(900)}, family={"900": LOCKED})

    check(line)
    known.refresh_from_db()
    assert known.trouble == "blocked"
    WikiAccount.objects.update(checked_at=NOW - timedelta(days=1))
    line.family["900"] = {"name": "Somebody"}
    check(line)

    known.refresh_from_db()
    assert known.trouble == ""


def test_whoever_has_the_local_number_of_our_central_one_is_somebody_else():
    known = account(sub="5")

    check(FamilyLine(local={"Somebody": local(900, number=5)}, family={"5": {"name": "Other"}}))

    known.user.refresh_from_db()
    assert known.user.wiki_username == "Other"


def test_account_the_wiki_is_silent_about_stays_due_and_untroubled():
    known = account()

    class Silent(FamilyLine):
        def ask(self, action, asked, parts):
            return {"query": {"users": [{"name": ["odd"]}]}}

    assert check(Silent()) == {}
    assert list(account_checks.due(now=NOW)) == [known]


def test_hundred_and_one_accounts_that_cannot_act_take_three_requests():
    names = [f"Person {number:03}" for number in range(101)]
    for number, name in enumerate(names):
        account(sub=str(1000 + number), name=name)
    line = FamilyLine(local={name: local(1000 + number) for number, name in enumerate(names)})

    assert check(line)["checked"] == 101
    assert len(line.asked) == 3
    assert not WikiAccount.objects.exclude(trouble="").exists()


def test_answer_about_another_number_is_no_answer():
    class Confused(FamilyLine):
        def ask(self, action, asked, parts):
            return {"query": {"globaluserinfo": {"id": 1, "name": "Other"}}}

    with pytest.raises(WikiUnavailable):
        by_central_id(Confused(), "900")


def test_wiki_without_a_family_says_so_by_a_warning():
    class Alone(FamilyLine):
        def ask(self, action, asked, parts):
            return {"batchcomplete": True, "warnings": {"query": {"warnings": "Unrecognized value"}}}

    with pytest.raises(NoFamily):
        by_central_id(Alone(), "900")
