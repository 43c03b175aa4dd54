# SPDX-License-Identifier: GPL-3.0-or-later
"""Our client against a real MediaWiki: what it sees, what it costs, and what faults on the way do to it."""

from datetime import UTC, datetime, timedelta
from math import ceil

import pytest

from casestudies.parsing import Unparsable, is_case_study, parse
from localwiki import faults as proxy
from outreach.parsing import people_in
from outreach.wiki import client
from outreach.wiki.client import connect
from outreach.wiki.errors import PageMissing, WikiMisconfigured, WikiUnavailable
from outreach.wiki.redirects import redirect_target
from tests.wiki.conftest import start_wiki

PREFIXES = ("GLAM/", "Case studies/")
TITLE = "GLAM/Case studies/A museum of this test"


@pytest.fixture
def waits():
    return []


@pytest.fixture
def open_wiki(waits):
    """Connects to a wiki's address; waits are noted, not waited."""
    return lambda url, **options: connect(url, contact="", version="test", sleep=waits.append, **options)


@pytest.fixture(scope="module")
def larger_mediawiki(tmp_path_factory):
    """A wiki of 300 pages behind a counting proxy."""
    with start_wiki(tmp_path_factory.mktemp("larger"), 300) as wiki, proxy.start(wiki.port) as faults:
        faults.wiki = wiki
        yield faults


def sweep(wiki):
    return {stub.page_id: stub for prefix in PREFIXES for stub in wiki.sweep(prefix)}


def titled(stubs, title):
    return next((stub for stub in stubs.values() if stub.title == title), None)


def read(wiki, title):
    return next(wiki.pages([titled(sweep(wiki), title).page_id]))


def test_sweep_finds_every_page_of_the_corpus_once(mediawiki, open_wiki):
    stubs = [stub for prefix in PREFIXES for stub in open_wiki(mediawiki.url).sweep(prefix)]

    expected = [page.title for page in mediawiki.corpus.pages if page.title.startswith(PREFIXES)]
    assert sorted(stub.title for stub in stubs) == sorted(expected)
    assert all(stub.revision for stub in stubs)


def test_sweep_brings_the_sites_name_and_licence_without_a_request_of_its_own(mediawiki, open_wiki):
    wiki = open_wiki(mediawiki.url)

    told = []
    list(wiki.sweep("Case studies/", greet=told.append))

    (greeting,) = told
    assert wiki.request_count == 1
    assert greeting.facts.name
    assert greeting.facts.licence_name
    assert greeting.facts.licence_url.startswith("http")
    assert greeting.facts.address_of("A b").startswith(mediawiki.url.removesuffix("/w/"))
    assert abs((datetime.now(UTC) - greeting.clock).total_seconds()) < 60
    assert greeting.may_ask_more is False
    assert wiki.site_facts() == greeting.facts
    assert wiki.request_count == 1


def test_sweep_brings_what_was_hidden_and_shown_again_newest_first(fresh_mediawiki, open_wiki):
    title = "GLAM/Case studies/Museum of Example Bay"
    old = fresh_mediawiki.query(title)["lastrevid"]
    fresh_mediawiki.append(title, "\nMore.")
    before = datetime.now(UTC) - timedelta(minutes=1)
    fresh_mediawiki.hide(old)
    fresh_mediawiki.show(old)
    told = []

    list(open_wiki(fresh_mediawiki.url).sweep("Case studies/", greet=told.append, since=before))

    assert [(line.revisions, line.is_hidden) for line in told[0].hidden] == [((old,), False), ((old,), True)]


def test_log_of_hidden_revisions_longer_than_an_answer_is_read_whole(fresh_mediawiki, open_wiki, monkeypatch):
    monkeypatch.setitem(client.HIDDEN_LOG, "lelimit", "2")
    title = "GLAM/Case studies/Museum of Example Bay"
    old = fresh_mediawiki.query(title)["lastrevid"]
    fresh_mediawiki.append(title, "\nMore.")
    before = datetime.now(UTC) - timedelta(minutes=1)
    for _round in range(3):
        fresh_mediawiki.hide(old)
        fresh_mediawiki.show(old)
    told = []

    stubs = list(open_wiki(fresh_mediawiki.url).sweep("GLAM/", greet=told.append, since=before))

    assert len(told[0].hidden) == 6
    assert len(stubs) == len({stub.page_id for stub in stubs}) == fresh_mediawiki.count(apprefix="GLAM/")


