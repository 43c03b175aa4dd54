# SPDX-License-Identifier: GPL-3.0-or-later
"""A sync brings the mirror to what the wiki says, costs few requests, and loses nothing on the way."""

import inspect
from dataclasses import replace
from math import ceil

import pytest

from outreach import kinds
from outreach.errors import MostPagesVanished
from outreach.models import Contribution, Contributor, Page, SyncRun
from outreach.sync import sync
from outreach.wiki.client import Wiki
from outreach.wiki.errors import WikiUnavailable
from outreach.wiki.values import HiddenRevisions
from tests.outreach.conftest import STUDIES, claimed_run, synced
from tests.outreach.fake_wiki import CLOCK, FakeWiki
from work.errors import NoLongerOurs
from work.models import Run


def counts(sync_run, *names):
    return tuple(getattr(sync_run, name) for name in names)


def page(title):
    return Page.objects.get(title=title)


def mirror_as_it_is():
    """Every row of the mirror, moments included."""
    return [list(model.objects.order_by("pk").values()) for model in (Page, Contributor, Contribution)]


@pytest.mark.parametrize("name", ["sweep", "site_facts", "batches", "pages", "page"])
def test_fake_wiki_has_the_clients_signatures(name):
    assert inspect.signature(getattr(FakeWiki, name)) == inspect.signature(getattr(Wiki, name))


def test_first_sync_mirrors_pages_of_our_kinds_and_no_others(wiki, studies):
    wiki.write(STUDIES + "Museum A", "== Summary ==\nGood.")
    wiki.write("Case studies/Archive B")
    wiki.write(STUDIES + "Form")
    wiki.write("GLAM/Newsletter/May 2013/Single")
    wiki.write("GLAM/Model projects")

    sync_run = synced(wiki)

    assert set(Page.objects.values_list("title", "kind", "state")) == {
        (STUDIES + "Museum A", "case-study", "present"),
        ("Case studies/Archive B", "case-study", "present"),
    }
    assert page(STUDIES + "Museum A").text == "== Summary ==\nGood."
    assert sorted(studies.applied) == ["Case studies/Archive B", STUDIES + "Museum A"]
    assert counts(sync_run, "seen", "created", "changed", "unchanged", "parsed", "requests") == (
        2,
        2,
        0,
        0,
        2,
        3,
    )
    assert sync_run.run.state == Run.State.DONE


def test_sync_learns_the_wikis_name_and_licence(wiki):
    sync_run = synced(wiki)

    assert sync_run.source.name == "Pretend Wiki"
    assert sync_run.source.page_url == "https://wiki.example.org/wiki/$1"
    assert sync_run.source.licence_name == "CC BY-SA 4.0"


def test_sync_with_nothing_changed_writes_nothing_to_the_mirror(wiki, studies):
    for number in range(60):
        wiki.write(f"{STUDIES}Museum {number}")
    synced(wiki)
    before = mirror_as_it_is()
    studies.applied.clear()

    again = synced(wiki)

    assert mirror_as_it_is() == before
    assert counts(again, "seen", "unchanged", "created", "changed", "parsed", "requests") == (
        60,
        60,
        0,
        0,
        0,
        2,
    )
    assert studies.applied == []


def test_sync_asks_no_more_than_its_budget(wiki):
    pages = [wiki.write(f"{STUDIES}Museum {number}") for number in range(620)]

    first = synced(wiki)
    for page_id in pages[:70]:
        wiki.edit(page_id, "New words.")
    third = synced(wiki)

    assert first.requests <= ceil(620 / 50) + ceil(620 / 500) + 6
    assert (third.changed, third.unchanged) == (70, 550)
    assert third.requests <= 5 + ceil(70 / 50)


def test_sync_costs_few_queries_a_page(wiki, django_assert_max_num_queries):
    for number in range(100):
        wiki.write(f"{STUDIES}Museum {number}", by=[f"Editor {number}", "Ada Example"])
    sync_run = claimed_run()

    with django_assert_max_num_queries(50):
        sync(wiki, sync_run)

    assert Contribution.objects.count() == 200


def test_edited_page_is_fetched_and_read_again(wiki, studies):
    page_id = wiki.write(STUDIES + "Museum A", "Old.")
    wiki.write(STUDIES + "Museum B")
    synced(wiki)
    studies.applied.clear()
    wiki.edit(page_id, "New.")

    sync_run = synced(wiki)

    assert page(STUDIES + "Museum A").text == "New."
    assert studies.applied == [STUDIES + "Museum A"]
    assert counts(sync_run, "changed", "unchanged", "parsed") == (1, 1, 1)


