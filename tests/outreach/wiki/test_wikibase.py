# SPDX-License-Identifier: GPL-3.0-or-later
"""The client of a Wikibase: its questions, its answers, and the time it takes at most."""

import threading

import pytest

from localwiki.wikibase import Wikibase
from outreach.wiki import hurry
from outreach.wiki.entities import Moment, Spot, is_item
from outreach.wiki.errors import WikiMisconfigured, WikiRefused, WikiUnavailable
from outreach.wiki.wikibase import connect
from tests.outreach.wiki.fake import Answer, data, web_page

CLOUDS, BOATS, FORMER_BOATS = "Q900000001", "Q900000012", "Q900000112"


@pytest.fixture
def local():
    with Wikibase() as running:
        yield running


@pytest.fixture
def wikibase(local):
    return connect(local.url, contact="", version="1.0")


@pytest.fixture
def faked(server, waits):
    """A client of the fake server, as a worker has it."""
    return connect(server.url, contact="", version="1.0", sleep=waits.append)


def in_a_hurry(server, clock=None):
    """A client as a page has it: three seconds in all, no second attempt."""
    times = {"clock": clock} if clock else {}
    return connect(
        server.url, contact="", version="1.0", deadline=3, total=3, patience=0, is_waited_for=True, **times
    )


def test_search_finds_by_label_alias_and_number(wikibase):
    assert [hit.item for hit in wikibase.search_items("museum of imaginary c", "en")] == [
        CLOUDS,
        "Q900000016",
    ]
    [by_alias] = wikibase.search_items("Paper Boat M", "en")
    assert (by_alias.item, by_alias.label, by_alias.alias) == (
        BOATS,
        "Museum of Paper Boats",
        "Paper Boat Museum",
    )
    assert [hit.item for hit in wikibase.search_items(CLOUDS, "ar")] == [CLOUDS]


def test_search_answers_in_the_language_asked(wikibase):
    [hit] = wikibase.search_items("متحف الغيوم", "ar")

    assert (hit.label, hit.description) == ("متحف الغيوم المتخيَّلة", "متحف مختلق")


def test_search_for_nothing_asks_nothing(wikibase):
    assert wikibase.search_items("  \n ", "en") == []
    assert wikibase.request_count == 0


def test_search_is_bounded_in_length_and_number(wikibase, local):
    wikibase.search_items("x" * 5000, "en", limit=9999)

    assert (len(local.asked[0]["search"]), local.asked[0]["limit"]) == (200, "50")


def test_items_are_read_with_every_kind_of_value(wikibase):
    item = wikibase.items([CLOUDS]).found[CLOUDS]

    assert item.values("P625") == (Spot(48.86061, 2.33764),)
    assert item.values("P571") == (Moment(1911, 0, 0, 9),)
    assert item.items("P17") == ("Q142",)
    assert item.labels["zh-hant"] == "想像雲博物館"
    assert item.aliases["en"] == ("Cloud Museum", "MIC")
    assert item.sitelinks["enwiki"].endswith("/Museum_of_Imaginary_Clouds")
    assert item.revision == 900000008


def test_fifty_ids_go_into_one_request_and_no_more(wikibase, local):
    answer = wikibase.items([f"Q{number}" for number in range(1, 121)] + ["Q1", CLOUDS])

    assert [len(each["ids"].split("|")) for each in local.asked] == [50, 50, 21]
    assert len(answer.missing) + len(answer.found) == 121


def test_redirect_is_found_under_the_id_asked(wikibase):
    answer = wikibase.items([FORMER_BOATS, BOATS])

    assert {asked: (item.asked, item.id) for asked, item in answer.found.items()} == {
        FORMER_BOATS: (FORMER_BOATS, BOATS),
        BOATS: (BOATS, BOATS),
    }


def test_missing_and_impossible_ids_spoil_nothing(wikibase, local):
    answer = wikibase.items([CLOUDS, "Q77777", "Q99999999999999999999", "L1", ""])

    assert set(answer.found) == {CLOUDS}
    assert set(answer.missing) == {"Q77777", "Q99999999999999999999", "L1", ""}
    assert local.asked[0]["ids"] == f"{CLOUDS}|Q77777"


def test_id_the_wiki_will_not_hear_of_is_singled_out(faked, server):
    refused = data({"error": {"code": "no-such-entity", "info": "no"}})
    good = data({"entities": {"Q1": {"type": "item", "id": "Q1"}}})
    server.will_say(refused, good, refused)

    answer = faked.items(["Q1", "Q2"])

    assert (set(answer.found), answer.missing) == ({"Q1"}, ("Q2",))


def test_other_refusals_are_raised(faked, server):
    server.will_say(data({"error": {"code": "badvalue", "info": "no"}}))

    with pytest.raises(WikiRefused, match="badvalue"):
        faked.items(["Q1"])


def test_labels_that_stand_in_for_missing_ones_are_no_labels(faked, server):
    labels = {"ar": {"language": "en", "value": "Fallback"}, "en": {"language": "en", "value": "Name"}}
    server.will_say(data({"entities": {"Q1": {"type": "item", "id": "Q1", "labels": labels, "claims": []}}}))

    assert faked.items(["Q1"]).found["Q1"].labels == {"en": "Name"}