def test_page_brings_its_properties_and_who_edited_it_last(fresh_mediawiki, open_wiki):
    title = "GLAM/Case studies/Museum of Example Bay"
    fresh_mediawiki.edit(title, "{{DEFAULTSORT:Bay, Museum of Example}} Text.", user="Pretend Pete")

    page = open_wiki(fresh_mediawiki.url).page(title)

    assert page.properties["defaultsort"] == "Bay, Museum of Example"
    assert page.last_editor == "Pretend Pete"
    assert page.last_editor_id == next(
        one.user_id for one in page.contributors if one.username == "Pretend Pete"
    )


def test_sweep_tells_translations_from_pages_that_end_alike(mediawiki, open_wiki):
    stubs = sweep(open_wiki(mediawiki.url))

    marked = {stub.title for stub in stubs.values() if stub.translation}

    assert marked == set(mediawiki.corpus.titled("translation"))


def test_case_studies_of_the_corpus_are_told_by_title(mediawiki, open_wiki):
    stubs = sweep(open_wiki(mediawiki.url)).values()

    found = {
        one.title for one in stubs if is_case_study(one.title) and not one.redirect and not one.translation
    }

    assert found == {page.title for page in mediawiki.corpus.case_studies}


def test_pages_carry_text_and_contributors_as_the_corpus_has_them(mediawiki, open_wiki):
    wiki = open_wiki(mediawiki.url)
    stubs = sweep(wiki)

    found = {page.title: page for page in wiki.pages(stubs)}

    assert len(found) == len(stubs)
    for title, page in found.items():
        expected = mediawiki.corpus.page(title)
        assert (page.text or "").rstrip() == ("" if expected.shape == "hidden" else expected.text.rstrip())
        assert page.text_hidden == (expected.shape == "hidden")
        names = {one.username for one in page.contributors}
        # Where the author of an old revision was hidden, the wiki does not name them.
        is_hidden = expected.shape == "hidden names"
        assert names < set(expected.contributors) if is_hidden else names == set(expected.contributors)
        assert page.anonymous_contributors == len({one.by for one in expected.revisions if one.is_anonymous})
        assert page.revision == stubs[page.page_id].revision
    assert any(page.categories for page in found.values())
    assert any(page.templates for page in found.values())


def test_every_case_study_of_the_corpus_can_be_parsed_or_says_why_not(mediawiki, open_wiki):
    unparsable = 0
    for page in mediawiki.corpus.case_studies:
        try:
            study = parse(page.title, page.text)
        except Unparsable:
            unparsable += 1
        else:
            assert study.name
            assert "@" not in study.lead
    assert unparsable < len(mediawiki.corpus.case_studies) / 10


def test_people_are_found_on_the_lists_of_the_corpus(mediawiki, open_wiki):
    wiki = open_wiki(mediawiki.url)

    named = {one.username for page in wiki.pages(sweep(wiki)) for one in people_in(page.text or "")}

    assert len(named & set(mediawiki.corpus.users)) > 10
    assert not any("@" in name for name in named)


def test_redirects_name_their_target_in_their_text(mediawiki, open_wiki):
    wiki = open_wiki(mediawiki.url)
    redirects = [stub.page_id for stub in sweep(wiki).values() if stub.redirect]

    for page in wiki.pages(redirects):
        expected = mediawiki.corpus.page(page.title).text
        assert page.redirect
        assert redirect_target(page.text) == expected.removeprefix("#REDIRECT [[").split("]]")[0]
    assert redirects


def test_edit_changes_the_revision_and_nothing_else(fresh_mediawiki, open_wiki):
    wiki = open_wiki(fresh_mediawiki.url)
    before = sweep(wiki)
    some = next(stub for stub in before.values() if not stub.redirect)

    fresh_mediawiki.append(some.title, "\nOne more line.")

    after = sweep(wiki)
    assert [one for one in after.values() if one != before[one.page_id]] == [after[some.page_id]]
    assert next(wiki.pages([some.page_id])).text.endswith("One more line.")


def test_moved_page_keeps_its_id_and_leaves_a_redirect(fresh_mediawiki, open_wiki):
    wiki = open_wiki(fresh_mediawiki.url)
    fresh_mediawiki.edit(TITLE, "Text.")
    page_id = titled(sweep(wiki), TITLE).page_id

    fresh_mediawiki.move(TITLE, f"{TITLE} moved")

    after = sweep(wiki)
    assert after[page_id].title == f"{TITLE} moved"
    left = titled(after, TITLE)
    assert left.redirect
    assert redirect_target(next(wiki.pages([left.page_id])).text) == f"{TITLE} moved"
    assert wiki.page(TITLE).page_id == page_id