def test_moved_page_keeps_its_row_and_its_old_title_leads_to_it(wiki):
    page_id = wiki.write(STUDIES + "Old name")
    synced(wiki)
    row = page(STUDIES + "Old name")
    wiki.move(page_id, STUDIES + "New name")

    sync_run = synced(wiki)

    row.refresh_from_db()
    assert row.title == STUDIES + "New name"
    alias = page(STUDIES + "Old name")
    assert (alias.state, alias.redirects_to) == ("redirect", STUDIES + "New name")
    assert counts(sync_run, "moved", "redirects", "created", "changed") == (1, 1, 1, 1)


@pytest.mark.parametrize("change", [{"title": STUDIES + "New name"}, {"revision": 1}])
def test_title_without_a_new_revision_and_an_older_revision_are_followed(wiki, change):
    page_id = wiki.write(STUDIES + "Old name")
    synced(wiki)
    wiki.pages_now[page_id] = replace(wiki.pages_now[page_id], **change)

    assert synced(wiki).changed == 1
    assert Page.objects.filter(**change).exists()


def test_long_page_that_mentions_a_soft_redirect_is_none(wiki):
    wiki.write(STUDIES + "Museum A", "{{Soft redirect|m:GLAM}}" + "A whole story. " * 100)

    assert synced(wiki).redirects == 0


def test_run_keeps_no_more_reasons_than_a_page_can_show(wiki, studies):
    for number in range(210):
        wiki.write(f"{STUDIES}Museum {number}", "#REDIRECT [[GLAM]]")

    sync_run = synced(wiki)

    assert (sync_run.redirects, len(sync_run.reasons)) == (210, 200)


def test_page_hidden_after_it_was_gone_is_withdrawn_again(wiki, studies):
    page_id = wiki.write(STUDIES + "Museum A", "Somebody's address.")
    synced(wiki)
    wiki.delete(page_id)
    synced(wiki)
    wiki.undelete(page_id)
    wiki.hide(page_id)

    synced(wiki)

    assert studies.withdrawn == [(STUDIES + "Museum A", "gone"), (STUDIES + "Museum A", "hidden")]


def test_deleted_page_is_gone_with_its_text_kept_and_comes_back_when_restored(wiki, studies):
    page_id = wiki.write(STUDIES + "Museum A", "Precious.")
    synced(wiki)
    wiki.delete(page_id)

    gone = synced(wiki)

    assert (page(STUDIES + "Museum A").state, page(STUDIES + "Museum A").text) == ("gone", "Precious.")
    assert studies.withdrawn == [(STUDIES + "Museum A", "gone")]
    assert gone.gone == 1
    assert gone.reasons == [{"title": STUDIES + "Museum A", "reason": "gone", "detail": ""}]

    assert synced(wiki).gone == 0
    studies.applied.clear()
    wiki.undelete(page_id)
    assert synced(wiki).changed == 1
    assert page(STUDIES + "Museum A").state == "present"
    assert studies.applied == [STUDIES + "Museum A"]


def test_page_that_becomes_a_redirect_is_withdrawn_with_its_text_kept(wiki, studies):
    page_id = wiki.write(STUDIES + "Museum A", "Precious.")
    synced(wiki)
    wiki.edit(page_id, f"#REDIRECT [[{STUDIES}Museum B]]")

    sync_run = synced(wiki)

    row = page(STUDIES + "Museum A")
    assert (row.state, row.redirects_to, row.text) == ("redirect", STUDIES + "Museum B", "Precious.")
    assert studies.withdrawn == [(STUDIES + "Museum A", "redirect")]
    assert sync_run.reasons == [
        {"title": STUDIES + "Museum A", "reason": "redirect", "detail": STUDIES + "Museum B"}
    ]


def test_soft_redirect_is_a_redirect_and_is_not_fetched_again(wiki):
    wiki.write(STUDIES + "Museum A", "{{Soft redirect|m:GLAM/Museum A}}")

    first, second = synced(wiki), synced(wiki)

    assert page(STUDIES + "Museum A").redirects_to == "M:GLAM/Museum A"
    assert (first.redirects, second.changed) == (1, 0)


def test_hidden_text_is_dropped_and_the_page_withdrawn(wiki, studies):
    page_id = wiki.write(STUDIES + "Museum A", "Somebody's address.")
    synced(wiki)
    wiki.hide(page_id)

    sync_run = synced(wiki)

    assert (page(STUDIES + "Museum A").state, page(STUDIES + "Museum A").text) == ("hidden", "")
    assert studies.withdrawn == [(STUDIES + "Museum A", "hidden")]
    assert sync_run.hidden == 1


def test_revision_hidden_later_is_dropped_though_the_page_did_not_change(wiki, studies):
    museum = wiki.write(STUDIES + "Museum A", "A secret.")
    synced(wiki)
    wiki.log_hidden(wiki.pages_now[museum].revision)
    wiki.pages_now[museum] = replace(wiki.pages_now[museum], text=None, text_hidden=True)

    sync_run = synced(wiki)

    assert (page(STUDIES + "Museum A").state, page(STUDIES + "Museum A").text) == ("hidden", "")
    assert studies.withdrawn[0] == (STUDIES + "Museum A", "hidden")
    assert sync_run.hidden >= 1