@pytest.mark.parametrize(
    "claim",
    [
        None,
        "x",
        {},
        {"mainsnak": {}},
        {"mainsnak": {"snaktype": "value", "datavalue": None}},
        {"mainsnak": {"snaktype": "value", "datavalue": {"type": "wikibase-entityid", "value": {"id": "P1"}}}},
        {"mainsnak": {"snaktype": "value", "datavalue": {"type": "globecoordinate", "value": {"latitude": 1e9, "longitude": 0}}}},
        {"mainsnak": {"snaktype": "value", "datavalue": {"type": "time", "value": {"time": "+1-", "precision": 9}}}},
        {"rank": "deprecated", "mainsnak": {"snaktype": "value", "datavalue": {"type": "string", "value": "x"}}},
    ],
)  # fmt: skip
def test_claim_of_an_unknown_shape_is_left_out(faked, server, claim):
    good = {"mainsnak": {"snaktype": "value", "datavalue": {"type": "string", "value": "good"}}}
    server.will_say(data({"entities": {"Q1": {"type": "item", "id": "Q1", "claims": {"P1": [claim, good]}}}}))

    assert faked.items(["Q1"]).found["Q1"].values("P1") == ("good",)


@pytest.mark.parametrize("content", [{}, {"search": {}}, {"search": None}])
def test_search_of_an_unknown_shape_is_no_answer(faked, server, content):
    server.will_say(data(content))

    with pytest.raises(WikiUnavailable):
        faked.search_items("museum", "en")


def test_hits_that_are_no_items_are_left_out(faked, server):
    rows = [None, {"id": "P31", "label": "x"}, {"id": "Q5", "label": 7, "match": "x"}]
    server.will_say(data({"search": rows}))

    assert [(hit.item, hit.label) for hit in faked.search_items("x", "en")] == [("Q5", "Q5")]


def test_worker_offers_to_stand_back_and_a_page_does_not(faked, server):
    server.will_say(data({"search": []}))

    faked.search_items("museum", "en")
    in_a_hurry(server).search_items("museum", "en")

    assert ["maxlag" in asked for asked in server.asked] == [True, False]
    assert all("continue" not in asked for asked in server.asked)


def test_page_asks_once_and_waits_for_nobody(server):
    server.will_say(web_page(429, Retry_After="1"))

    with pytest.raises(WikiUnavailable):
        in_a_hurry(server).search_items("museum", "en")

    assert len(server.asked) == 1


def test_all_questions_of_a_page_share_three_seconds(server):
    now = [100.0]
    wikibase = in_a_hurry(server, clock=lambda: now[0])
    server.will_say(data({"search": []}))
    wikibase.search_items("museum", "en")

    now[0] = 103.1
    with pytest.raises(WikiUnavailable, match="in time"):
        wikibase.search_items("museum", "en")

    assert len(server.asked) == 1


def test_answer_that_drips_is_cut_off(server):
    now = [0.0]

    def clock():
        now[0] += 0.4
        return now[0]

    server.will_say(Answer(b'{"search": []}' + b" " * 50, drip=0.01))

    with pytest.raises(WikiUnavailable):
        in_a_hurry(server, clock=clock).search_items("museum", "en")


def test_messages_name_the_setting_of_this_address(server):
    server.will_say(Answer(b"", status=404))

    with pytest.raises(WikiMisconfigured, match="WIKIDATA_URL"):
        connect(server.url, contact="", version="1.0").items(["Q1"])
    with pytest.raises(WikiMisconfigured, match="WIKIDATA_URL"):
        connect("http://wikidata.example.org/w/", contact="a@b", version="1.0")
    with pytest.raises(WikiMisconfigured, match="OPERATOR_CONTACT"):
        connect("https://wikidata.example.org/w/", contact="", version="1.0")


@pytest.mark.parametrize(
    "text, is_one",
    [
        ("Q1", True),
        ("Q2147483647", True),
        ("Q2147483648", False),
        ("Q0", False),
        ("q1", False),
        ("Q١", False),
    ],
)
def test_is_item(text, is_one):
    assert is_item(text) is is_one


def test_within_gives_up_by_the_clock_on_the_wall_and_recovers():
    go_on = threading.Event()

    with pytest.raises(WikiUnavailable, match="in time"):
        hurry.within(0.05, go_on.wait)
    go_on.set()

    assert hurry.within(5, lambda: 7) == 7


def test_within_lets_only_so_many_wait():
    go_on = threading.Event()
    for _each in range(hurry.MOST_AT_ONCE):
        with pytest.raises(WikiUnavailable):
            hurry.within(0.01, go_on.wait)

    with pytest.raises(WikiUnavailable, match="Too many"):
        hurry.within(5, lambda: 7)

    go_on.set()
    for _each in range(hurry.MOST_AT_ONCE):
        assert hurry._free.acquire(timeout=5), "a place was not given back"
    hurry._free.release(hurry.MOST_AT_ONCE)
