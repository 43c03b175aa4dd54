# SPDX-License-Identifier: GPL-3.0-or-later
"""The daily look after the accounts: who was renamed, blocked, vanished, or stands there twice."""

from datetime import timedelta

import pytest
from django.utils import timezone

from outreach import lookup
from outreach.actions import apply_accounts, forget_contributor
from outreach.models import Contribution, Contributor, Source
from outreach.tasks import begin_look, run_look
from outreach.wiki.accounts import AccountBatch, AccountFacts
from outreach.wiki.errors import WikiUnavailable
from tests.factories import (
    ClaimFactory,
    ContributionFactory,
    ContributorFactory,
    EvidenceFactory,
    PageFactory,
    SourceFactory,
)
from tests.outreach.conftest import synced
from work import actions as work
from work.models import Run

pytestmark = pytest.mark.django_db


class FakeAccounts:
    """Accounts in memory, by id; whoever is in `silent` is left out of every answer."""

    request_count = 0

    def __init__(self, *known: AccountFacts, silent=()):
        self.known, self.silent, self.asked = known, set(silent), []

    def by_name(self, names):
        found = {one.name: one for one in self.known}
        return self._answer(names, lambda name: found.get(name, AccountFacts(name, None, is_missing=True)))

    def by_id(self, ids):
        found = {one.account_id: one for one in self.known}
        return self._answer(ids, lambda pk: found.get(pk, AccountFacts("", pk, is_missing=True)))

    def _answer(self, wanted, of):
        wanted = list(wanted)
        self.asked += wanted
        self.request_count += 1
        answered = [each for each in wanted if each not in self.silent]
        yield AccountBatch(tuple(map(of, answered)), tuple(self.silent.intersection(wanted)))


def look(*known, silent=()):
    accounts = FakeAccounts(*known, silent=silent)
    run = work.claim(work.queue("outreach.accounts").pk)
    lookup.look_after(accounts, Source.objects.get(), run)
    run.refresh_from_db()
    return accounts, run


def people():
    return {row.username: (row.account_id, row.standing) for row in Contributor.objects.all()}


def test_renamed_account_keeps_its_row():
    row = ContributorFactory(username="Old Name", account_id=7)

    _, run = look(AccountFacts("New Name", 7, 4711))

    row.refresh_from_db()
    assert (row.username, row.central_id, row.standing) == ("New Name", 4711, "present")
    assert (run.state, run.counts["renamed"], run.counts["present"]) == ("done", 1, 1)


def test_two_accounts_that_swapped_their_names_both_have_their_own():
    ContributorFactory(username="Ada", account_id=7)
    ContributorFactory(username="Bob", account_id=8)

    look(AccountFacts("Bob", 7), AccountFacts("Ada", 8))
    look(AccountFacts("Bob", 7), AccountFacts("Ada", 8))

    assert people() == {"Ada": (8, "present"), "Bob": (7, "present")}


def test_name_from_a_list_learns_its_id_and_joins_the_row_that_has_it():
    page = PageFactory()
    old = ContributorFactory(username="Old Name", account_id=7)
    new = ContributorFactory(username="New Name", account_id=None)
    ContributionFactory(contributor=old, page=page)
    ContributionFactory(contributor=new, page=page, role="named")
    EvidenceFactory(claim=ClaimFactory(contributor=new, value="WMNW"), page=page)

    look(AccountFacts("New Name", 7))

    assert people() == {"New Name": (7, "present")}
    assert Contributor.objects.get().pk == old.pk
    assert set(Contribution.objects.values_list("contributor", "role")) == {
        (old.pk, "edited"),
        (old.pk, "named"),
    }
    assert list(Contributor.objects.get().claims.values_list("value", flat=True)) == ["WMNW"]


@pytest.mark.parametrize(
    "facts, standing",
    [
        (AccountFacts("Ada", 7), "present"),
        (AccountFacts("Ada", 7, is_blocked=True), "blocked"),
        (AccountFacts("", 7, is_missing=True), "missing"),
    ],
)
def test_standing_is_what_the_wiki_says(facts, standing):
    ContributorFactory(username="Ada", account_id=7)

    look(facts)

    assert people() == {"Ada": (7, standing)}


@pytest.mark.parametrize("name", ["Vanished user 12", "Renamed user ab12"])
def test_account_that_vanished_is_forgotten_under_the_name_it_had(wiki, name):
    page_id = wiki.write("GLAM/Contact us", "# [[User:Ada]]", by=["Ada=7", "Cleo Mockup"])
    synced(wiki)

    _, run = look(AccountFacts(name, 7))
    assert "Ada" not in people()
    wiki.edit(page_id, "# [[User:Ada]] (Museum)", by=[f"{name}=7", "Cleo Mockup"])
    synced(wiki)

    assert set(people()) == {"Cleo Mockup"}
    assert run.counts["vanished"] == 1