def test_revision_of_a_page_that_is_gone_is_dropped_when_it_is_hidden(wiki, studies):
    museum = wiki.write(STUDIES + "Museum A", "A secret.")
    wiki.write(STUDIES + "Museum B")
    revised_at = wiki.pages_now[museum].revised_at
    synced(wiki)
    wiki.delete(museum)
    synced(wiki)
    kept = page(STUDIES + "Museum A").text
    wiki.hidden_log.append(HiddenRevisions(CLOCK, (), True, STUDIES + "Museum A", (revised_at,)))

    synced(wiki)

    assert (kept, page(STUDIES + "Museum A").text) == ("A secret.", "")
    assert studies.withdrawn == [(STUDIES + "Museum A", "gone"), (STUDIES + "Museum A", "hidden")]
    assert page(STUDIES + "Museum A").state == "gone"


def test_text_that_is_shown_again_comes_back(wiki):
    museum = wiki.write(STUDIES + "Museum A", "No secret.")
    synced(wiki)
    shown = wiki.pages_now[museum]
    wiki.log_hidden(shown.revision)
    wiki.pages_now[museum] = replace(shown, text=None, text_hidden=True)
    synced(wiki)
    wiki.pages_now[museum] = shown
    wiki.log_hidden(shown.revision, is_hidden=False)

    synced(wiki)

    assert (page(STUDIES + "Museum A").state, page(STUDIES + "Museum A").text) == ("present", "No secret.")


def test_whoever_keeps_texts_of_revisions_hears_which_were_hidden(wiki, monkeypatch):
    heard = []
    monkeypatch.setattr(kinds, "_keepers", [lambda source, revisions: heard.append(revisions)])
    wiki.write(STUDIES + "Museum A")
    synced(wiki)
    wiki.log_hidden(3)
    wiki.log_hidden(4)
    wiki.log_hidden(4, is_hidden=False)

    synced(wiki)

    assert heard == [{3}]


def test_redirects_lead_to_their_page_through_a_chain_and_out_of_a_loop(wiki):
    wiki.write(STUDIES + "Museum A")
    for name, target in [("B", "Museum A"), ("C", "B"), ("D", "C"), ("Loop", "Pool"), ("Pool", "Loop")]:
        wiki.write(STUDIES + name, f"#REDIRECT [[{STUDIES}{target}]]")
    synced(wiki)
    source = page(STUDIES + "Museum A").source

    assert Page.objects.titled(source, STUDIES + "D") == page(STUDIES + "Museum A")
    assert Page.objects.titled(source, STUDIES + "Loop") is None
    aliases = Page.objects.leading_to(page(STUDIES + "Museum A"))
    assert [alias.title for alias in aliases] == [STUDIES + name for name in "BCD"]
    assert [alias.title for alias in Page.objects.leading_to(page(STUDIES + "Loop"))] == [STUDIES + "Pool"]


def test_sync_notes_when_the_mirror_was_whole_and_when_a_page_was_missed(wiki):
    museum = wiki.write(STUDIES + "Museum A")
    wiki.write(STUDIES + "Museum B")
    whole_at = synced(wiki).source.synced_at
    wiki.delete(museum)
    synced(wiki)
    missed_at = page(STUDIES + "Museum A").gone_at
    wiki.undelete(museum)
    synced(wiki)

    assert missed_at > whole_at
    assert page(STUDIES + "Museum A").gone_at is None


def test_unparsable_page_costs_one_page_and_says_why(wiki, studies):
    wiki.write(STUDIES + "Museum A")
    wiki.write(STUDIES + "Museum B")
    studies.faults = {STUDIES + "Museum A": "The page opens 400 tags."}

    sync_run = synced(wiki)

    assert page(STUDIES + "Museum A").fault == "The page opens 400 tags."
    assert page(STUDIES + "Museum B").fault == ""
    assert counts(sync_run, "created", "unparsable") == (2, 1)
    assert sync_run.reasons[0]["reason"] == "unparsable"


def test_unreadable_page_is_left_as_it_was_and_asked_for_again(wiki):
    page_id = wiki.write(STUDIES + "Museum A", "Old.")
    synced(wiki)
    wiki.edit(page_id, "New.")
    wiki.unreadable = {page_id}

    sync_run = synced(wiki)

    assert page(STUDIES + "Museum A").text == "Old."
    assert sync_run.reasons == [{"title": STUDIES + "Museum A", "reason": "unreadable", "detail": "Odd."}]
    wiki.unreadable = set()
    synced(wiki)
    assert page(STUDIES + "Museum A").text == "New."


