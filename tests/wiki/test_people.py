# SPDX-License-Identifier: GPL-3.0-or-later
"""Who is who on a real MediaWiki: mirrored, renamed there, blocked, removed here, and mirrored again."""

import pytest
from django.test import override_settings
from django.utils import timezone

from localwiki import image, packages
from localwiki.accounts import ADMIN, AUTHOR
from outreach import actions, connection, lookup
from outreach.models import Claim, Contribution, Contributor, Source
from outreach.sync import sync
from outreach.wiki.client import connect
from work import actions as work

LIST, STUDY = "GLAM/Contact us", "GLAM/Case studies/A museum of this test"
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def mirror(fresh_mediawiki):
    """Mirrors the wiki and looks after its accounts, as the worker does."""

    def run():
        sync_run = actions.request_sync(by=None)
        sync_run.run = work.claim(sync_run.run_id)
        sync(connect(fresh_mediawiki.url, contact="", version="test"), sync_run)
        run = work.claim(work.queue("outreach.accounts").pk)
        Contributor.objects.update(checked_at=None)
        lookup.look_after(connection.connect_accounts(beat=lambda: None), Source.objects.get(), run)
        run.refresh_from_db()
        return run

    with override_settings(WIKI_URL=fresh_mediawiki.url):
        yield run


def rename(wiki, old, new):
    """As a bureaucrat of the wiki does it: by MediaWiki's own maintenance script."""
    script = packages.MEDIAWIKI / "extensions/Renameuser/maintenance/renameUser.php"
    image.run_maintenance(wiki.folder, script, "--oldname", old, "--newname", new, "--performer", ADMIN.name)


def listed():
    return set(Contributor.objects.listed().values_list("username", flat=True))


def test_everybody_on_the_wiki_is_known_by_their_id(fresh_mediawiki, mirror):
    run = mirror()

    known = Contributor.objects.exclude(account_id=None)
    assert set(known.values_list("standing", flat=True)) == {"present"}
    assert run.counts["present"] == known.count() > 20
    users = set(fresh_mediawiki.corpus.users)
    assert set(known.values_list("username", flat=True)) <= users | {"Admin"}
    assert Claim.objects.filter(kind="affiliation").count() > 10
    days = Contribution.objects.filter(page__kind="newsletter", role="named").values_list(
        "active_on", flat=True
    )
    assert days
    assert all(day and day.day == 1 for day in days)


def test_renamed_account_keeps_its_row_and_a_removed_one_stays_away(fresh_mediawiki, mirror, coordinator):
    fresh_mediawiki.edit(STUDY, "Text.", user=AUTHOR.name)
    fresh_mediawiki.edit(LIST, f"# [[User:{AUTHOR.name}]] (WMNW)\n# [[User:Ada Example]] (WMNW)")
    mirror()
    row = Contributor.objects.get(username=AUTHOR.name)
    actions.decide_claims([row.claims.get().pk], "confirmed", by=coordinator)

    rename(fresh_mediawiki, AUTHOR.name, "Writer Example")
    run = mirror()

    row.refresh_from_db()
    assert (row.username, row.standing) == ("Writer Example", "present")
    assert run.counts.get("renamed", 0) == 1
    assert row.claims.get().state == "confirmed"
    # The list still has the old name; it means the same account, also when the list is read anew.
    fresh_mediawiki.append(LIST, "\n# [[User:Cleo Placeholder (WMNW)]]")
    mirror()
    assert not Contributor.objects.filter(username=AUTHOR.name).exists()
    assert row.claims.get().state == "confirmed"

    actions.forget_contributor(Source.objects.get(), "Writer Example", by=None)
    rename(fresh_mediawiki, "Writer Example", "Poet Example")
    fresh_mediawiki.edit(LIST, "# [[User:Poet Example]] (WMNW)\n# [[User:Ada Example]] (WMNW)")
    mirror()

    assert "Ada Example" in listed()
    assert not Contributor.objects.filter(username__in=["Writer Example", "Poet Example"]).exists()
    assert not Claim.objects.filter(contributor__username="Poet Example").exists()


def test_account_removed_before_a_new_list_names_its_new_name_is_never_listed(fresh_mediawiki, mirror):
    fresh_mediawiki.edit(STUDY, "Text.", user=AUTHOR.name)
    mirror()
    actions.forget_contributor(Source.objects.get(), AUTHOR.name, by=None)
    rename(fresh_mediawiki, AUTHOR.name, "Writer Example")
    # The study is not edited, so only the look after the accounts can tell who this is.
    fresh_mediawiki.edit(LIST, "# [[User:Writer Example]] (WMNW)")

    run = mirror()

    assert run.counts.get("left out", 0) == 1
    assert not Contributor.objects.filter(username="Writer Example").exists()


def test_blocked_account_is_noted(fresh_mediawiki, mirror):
    fresh_mediawiki.edit(STUDY, "Text.", user=AUTHOR.name)
    fresh_mediawiki.block(AUTHOR.name)

    mirror()

    row = Contributor.objects.get(username=AUTHOR.name)
    assert (row.standing, timezone.now() >= row.checked_at) == ("blocked", True)
