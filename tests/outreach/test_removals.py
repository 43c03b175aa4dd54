# SPDX-License-Identifier: GPL-3.0-or-later
"""Whoever asks to be left out stays so: at the next sync, under a new name, on a new list, with no name kept."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import override_settings

from journal.models import Entry
from outreach import actions
from outreach.models import Claim, Contribution, Contributor, Evidence, Removal, Source
from outreach.wiki.accounts import AccountFacts
from tests.factories import ContributorFactory, SourceFactory, UserFactory
from tests.outreach.conftest import STUDIES, synced

CONTACTS = "# [[User:Ada Example]] (WMNW)\n# [[User:Borislav Sample]]"
pytestmark = pytest.mark.django_db


def forget(name, **more):
    return actions.forget_contributor(Source.objects.get(), name, by=None, **more)


def names():
    return set(Contributor.objects.values_list("username", flat=True))


def test_removal_takes_all_that_is_held_at_once(wiki):
    wiki.write("GLAM/Contact us", CONTACTS, by=["Ada Example"])
    synced(wiki)

    assert forget("Ada Example") == 1

    assert names() == {"Borislav Sample"}
    assert not Claim.objects.exists()
    assert not Evidence.objects.exists()
    assert set(Contribution.objects.values_list("contributor__username", flat=True)) == {"Borislav Sample"}


def test_removed_person_does_not_come_back_with_the_next_sync_or_a_new_list(wiki):
    page_id = wiki.write("GLAM/Contact us", CONTACTS, by=["Ada Example"])
    synced(wiki)
    forget("Ada Example")
    wiki.edit(page_id, CONTACTS + "\nMore.")
    wiki.write("GLAM/Volunteers", "* {{u|ada_Example}} (Museum)", by=["Ada Example", "Cleo Mockup"])

    synced(wiki)

    assert names() == {"Borislav Sample", "Cleo Mockup"}


def test_removed_person_does_not_come_back_under_a_new_name(wiki):
    page_id = wiki.write(STUDIES + "Museum A", by=["Old Name=7"])
    synced(wiki)
    forget("Old Name")
    wiki.edit(page_id, "New.", by=["New Name=7"])
    synced(wiki)
    # From now on the new name is known too, where no id stands beside it.
    wiki.write("GLAM/Contact us", "# [[User:New Name]]", by=["Cleo Mockup"])

    synced(wiki)

    assert names() == {"Cleo Mockup"}


def test_row_that_stood_under_the_new_name_goes_as_soon_as_the_id_tells(wiki):
    study = wiki.write(STUDIES + "Museum A", by=["Old Name=7"])
    wiki.write("GLAM/Contact us", "# [[User:New Name]] (WMNW)", by=["Cleo Mockup"])
    synced(wiki)
    forget("Old Name")
    wiki.edit(study, "New.", by=["New Name=7"])

    synced(wiki)

    assert names() == {"Cleo Mockup"}
    assert not Claim.objects.exists()


def test_name_on_a_new_list_is_not_shown_until_the_wiki_was_asked(wiki):
    wiki.write("GLAM/Contact us", "# [[User:New Name]]", by=["Cleo Mockup"])
    synced(wiki)

    assert names() == {"Cleo Mockup", "New Name"}
    assert set(Contributor.objects.listed().values_list("username", flat=True)) == {"Cleo Mockup"}


@pytest.mark.parametrize("central_id", [None, 4711])
def test_look_after_the_accounts_finds_the_removed_person_under_another_name(wiki, central_id):
    source = SourceFactory()
    ContributorFactory(source=source, username="Old Name", account_id=7, central_id=central_id)
    actions.forget_contributor(source, "Old Name", by=None)
    ContributorFactory(source=source, username="New Name", account_id=None)
    account_id = 7 if central_id is None else 99

    tally = actions.apply_accounts(
        source, [AccountFacts("New Name", account_id, central_id)], now=Removal.objects.first().removed_at
    )

    assert (names(), tally["left out"]) == (set(), 1)


def test_nothing_in_the_database_names_who_was_removed(wiki):
    wiki.write("GLAM/Contact us", "# [[User:Borislav Sample]]", by=["Ada Example"])
    synced(wiki)
    forget("Ada Example")

    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT count(*) FROM "{table}" t WHERE t::text ILIKE %s', ["%Ada Example%"])  # noqa: S608
            assert cursor.fetchone() == (0,), table


def test_journal_says_that_somebody_was_removed_but_not_who(wiki):
    source = SourceFactory()
    ada = UserFactory(wiki_username="Ada Example")

    actions.forget_contributor(source, "Ada Example", by=ada, way=Removal.Way.THEMSELVES)

    line = Entry.objects.get(verb="contributor.removed")
    assert (line.actor, line.before, line.after, line.note) == (None, "", "", "")


def test_removal_is_known_under_an_older_key(wiki):
    source = SourceFactory()
    with override_settings(SECRET_KEY="an older one"):
        actions.forget_contributor(source, "Ada Example", by=None)

    with override_settings(SECRET_KEY_FALLBACKS=["an older one"]):
        assert actions.removals.removed_among(source, [("Ada Example", None, None)])
    assert not actions.removals.removed_among(source, [("Ada Example", None, None)])


def test_own_key_for_removals_outlives_the_secret_key(wiki):
    source = SourceFactory()
    with override_settings(REMOVAL_KEY="ours"):
        actions.forget_contributor(source, "Ada Example", by=None)

    with override_settings(REMOVAL_KEY="ours", SECRET_KEY="a new one"):
        assert actions.removals.removed_among(source, [("Ada Example", None, None)])


def test_command_removes_and_takes_back(wiki, capsys):
    page_id = wiki.write("GLAM/Contact us", CONTACTS, by=["Ada Example"])
    synced(wiki)

    call_command("forget_contributor", "ada_Example")
    assert names() == {"Borislav Sample"}
    call_command("forget_contributor", "Ada Example", "--take-back")
    wiki.edit(page_id, CONTACTS + "\nMore.")
    synced(wiki)

    assert names() == {"Ada Example", "Borislav Sample"}
    assert not Removal.objects.exists()
    assert "left out" in capsys.readouterr().out


def test_command_takes_back_on_every_wiki():
    SourceFactory(host="one.example.org")
    SourceFactory(host="two.example.org")
    call_command("forget_contributor", "Ada Example")
    assert Removal.objects.count() == 2

    call_command("forget_contributor", "Ada Example", "--take-back")

    assert not Removal.objects.exists()


def test_command_says_when_nobody_was_removed(wiki):
    SourceFactory()

    with pytest.raises(CommandError, match="Nobody"):
        call_command("forget_contributor", "Nobody", "--take-back")
    with pytest.raises(CommandError, match="name"):
        call_command("forget_contributor", "192.0.2.7")


def test_removal_before_anything_is_mirrored_holds(wiki):
    actions.forget_contributor(Source.objects.create(host=actions.runs.wiki_host()), "Ada Example", by=None)
    wiki.write("GLAM/Contact us", CONTACTS, by=["Ada Example"])

    synced(wiki)

    assert names() == {"Borislav Sample"}