def test_page_deleted_between_listing_and_question_costs_one_page(wiki, monkeypatch):
    page_id = wiki.write(STUDIES + "Museum A", "Old.")
    wiki.write(STUDIES + "Museum B")
    synced(wiki)
    wiki.edit(page_id, "New.")
    # The listing is made before the page goes.
    as_it_was = replace(wiki, pages_now=dict(wiki.pages_now))
    monkeypatch.setattr(wiki, "sweep", as_it_was.sweep)
    wiki.delete(page_id)

    sync_run = synced(wiki)

    assert (page(STUDIES + "Museum A").state, page(STUDIES + "Museum B").state) == ("gone", "present")
    assert sync_run.reasons == [{"title": STUDIES + "Museum A", "reason": "missing", "detail": ""}]
    assert sync_run.gone == 1


def test_translation_is_no_case_study(wiki):
    wiki.translations = {wiki.write(STUDIES + "Museum A/fr")}

    assert synced(wiki).seen == 0


def test_page_renamed_out_of_its_kind_is_let_go(wiki, studies):
    page_id = wiki.write(STUDIES + "Museum A")
    synced(wiki)
    wiki.edit(page_id, title=STUDIES + "Form")

    sync_run = synced(wiki)

    assert Page.objects.get(page_id=page_id).kind == ""
    assert studies.withdrawn == [(STUDIES + "Museum A", "present")]
    assert sync_run.gone == 1
    assert synced(wiki).gone == 0


def test_listing_that_lacks_most_of_what_we_hold_is_not_believed(wiki):
    pages = [wiki.write(f"{STUDIES}Museum {number}") for number in range(20)]
    synced(wiki)
    for page_id in pages[:11]:
        wiki.delete(page_id)
    before = mirror_as_it_is()

    with pytest.raises(MostPagesVanished, match="no longer lists 11 of the 20 pages"):
        sync(wiki, claimed_run())

    assert mirror_as_it_is() == before


def test_half_of_what_we_hold_may_go(wiki):
    pages = [wiki.write(f"{STUDIES}Museum {number}") for number in range(24)]
    synced(wiki)
    for page_id in pages[:12]:
        wiki.delete(page_id)

    assert synced(wiki).gone == 12


def test_broken_listing_takes_nothing_away(wiki):
    for number in range(510):
        wiki.write(f"{STUDIES}Museum {number}")
    synced(wiki)
    before = mirror_as_it_is()
    wiki.request_count, wiki.breaks_after = 0, 2  # one for "Case studies/", one of two for "GLAM/"

    with pytest.raises(WikiUnavailable):
        sync(wiki, claimed_run())

    assert mirror_as_it_is() == before


def test_sync_that_broke_off_is_resumed_by_the_next(wiki, studies):
    for number in range(120):
        wiki.write(f"{STUDIES}Museum {number}")
    wiki.breaks_after = 4  # two listings, two batches
    broken = claimed_run()
    with pytest.raises(WikiUnavailable):
        sync(wiki, broken)
    broken.refresh_from_db()
    Run.objects.update(state=Run.State.FAILED)
    wiki.breaks_after = None

    rest = synced(wiki)

    assert counts(broken, "seen", "created") == (120, 100)
    assert counts(rest, "created", "unchanged", "requests") == (20, 100, 3)
    assert len(studies.applied) == len(set(studies.applied)) == 120


def test_second_attempt_of_a_run_counts_on_from_the_first(wiki):
    for number in range(120):
        wiki.write(f"{STUDIES}Museum {number}")
    wiki.breaks_after = 4
    first = claimed_run()
    with pytest.raises(WikiUnavailable):
        sync(wiki, first)
    second = SyncRun.objects.get(pk=first.pk)
    wiki.breaks_after = None

    sync(wiki, second)

    second.refresh_from_db()
    assert counts(second, "seen", "created", "unchanged") == (120, 120, 0)
    assert (second.run.progress, second.run.expected) == (120, 120)


@pytest.mark.parametrize("when", ["before the listing", "before the batch is stored"])
def test_worker_that_lost_its_run_leaves_no_trace(wiki, when):
    wiki.write(STUDIES + "Museum A")
    sync_run = claimed_run()

    def take_over(*_args):
        Run.objects.update(attempts=2)  # the sweep thought the worker dead and another claimed the run
        return {}

    if when == "before the listing":
        take_over()
    else:
        kinds.register(replace(kinds.named("case-study"), apply_many=take_over))

    with pytest.raises(NoLongerOurs):
        sync(wiki, sync_run)

    assert not Page.objects.exists()
    assert SyncRun.objects.get().created == 0


def test_sweeps_stay_under_the_roots_of_all_kinds(studies):
    assert kinds.roots() == ["Case studies/", "GLAM/"]
