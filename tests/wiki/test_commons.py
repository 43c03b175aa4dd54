# SPDX-License-Identifier: GPL-3.0-or-later
"""Categories of a real MediaWiki: what our client counts, what it costs, and what faults on the way do."""

from math import ceil

import pytest

from localwiki import faults as proxy
from outreach.wiki.commons import Category, connect
from outreach.wiki.errors import WikiMisconfigured, WikiUnavailable
from tests.wiki.conftest import start_wiki

# child → parents; a loop back to the root, a diamond, and a category that redirects.
TREE = {
    "Museum of Tides": [],
    "Ships": ["Museum of Tides"],
    "Maps": ["Museum of Tides"],
    "Old maps": ["Maps", "Ships"],
    "Round": ["Old maps"],
    "Ärchive's “box”": ["Museum of Tides"],
}
PAGES = {"A ship": ["Ships"], "A map": ["Old maps", "Maps"], "Another map": ["Old maps"]}


@pytest.fixture(scope="module")
def wiki(tmp_path_factory):
    """A wiki with a tree of categories, behind a counting proxy."""
    with start_wiki(tmp_path_factory.mktemp("commons"), 0) as started, proxy.start(started.port) as faults:
        for name, parents in TREE.items():
            started.edit(f"Category:{name}", "Described. " + _filed(parents))
        started.edit("Category:Museum of Tides", "Described. " + _filed(["Round"]))
        for title, categories in PAGES.items():
            started.edit(title, _filed(categories) + _filed(["Undescribed"]))
        started.edit("Category:Tide Museum", "#REDIRECT [[:Category:Museum of Tides]]")
        started.edit("Template:Category redirect", "See [[:Category:{{{1}}}]].")
        started.edit("Category:Tidal things", "{{Category redirect|Museum of Tides}}")
        started.run_jobs()
        faults.wiki = started
        yield faults


def _filed(categories):
    return " ".join(f"[[Category:{each}]]" for each in categories)


@pytest.fixture
def waits():
    return []


@pytest.fixture
def commons(wiki, waits):
    wiki.clear()
    return connect(wiki.url, contact="", version="test", sleep=waits.append)


def one(commons, name):
    return next(commons.categories([name]))


def test_category_is_counted_under_the_name_asked(commons):
    answer = one(commons, "old_maps")

    assert answer.found == {"old_maps": Category("Old maps", pages=2, subcategories=1)}


def test_redirect_is_followed_and_told(commons):
    answer = one(commons, "Tide Museum")

    assert answer.found["Tide Museum"].name == "Museum of Tides"
    assert answer.found["Tide Museum"].subcategories == 3


def test_redirect_in_words_is_told(commons):
    assert one(commons, "Tidal things").found["Tidal things"].is_soft_redirect
    assert not one(commons, "Ships").found["Ships"].is_soft_redirect


def test_category_without_a_page_is_counted_and_one_without_anything_is_missing(commons):
    answer = next(commons.categories(["Undescribed", "Nothing of the kind"]))

    assert answer.found == {"Undescribed": Category("Undescribed", pages=3, has_page=False)}
    assert answer.missing == ("Nothing of the kind",)


def test_impossible_name_costs_itself_alone(commons):
    answer = next(commons.categories(["Ships", "A<b", "x" * 300, "Maps"]))

    assert set(answer.found) == {"Ships", "Maps"}
    assert set(answer.unreadable) == {"A<b", "x" * 300}
    assert commons.request_count == 1


def test_fifty_categories_cost_one_request(commons):
    names = [f"Number {number}" for number in range(101)]

    answers = list(commons.categories(names))

    assert [len(each.missing) for each in answers] == [50, 50, 1]
    assert commons.request_count == ceil(101 / 50)


def test_tree_holds_each_category_once_whatever_leads_to_it(commons):
    root = one(commons, "Museum of Tides").found["Museum of Tides"]

    tree = commons.tree(root, deepest=4, most=100, most_lists=100)

    placed = {node.category.name: (node.depth, node.parent) for node in tree.nodes}
    assert len(tree.nodes) == len(placed) == 6
    assert placed.pop("Old maps")[0] == 2
    assert placed == {
        "Museum of Tides": (0, ""),
        "Maps": (1, "Museum of Tides"),
        "Ships": (1, "Museum of Tides"),
        "Ärchive's “box”": (1, "Museum of Tides"),
        "Round": (3, "Old maps"),
    }
    assert not tree.is_cut
    # The root's counts, and a list for each of the five that have something below them.
    assert commons.request_count == 1 + 5


def test_tree_says_that_it_was_cut(commons):
    root = one(commons, "Museum of Tides").found["Museum of Tides"]

    shallow = commons.tree(root, deepest=1, most=100, most_lists=100)
    small = commons.tree(root, deepest=4, most=3, most_lists=100)
    quick = commons.tree(root, deepest=4, most=100, most_lists=1)

    assert (len(shallow.nodes), shallow.is_cut) == (4, True)
    assert (len(small.nodes), small.is_cut) == (3, True)
    assert (len(quick.nodes), quick.is_cut) == (4, True)


def test_long_list_is_followed_to_its_end(wiki, waits, commons, monkeypatch):
    """MediaWiki lists 500 at once; told to list two, it must be asked on, and nothing is lost."""
    ask = commons._line.ask

    def two_at_once(action, asked, parts):
        return ask(action, asked | ({"gcmlimit": "2"} if "gcmlimit" in asked else {}), parts)

    monkeypatch.setattr(commons._line, "ask", two_at_once)
    found, has_more = commons.subcategories("Museum of Tides", most=100)

    assert sorted(each.name for each in found) == ["Maps", "Ships", "Ärchive's “box”"]
    assert (has_more, commons.request_count) == (False, 2)


@pytest.mark.parametrize("mode", ["html", "half", "empty", "500", "reset"])
def test_fault_that_does_not_end_is_named(wiki, commons, waits, mode):
    wiki.inject(mode, times=20)

    with pytest.raises((WikiUnavailable, WikiMisconfigured)):
        one(commons, "Ships")


def test_wiki_that_wants_time_is_given_it(wiki, commons, waits):
    wiki.inject("maxlag", arg=7)

    assert one(commons, "Ships").found
    assert waits == [7]
    assert all(each.params["maxlag"] == "5" for each in wiki.requests)