def test_list_that_names_an_account_as_it_was_once_called_means_the_same_one(wiki):
    page_id = wiki.write("GLAM/Contact us", "# [[User:Old Name]] (WMNW)", by=["Old Name=7"])
    synced(wiki)
    look(AccountFacts("New Name", 7))
    wiki.edit(page_id, "# [[User:Old Name]] (WMNW)\n# [[User:New Name]] (Museum)", by=["New Name=7"])

    synced(wiki)

    assert set(people()) == {"New Name"}
    claims = Contributor.objects.get().claims.values_list("value", flat=True)
    assert set(claims) == {"WMNW", "Museum"}


def test_former_name_that_another_account_has_now_is_that_ones(wiki):
    ContributorFactory(source=wiki_source(), username="New Name", account_id=7, former_names=["Ada"])
    wiki.write("GLAM/Contact us", "# [[User:Ada]] (WMNW)", by=["Ada=8"])

    synced(wiki)

    assert people()["Ada"][0] == 8
    assert Contributor.objects.get(account_id=8).claims.exists()


def test_removed_person_does_not_come_back_under_a_former_name(wiki):
    ContributorFactory(source=wiki_source(), username="New Name", account_id=7, former_names=["Old Name"])
    forget_contributor(Source.objects.get(), "New Name", by=None)
    wiki.write("GLAM/Contact us", "# [[User:Old Name]] (WMNW)", by=["Cleo Mockup"])

    synced(wiki)

    assert set(people()) == {"Cleo Mockup"}


def wiki_source():
    return SourceFactory(host=lookup_host())


def test_name_without_an_account_is_listed_and_marked_once_the_wiki_was_asked(client):
    ContributionFactory(contributor=ContributorFactory(username="Ada", account_id=None), role="named")
    assert client.get("/contributors/").context["rows"] == []

    look()

    [row] = client.get("/contributors/").context["rows"]
    assert row.contributor.standing == "missing"


def test_silence_changes_nothing_and_is_asked_again():
    ContributorFactory(username="Ada", account_id=7)

    _, run = look(AccountFacts("New Name", 7), silent=[7])

    assert people() == {"Ada": (7, "unchecked")}
    assert run.counts["unanswered"] == 1
    assert lookup.due(Source.objects.get(), now=timezone.now()).exists()


def test_accounts_are_asked_about_once_a_day():
    ContributorFactory(username="Ada", account_id=7, checked_at=timezone.now() - timedelta(hours=1))
    ContributorFactory(username="Bob", account_id=8, checked_at=timezone.now() - timedelta(hours=23))
    ContributorFactory(username="Cy", account_id=None)

    accounts, _ = look(AccountFacts("Bob", 8))

    assert sorted(map(str, accounts.asked)) == ["8", "Cy"]
    assert not lookup.due(Source.objects.get(), now=timezone.now()).exists()


def test_same_facts_twice_change_nothing():
    source = SourceFactory()
    ContributorFactory(source=source, username="Old", account_id=7)
    facts = [AccountFacts("New", 7, 4711), AccountFacts("Nobody asked for", 99)]

    first = apply_accounts(source, facts, now=timezone.now())
    again = apply_accounts(source, facts, now=timezone.now())

    assert (first["renamed"], again["renamed"], people()) == (1, 0, {"New": (7, "present")})


def test_clock_queues_a_look_only_when_somebody_is_due(monkeypatch):
    begin_look()
    assert not Run.objects.exists()
    ContributorFactory(source=SourceFactory(host=lookup_host()), account_id=7)

    begin_look()
    begin_look()

    assert Run.objects.filter(kind="outreach.accounts", state="queued").count() == 1


def test_run_that_the_wiki_does_not_answer_fails_in_words():
    # Nothing listens where the tests' settings point.
    ContributorFactory(source=SourceFactory(host=lookup_host()), account_id=7)
    run = work.queue("outreach.accounts")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("outreach.connection._sleep", lambda seconds, beat: beat())
        run_look(run.pk)
        run_look(run.pk)

    run.refresh_from_db()
    assert run.state == "failed"
    assert "connection" in run.error


def lookup_host():
    return "127.0.0.1:9"


def test_error_in_the_middle_keeps_what_was_learnt():
    ContributorFactory(username="Ada", account_id=None)
    ContributorFactory(username="Old", account_id=7)

    class Breaking(FakeAccounts):
        def by_id(self, ids):
            raise WikiUnavailable("The wiki has gone to lunch.")

    run = work.claim(work.queue("outreach.accounts").pk)
    with pytest.raises(WikiUnavailable):
        lookup.look_after(Breaking(AccountFacts("Ada", 3)), Source.objects.get(), run)

    assert people() == {"Ada": (3, "present"), "Old": (7, "unchecked")}
