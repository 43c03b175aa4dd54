# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole sync against a real MediaWiki: what it mirrors, what it costs, and what it survives."""

from math import ceil

import pytest

from casestudies.models import CaseStudy
from localwiki import oauth
from outreach import actions, connection, kinds, tasks
from outreach.models import Contribution, Contributor, Evidence, Page, SyncRun
from outreach.wiki import session
from tests.wiki.conftest import start_wiki

pytestmark = pytest.mark.django_db

STUDIES = "GLAM/Case studies/"
TIDY = STUDIES + "Museum of Example Bay"
ROOTS = ("GLAM/", "Case studies/")


@pytest.fixture
def sync_with(settings, monkeypatch):
    """Syncs with the wiki at an address as the worker does, without waiting where a wiki makes us wait."""
    monkeypatch.setattr(connection, "_sleep", lambda seconds, beat: beat())

    def run(url):
        settings.WIKI_URL = url
        sync_run = actions.request_sync(by=None)
        tasks.run_sync(sync_run.run_id)
        return SyncRun.objects.select_related("run", "source").get(pk=sync_run.pk)

    return run


def ours(corpus):
    """The titles of the corpus that a registered kind takes: translations those for translations, others the rest."""
    return {
        page.title
        for page in corpus.pages
        if page.title.startswith(ROOTS)
        and any(
            kind.matches(page.title)
            for kind in kinds._kinds.values()
            if kind.only_translations == (page.shape == "translation")
        )
    }


def page(title):
    return Page.objects.get(title=title)


def mirror_as_it_is():
    models = (Page, Contributor, Contribution, CaseStudy)
    return [list(model.objects.order_by("pk").values()) for model in models]


def test_first_sync_mirrors_every_page_of_our_kinds(mediawiki, sync_with):
    sync_run = sync_with(mediawiki.url)

    assert (sync_run.run.state, sync_run.run.error) == ("done", "")
    assert set(Page.objects.values_list("title", flat=True)) == ours(mediawiki.corpus)
    tidy = mediawiki.corpus.page(TIDY)
    assert page(TIDY).text == tidy.text
    assert set(page(TIDY).contributions.values_list("contributor__username", "role")) == {
        (name, "edited") for name in tidy.contributors
    }
    hidden = set(mediawiki.corpus.titled("hidden"))
    assert set(Page.objects.filter(state="hidden").values_list("title", flat=True)) == hidden
    assert sync_run.unparsable == Page.objects.exclude(fault="").count()


def test_first_sync_makes_the_case_studies_and_knows_the_people_on_lists(mediawiki, sync_with):
    sync_with(mediawiki.url)

    studies = {study.title for study in mediawiki.corpus.case_studies} - set(
        mediawiki.corpus.titled("hidden")
    )
    readable = set(
        Page.objects.filter(kind="case-study", state="present", fault="").values_list("title", flat=True)
    )
    assert set(CaseStudy.objects.mirrored().values_list("page__title", flat=True)) == readable
    assert readable <= studies
    said = Evidence.objects.filter(page__title="GLAM/Contact us", claim__kind="affiliation")
    claims = set(said.values_list("claim__contributor__username", "claim__value"))
    assert claims >= {
        ("Dorothea Mockup", "Wikimedia Lilliput"),
        ("Borislav Sample", "WMNW"),
        ("Borislav Sample", "Film Archive of Freedonia"),
    }


def test_first_sync_follows_redirects_as_aliases(mediawiki, sync_with):
    sync_run = sync_with(mediawiki.url)

    alias = page(STUDIES + "Archive of Shangri-La")
    assert (alias.state, alias.redirects_to) == ("redirect", STUDIES + "Archived/Archive of Shangri-La")
    assert sync_run.redirects == Page.objects.filter(state="redirect").count() >= 3