def test_deleted_page_is_missing_and_comes_back_under_its_id(fresh_mediawiki, open_wiki):
    wiki = open_wiki(fresh_mediawiki.url)
    fresh_mediawiki.edit(TITLE, "Text.")
    stub = titled(sweep(wiki), TITLE)

    fresh_mediawiki.delete(TITLE)
    (gone,) = wiki.batches([stub.page_id])
    assert stub.page_id not in sweep(wiki)
    fresh_mediawiki.undelete(TITLE)

    assert (gone.pages, gone.missing) == ((), (stub.page_id,))
    assert sweep(wiki)[stub.page_id] == stub


def test_page_that_was_never_there_is_missing(mediawiki, open_wiki):
    with pytest.raises(PageMissing, match="Nowhere"):
        open_wiki(mediawiki.url).page("GLAM/Nowhere")


def test_hidden_revision_has_no_text(fresh_mediawiki, open_wiki):
    fresh_mediawiki.edit(TITLE, "Something private.")
    fresh_mediawiki.hide_revision(TITLE)

    page = read(open_wiki(fresh_mediawiki.url), TITLE)

    assert (page.text, page.text_hidden) == (None, True)


def test_lists_longer_than_one_answer_arrive_whole(fresh_mediawiki, open_wiki):
    titles = [f"{TITLE} {number}" for number in range(3)]
    for title in titles:
        categories = "".join(f"[[Category:{title[-1]}-{number}]]" for number in range(400))
        fresh_mediawiki.edit(title, categories + "{{A}}{{B}}")
    fresh_mediawiki.run_jobs()
    wiki = open_wiki(fresh_mediawiki.url)
    ids = [stub.page_id for stub in sweep(wiki).values() if stub.title in titles]
    before = wiki.request_count

    found = list(wiki.pages(ids))

    assert [len(set(page.categories)) for page in found] == [400, 400, 400]
    assert [len(page.categories) for page in found] == [400, 400, 400]
    assert [len(page.templates) for page in found] == [2, 2, 2]
    assert wiki.request_count - before == 3


def test_lagging_wiki_is_given_time_and_then_left_alone(fresh_mediawiki, open_wiki, waits):
    wiki = open_wiki(fresh_mediawiki.url)
    fresh_mediawiki.lag(9)

    with pytest.raises(WikiUnavailable, match="behind"):
        list(wiki.sweep("GLAM/"))

    assert len(waits) == 4
    assert min(waits) >= 5


@pytest.mark.parametrize("mode", ["503", "empty", "half", "cut", "reset", "maxlag", "429", "garbage"])
def test_fault_in_the_middle_of_a_run_costs_a_wait_and_no_page(counted_mediawiki, open_wiki, waits, mode):
    expected = len(sweep(open_wiki(counted_mediawiki.url)))
    counted_mediawiki.inject(mode, skip=1)
    wiki = open_wiki(counted_mediawiki.url)

    stubs = sweep(wiki)
    pages = list(wiki.pages(stubs))

    assert (len(stubs), len(pages), len(waits)) == (expected, expected, 1)


def test_dripping_wiki_is_left_at_the_deadline(counted_mediawiki, open_wiki):
    counted_mediawiki.inject("drip", arg=0.02)

    with pytest.raises(WikiUnavailable, match="still sending"):
        list(open_wiki(counted_mediawiki.url, deadline=0.5).sweep("GLAM/"))


def test_folder_without_a_wiki_is_a_wrong_address(mediawiki, open_wiki):
    with pytest.raises(WikiMisconfigured, match="WIKI_URL"):
        open_wiki(mediawiki.url.removesuffix("w/") + "nowhere/").site_facts()


def test_first_run_unchanged_run_and_small_change_keep_to_their_budgets(larger_mediawiki, open_wiki):
    larger_mediawiki.clear()
    known = sweep(open_wiki(larger_mediawiki.url))
    pages = {page.page_id: page for page in open_wiki(larger_mediawiki.url).pages(known)}
    count = len(known)
    first = larger_mediawiki.count()

    larger_mediawiki.clear()
    again = sweep(open_wiki(larger_mediawiki.url))
    unchanged = larger_mediawiki.count()

    for stub in [stub for stub in again.values() if not stub.redirect][:60]:
        larger_mediawiki.wiki.append(stub.title, "\nMore.")
    larger_mediawiki.clear()
    wiki = open_wiki(larger_mediawiki.url)
    changed = [page_id for page_id, stub in sweep(wiki).items() if stub != known[page_id]]
    list(wiki.pages(changed))

    assert len(pages) == count > 200
    assert first <= ceil(count / 50) + ceil(count / 500) + 1
    assert (again, unchanged) == (known, 2)
    assert len(changed) == 60
    assert larger_mediawiki.count() == 2 + ceil(60 / 50) == wiki.request_count
    assert {request.method for request in larger_mediawiki.requests} == {"GET"}
