# SPDX-License-Identifier: GPL-3.0-or-later
"""The client of categories before answers that no honest wiki gives: each costs one category, or is named."""

import pytest

from outreach.wiki.commons import Category, connect
from outreach.wiki.errors import WikiError, WikiRefused, WikiUnavailable
from tests.outreach.wiki.fake import data


@pytest.fixture
def commons(server, waits):
    return connect(server.url, contact="", version="1.0", sleep=waits.append)


def told(*pages, **rest):
    return data({"query": {"pages": list(pages)}} | rest)


def page(name, **info):
    counts = {"files": 1, "subcats": 0, "pages": 0} | info
    return {"title": f"Category:{name}", "ns": 14, "categoryinfo": counts}


def test_categories_of_a_batch_are_told_by_what_was_asked(server, commons):
    server.will_say(
        data(
            {
                "query": {
                    "normalized": [{"from": "Category:ships", "to": "Category:Ships"}],
                    "redirects": [{"from": "Category:Ships", "to": "Category:Vessels"}],
                    "pages": [page("Vessels", files=3)],
                }
            }
        )
    )

    answer = next(commons.categories(["ships"]))

    assert answer.found == {"ships": Category("Vessels", files=3)}


@pytest.mark.parametrize(
    "odd",
    [
        page("Odd", files="many"),
        page("Odd", files=None),
        page("Odd", subcats=True),
        page("Odd", files=10**12),
        {"title": "Category:Odd", "categoryinfo": []},
        {"title": "Category:Odd", "categoryinfo": "none"},
        {"title": 7, "categoryinfo": {}},
        {"ns": 14},
    ],
)
def test_odd_category_costs_itself_alone(server, commons, odd):
    server.will_say(told(odd, page("Ships")))

    answer = next(commons.categories(["Odd", "Ships"]))

    assert list(answer.found) == ["Ships"]
    assert list(answer.unreadable) == ["Odd"]


@pytest.mark.parametrize(
    "ways",
    [
        [{"from": "Category:Odd", "to": "Odd museum"}],
        [{"from": "Category:Odd", "to": "Category:Round"}, {"from": "Category:Round", "to": "Category:Odd"}],
        [{"from": "Category:Odd", "to": "Category:" + "x" * 300}],
        ["nonsense", {"from": 1}],
        "nonsense",
    ],
)
def test_redirect_that_leads_nowhere_costs_itself_alone(server, commons, ways):
    pages = [{"title": "Odd museum"}, page("x" * 300), page("Ships")]
    server.will_say(data({"query": {"redirects": ways, "pages": pages}}))

    answer = next(commons.categories(["Odd", "Ships"]))

    assert list(answer.found) == ["Ships"]
    assert list(answer.unreadable) == ["Odd"]


def test_name_with_a_bar_is_not_asked_for(server, commons):
    server.will_say(told(page("Ships")))

    answer = next(commons.categories(["A|Category:B", "Ships"]))

    assert server.asked[0]["titles"] == "Category:Ships"
    assert list(answer.unreadable) == ["A|Category:B"]
    assert list(next(commons.categories(["A|B"])).unreadable) == ["A|B"]
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    "answer",
    [
        data({"query": {"pages": "none"}}),
        data({"query": {"pages": ["nonsense"]}}),
        data({"query": []}),
        data([]),
        told(page("Ships"), **{"continue": {"gcmcontinue": "x", "continue": "-||"}}),
        data({"error": {"code": "invalidcategory", "info": "no"}}),
    ],
)
def test_list_that_makes_no_sense_is_named(server, commons, answer):
    server.will_say(answer)

    with pytest.raises((WikiRefused, WikiUnavailable)) as error:
        commons.subcategories("Tides", most=100)

    assert error.value.reason
    assert isinstance(error.value, WikiError)
    assert len(server.asked) <= 3


def test_list_longer_than_wanted_is_left_where_it_is(server, commons):
    onward = [told(*[page(f"Number {each}") for each in range(start, start + 5)],
                   **{"continue": {"gcmcontinue": str(start), "continue": "-||"}}) for start in range(0, 50, 5)]  # fmt: skip
    server.will_say(*onward)

    found, has_more = commons.subcategories("Tides", most=7)

    assert (len(found), has_more, len(server.asked)) == (7, True, 2)


def test_nothing_below_is_an_empty_list(server, commons):
    server.will_say(data({"batchcomplete": True}))

    assert commons.subcategories("Tides", most=10) == ([], False)


def test_what_the_database_cannot_store_is_dropped(server, commons):
    server.will_say(told(page("Ti\x00des\ud800")))

    found, _has_more = commons.subcategories("Tides", most=10)

    assert found[0].name.encode() == b"Tides?"