def test_sync_stays_in_its_budget_and_writes_nothing_when_nothing_changed(counted_mediawiki, sync_with):
    first = sync_with(counted_mediawiki.url)
    asked = counted_mediawiki.count()
    before = mirror_as_it_is()
    second = sync_with(counted_mediawiki.url)

    listed = 80
    assert first.requests == asked <= ceil(listed / 50) + ceil(listed / 500) + 6
    assert second.requests == counted_mediawiki.count() - asked <= 5
    assert (second.created, second.changed, second.parsed, second.unchanged) == (0, 0, 0, second.seen)
    assert mirror_as_it_is() == before


@pytest.mark.slow
def test_sync_of_three_hundred_pages_stays_in_its_budget(tmp_path, sync_with):
    with start_wiki(tmp_path / "wiki", 300) as wiki:
        first = sync_with(wiki.url)
        changed = list(Page.objects.present().filter(kind="case-study").values_list("title", flat=True)[:60])
        for title in changed:
            wiki.append(title, "\nOne more line.")
        second = sync_with(wiki.url)

    assert first.run.state == second.run.state == "done"
    assert first.requests <= ceil(300 / 50) + ceil(300 / 500) + 6
    assert (second.changed, second.created) == (60, 0)
    assert second.requests <= 5 + ceil(60 / 50)


@pytest.mark.slow
def test_sync_as_a_bot_asks_for_ten_times_as_much_at_once(tmp_path, sync_with, settings):
    with start_wiki(tmp_path / "wiki", 300) as wiki, oauth.start(wiki) as authority:
        settings.WIKI_ACCESS_TOKEN = authority.grant("SyncBot").access
        first = sync_with(authority.url)
        second = sync_with(authority.url)
        for title in Page.objects.present().values_list("title", flat=True)[:60]:
            wiki.append(title, "\nOne more line.")
        third = sync_with(authority.url)
        authority.revoke("SyncBot")
        refused = sync_with(authority.url)

    assert [run.run.state for run in (first, second, third, refused)] == ["done", "done", "done", "failed"]
    assert first.requests <= ceil(300 / 500) + 26
    assert (second.requests, second.parsed) == (2, 0)
    assert (third.changed, third.requests <= 5 + ceil(60 / 500)) == (60, True)
    assert "does not accept our sign-in" in refused.run.error
    assert authority.count("assert=user") == first.requests + second.requests + third.requests + 1


def test_edited_page_and_its_new_editor_arrive(fresh_mediawiki, sync_with):
    sync_with(fresh_mediawiki.url)
    fresh_mediawiki.append(TIDY, "\nA line at the end.", user="Pretend Pete")

    sync_run = sync_with(fresh_mediawiki.url)

    assert (sync_run.changed, sync_run.parsed, sync_run.created) == (1, 1, 0)
    assert page(TIDY).text.endswith("A line at the end.")
    assert page(TIDY).contributions.filter(contributor__username="Pretend Pete", role="edited").exists()


def test_moved_page_keeps_its_case_study_and_leaves_an_alias(fresh_mediawiki, sync_with):
    sync_with(fresh_mediawiki.url)
    study = CaseStudy.objects.get(page__title=TIDY)
    fresh_mediawiki.move(TIDY, STUDIES + "Archived/Museum of Example Bay")

    sync_run = sync_with(fresh_mediawiki.url)

    study.refresh_from_db()
    assert (study.page.title, study.state) == (STUDIES + "Archived/Museum of Example Bay", "mirrored")
    assert page(TIDY).redirects_to == STUDIES + "Archived/Museum of Example Bay"
    assert (sync_run.moved, sync_run.created, sync_run.redirects) == (1, 1, 1)


def test_deleted_page_is_withdrawn_and_restored_with_it(fresh_mediawiki, sync_with):
    sync_with(fresh_mediawiki.url)
    text = page(TIDY).text
    fresh_mediawiki.delete(TIDY)
    gone = sync_with(fresh_mediawiki.url)
    kept = (page(TIDY).state, page(TIDY).text, CaseStudy.objects.get(page__title=TIDY).state)
    fresh_mediawiki.undelete(TIDY)

    back = sync_with(fresh_mediawiki.url)

    assert (gone.gone, kept) == (1, ("gone", text, "withdrawn"))
    assert (back.changed, page(TIDY).state, CaseStudy.objects.get(page__title=TIDY).state) == (
        1,
        "present",
        "mirrored",
    )


def test_page_that_becomes_a_redirect_withdraws_its_case_study(fresh_mediawiki, sync_with):
    sync_with(fresh_mediawiki.url)
    fresh_mediawiki.edit(TIDY, f"#REDIRECT [[{STUDIES}Print Room of Zenda]]")

    sync_run = sync_with(fresh_mediawiki.url)

    assert (page(TIDY).state, page(TIDY).redirects_to) == ("redirect", STUDIES + "Print Room of Zenda")
    assert CaseStudy.objects.get(page__title=TIDY).state == "withdrawn"
    assert sync_run.redirects == 1


def test_text_hidden_on_the_wiki_is_dropped_here(fresh_mediawiki, sync_with):
    sync_with(fresh_mediawiki.url)
    fresh_mediawiki.append(TIDY, "\nA secret.")
    fresh_mediawiki.hide_revision(TIDY)

    sync_run = sync_with(fresh_mediawiki.url)

    assert (page(TIDY).state, page(TIDY).text, sync_run.hidden) == ("hidden", "", 1)
    assert CaseStudy.objects.get(page__title=TIDY).state == "withdrawn"


def test_revision_hidden_on_the_wiki_later_is_dropped_here_and_comes_back_when_shown(
    fresh_mediawiki, sync_with
):
    sync_with(fresh_mediawiki.url)
    text, revised_at = page(TIDY).text, page(TIDY).revised_at
    fresh_mediawiki.delete(TIDY)
    sync_with(fresh_mediawiki.url)
    kept = page(TIDY).text
    fresh_mediawiki.hide_archived(TIDY, revised_at)
    sync_with(fresh_mediawiki.url)
    dropped = (page(TIDY).text, CaseStudy.objects.get(page__title=TIDY).sections.count())
    fresh_mediawiki.show_archived(TIDY, revised_at)
    fresh_mediawiki.undelete(TIDY)

    sync_with(fresh_mediawiki.url)

    assert (kept, dropped) == (text, ("", 0))
    assert (page(TIDY).text, page(TIDY).state) == (text, "present")
    assert CaseStudy.objects.get(page__title=TIDY).sections.exists()


def test_protected_page_stays_what_it_was_under_its_new_revision(fresh_mediawiki, sync_with):
    sync_with(fresh_mediawiki.url)
    before = page(TIDY)
    fresh_mediawiki.protect(TIDY)

    sync_run = sync_with(fresh_mediawiki.url)

    after = page(TIDY)
    assert (after.text, after.state, after.title) == (before.text, "present", before.title)
    assert after.revision > before.revision
    assert (sync_run.changed, sync_run.created, sync_run.gone) == (1, 0, 0)
    assert CaseStudy.objects.filter(page__title=TIDY, state="mirrored").count() == 1


def test_new_page_arrives_with_its_case_study(fresh_mediawiki, sync_with):
    sync_with(fresh_mediawiki.url)
    title = STUDIES + "Müzesi \u200eof “Ys”/It's 🏛 new"
    fresh_mediawiki.edit(title, "== Summary ==\nA new museum told us how it went.", user="Pretend Pete")

    sync_run = sync_with(fresh_mediawiki.url)

    (study,) = CaseStudy.objects.filter(page__page_id=fresh_mediawiki.query(title)["pageid"])
    assert (sync_run.created, sync_run.changed, study.state) == (1, 0, "mirrored")
    assert study.lead == "A new museum told us how it went."


def test_redirects_three_deep_and_in_a_loop_all_end(fresh_mediawiki, sync_with):
    for name, target in [
        ("One", "Two"),
        ("Two", "Three"),
        ("Three", "Museum of Example Bay"),
        ("Up", "Down"),
        ("Down", "Up"),
    ]:
        fresh_mediawiki.edit(STUDIES + name, f"#REDIRECT [[{STUDIES}{target}]]")

    sync_run = sync_with(fresh_mediawiki.url)

    assert sync_run.run.state == "done"
    assert Page.objects.titled(sync_run.source, STUDIES + "One") == page(TIDY)
    assert Page.objects.titled(sync_run.source, STUDIES + "Up") is None
    names = set(Page.objects.leading_to(page(TIDY)).values_list("title", flat=True))
    assert names >= {STUDIES + "One", STUDIES + "Two", STUDIES + "Three"}


@pytest.mark.slow
def test_page_of_almost_two_megabytes_is_mirrored_and_costs_only_itself(fresh_mediawiki, sync_with):
    big = "== Summary ==\n" + "A sentence of a very long report. " * 56_000
    fresh_mediawiki.edit(STUDIES + "Museum of Everything", big)

    sync_run = sync_with(fresh_mediawiki.url)

    assert (sync_run.run.state, sync_run.unparsable) == ("done", Page.objects.exclude(fault="").count())
    assert page(STUDIES + "Museum of Everything").text == big.rstrip()
    assert page(TIDY).state == "present"


@pytest.mark.parametrize("fault", ["html", "half", "reset", "slow", 503])
def test_wiki_that_fails_in_the_middle_fails_the_run_in_words_and_loses_nothing(
    fresh_mediawiki, wiki_faults, sync_with, monkeypatch, fault
):
    sync_with(wiki_faults.url)
    fresh_mediawiki.append(TIDY, "\nA line at the end.")
    before = mirror_as_it_is()
    monkeypatch.setattr(session, "SILENCE_SECONDS", 1)
    wiki_faults.inject(fault, times=9, match="rvprop", arg=3)

    failed = sync_with(wiki_faults.url)
    unharmed = mirror_as_it_is() == before
    wiki_faults.clear()
    healed = sync_with(wiki_faults.url)

    assert (failed.run.state, failed.run.error[-1], unharmed) == ("failed", ".", True)
    assert failed.requests >= 3
    assert (healed.run.state, healed.changed, healed.created) == ("done", 1, 0)


def test_wiki_that_is_down_fails_the_run_in_words_and_loses_nothing(fresh_mediawiki, sync_with):
    sync_with(fresh_mediawiki.url)
    before = mirror_as_it_is()
    fresh_mediawiki.stop()

    failed = sync_with(f"http://127.0.0.1:{fresh_mediawiki.port}/w/")

    assert (failed.run.state, "could not be made" in failed.run.error) == ("failed", True)
    assert mirror_as_it_is() == before


def test_listing_cut_off_in_the_middle_takes_nothing_away(fresh_mediawiki, wiki_faults, sync_with):
    sync_with(wiki_faults.url)
    before = mirror_as_it_is()
    wiki_faults.inject("html", times=99, match="gapprefix=GLAM")

    failed = sync_with(wiki_faults.url)

    assert failed.run.state == "failed"
    assert mirror_as_it_is() == before


def test_sync_that_broke_off_is_resumed_without_fetching_twice(fresh_mediawiki, wiki_faults, sync_with):
    wiki_faults.inject(503, times=99, match="rvprop", skip=1, arg=1)
    broken = sync_with(wiki_faults.url)
    came = Page.objects.count()
    wiki_faults.clear()

    rest = sync_with(wiki_faults.url)

    assert (broken.run.state, broken.created, came) == ("failed", 50, 50)
    assert (rest.run.state, rest.created, rest.changed) == ("done", rest.seen - 50, 0)
    assert rest.unchanged == 50
    assert set(Page.objects.values_list("title", flat=True)) == ours(fresh_mediawiki.corpus)


def test_another_wiki_behind_the_same_address_does_not_empty_the_mirror(fresh_mediawiki, sync_with, tmp_path):
    first = sync_with(fresh_mediawiki.url)
    before = mirror_as_it_is()
    with start_wiki(tmp_path / "empty", 0) as empty:
        first.source.__class__.objects.update(host=f"127.0.0.1:{empty.port}")
        failed = sync_with(empty.url)

    assert "no longer lists" in failed.run.error
    assert mirror_as_it_is() == before
