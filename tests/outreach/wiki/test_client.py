# SPDX-License-Identifier: GPL-3.0-or-later
"""Sweeps and batches against answers in the shapes a MediaWiki gives."""

from datetime import UTC, datetime

import pytest

from outreach.wiki.client import connect
from outreach.wiki.errors import AccessRefused, PageMissing, WikiUnavailable
from outreach.wiki.values import HiddenRevisions, PageContributor, PageStub
from tests.outreach.wiki.fake import data, page, pages


def test_sweep_learns_the_site_in_its_first_request(server, wiki):
    general = {"sitename": "Fake", "server": "//fake.example", "lang": "en", "articlepath": "/wiki/$1"}
    rights = {"text": "CC BY-SA 4.0", "url": "https://licence.example/"}
    listing = [{"pageid": 1, "ns": 0, "title": "GLAM/A", "lastrevid": 5}]
    server.will_say(
        data({"query": {"general": general, "rightsinfo": rights, "pages": listing}, "batchcomplete": True})
    )

    told = []
    stubs = list(wiki.sweep("GLAM/", greet=told.append))
    list(wiki.sweep("Case studies/"))

    assert stubs == [PageStub(1, "GLAM/A", 5)]
    assert told[0].facts.licence_name == "CC BY-SA 4.0"
    assert told[0].facts.address_of("GLAM/A b?") == "https://fake.example/wiki/GLAM/A_b%3F"
    assert (told[0].clock, told[0].may_ask_more, told[0].hidden) == (None, False, ())
    assert ["meta" in asked for asked in server.asked] == [True, False]
    assert {asked["maxlag"] for asked in server.asked} == {"5"}
    assert {asked["formatversion"] for asked in server.asked} == {"2"}


def test_odd_lines_of_the_log_cost_those_lines(server, wiki):
    hidden = {"type": "revision", "ids": ["7"], "new": {"content": True}}
    events = [
        None,
        {"params": []},
        {"params": hidden, "timestamp": "soon"},
        {"params": hidden | {"type": "logging"}, "timestamp": "2024-05-06T07:08:09Z"},
        {"title": "A", "params": hidden, "timestamp": "2024-05-06T07:08:09Z"},
    ]
    server.will_say(
        data({"query": {"logevents": events, "pages": []}, "curtimestamp": 5, "batchcomplete": True})
    )
    told = []

    list(wiki.sweep("GLAM/", greet=told.append, since=datetime(2024, 1, 1, tzinfo=UTC)))

    moment = datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC)
    assert told[0].hidden == (HiddenRevisions(moment, (7,), True, "A"),)
    assert server.asked[0]["leend"] == "2024-01-01T00:00:00Z"


def test_account_that_may_ask_more_gets_ten_times_as_much_at_once(server, wiki):
    server.will_say(
        data({"query": {"userinfo": {"rights": ["apihighlimits"]}, "pages": []}, "batchcomplete": True}),
        pages(*(page(number, f"P{number}") for number in range(1, 121))),
    )
    list(wiki.sweep("GLAM/", greet=lambda _greeting: None))

    assert [len(batch.pages) for batch in wiki.batches(range(1, 121))] == [120]


def test_signed_in_client_says_so_with_every_question(server):
    server.will_say(pages(page(1, "A")))

    list(connect(server.url, contact="", version="1", token="a secret").pages([1]))

    assert server.asked[0]["assert"] == "user"
    assert server.signed == ["Bearer a secret"]


@pytest.mark.parametrize("code", ["assertuserfailed", "mwoauth-invalid-authorization"])
def test_wiki_that_does_not_know_us_any_more_refuses_at_once(server, waits, code):
    server.will_say(data({"error": {"code": code, "info": "Not you."}}))
    wiki = connect(server.url, contact="", version="1", token="a secret", sleep=waits.append)

    with pytest.raises(AccessRefused, match="Not you"):
        list(wiki.pages([1]))

    assert (waits, wiki.request_count) == ([], 1)


def test_sweep_marks_redirects_translations_and_unknown_revisions(server, wiki):
    server.will_say(
        pages(
            {"pageid": 1, "ns": 0, "title": "A", "lastrevid": 5, "redirect": True},
            {
                "pageid": 2,
                "ns": 0,
                "title": "A/fr",
                "lastrevid": 6,
                "pageprops": {"translate-is-translation": ""},
            },
            {"pageid": 3, "ns": 0, "title": "B"},
        )
    )

    assert list(wiki.sweep("")) == [
        PageStub(1, "A", 5, redirect=True),
        PageStub(2, "A/fr", 6, translation=True),
        PageStub(3, "B", 0),
    ]


def test_sweep_asks_with_the_last_continuation_only(server, wiki):
    stub = {"ns": 0, "lastrevid": 1}
    server.will_say(
        pages({"pageid": 1, "title": "A"} | stub, onward={"incontinue": "x", "continue": "gap||"}),
        data(
            {
                "query": {"pages": [{"pageid": 1, "title": "A"} | stub]},
                "continue": {"gapcontinue": "B", "continue": "gapcontinue||"},
                "batchcomplete": True,
            }
        ),
        pages({"pageid": 1, "title": "A"} | stub, {"pageid": 2, "title": "B"} | stub),
    )

    stubs = list(wiki.sweep(""))

    assert [stub.page_id for stub in stubs] == [1, 2]
    assert "incontinue" not in server.asked[2]
    assert server.asked[2]["gapcontinue"] == "B"


@pytest.mark.parametrize(
    "entry",
    [
        {"title": "No id"},
        {"pageid": "7", "title": "A"},
        {"pageid": 7},
        {"pageid": 7, "title": None},
        "A",
        None,
    ],
)
def test_sweep_with_a_hole_is_no_listing(server, wiki, entry):
    server.will_say(data({"query": {"pages": [entry]}, "batchcomplete": True}))

    with pytest.raises(WikiUnavailable):
        list(wiki.sweep(""))


def test_sweep_cut_off_without_a_word_is_no_listing(server, wiki):
    server.will_say(data({"query": {"pages": [{"pageid": 1, "title": "A"}]}}))

    with pytest.raises(WikiUnavailable, match="middle"):
        list(wiki.sweep(""))


def test_continuation_that_goes_round_in_circles_ends(server, wiki):
    server.will_say(pages(page(1, "A"), onward={"rvcontinue": "1", "continue": "||"}))

    with pytest.raises(WikiUnavailable, match="same part"):
        list(wiki.pages([1]))

    assert wiki.request_count == 2


def test_page_carries_all_that_the_wiki_said(server, wiki):
    server.will_say(
        pages(
            page(
                1,
                "GLAM/A",
                text="Hello.",
                categories=[{"ns": 14, "title": "Category:GLAM"}],
                templates=[{"ns": 10, "title": "Template:Nav"}],
                contributors=[{"userid": 4, "name": "Ada Example"}],
                anoncontributors=2,
                redirect=True,
            )
        )
    )

    (found,) = wiki.pages([1])

    assert found.revised_at == datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC)
    assert (found.text, found.text_hidden, found.revision) == ("Hello.", False, 7)
    assert found.categories == ("Category:GLAM",)
    assert found.templates == ("Template:Nav",)
    assert found.contributors == (PageContributor("Ada Example", 4),)
    assert found.anonymous_contributors == 2
    assert found.redirect


def test_lists_that_come_in_parts_are_put_together(server, wiki):
    whole = page(1, "A", contributors=[{"userid": 1, "name": "One"}], anoncontributors=3)
    rest = {"pageid": 1, "ns": 0, "title": "A", "contributors": [{"userid": 2, "name": "Two"}]}
    late_text = page(2, "B", text="late")
    server.will_say(
        pages(
            whole, {"pageid": 2, "ns": 0, "title": "B"}, onward={"pccontinue": "1|2", "continue": "||info"}
        ),
        pages(rest, late_text, onward={"clcontinue": "9", "continue": "||info"}),
        pages({"pageid": 1, "ns": 0, "title": "A", "categories": [{"ns": 14, "title": "Category:X"}]}),
    )

    first, second = wiki.pages([1, 2])

    assert [one.username for one in first.contributors] == ["One", "Two"]
    assert first.anonymous_contributors == 3
    assert first.categories == ("Category:X",)
    assert second.text == "late"
    assert "pccontinue" not in server.asked[2]


@pytest.mark.parametrize("where", ["slot", "revision"])
def test_hidden_revision_is_a_page_without_text(server, wiki, where):
    hidden = page(1, "A")
    revision = hidden["revisions"][0]
    revision |= {"sha1hidden": True, "slots": {"main": {"texthidden": True}}}
    if where == "revision":
        revision |= {"texthidden": True, "slots": {}}
    del revision["sha1"]
    server.will_say(pages(hidden))

    (found,) = wiki.pages([1])

    assert (found.text, found.text_hidden, found.sha1) == (None, True, "")


def test_missing_page_is_named_and_costs_nothing_else(server, wiki):
    server.will_say(pages(page(1, "A"), {"pageid": 9, "missing": True}))

    (batch,) = wiki.batches([1, 9, 1])

    assert [one.page_id for one in batch.pages] == [1]
    assert batch.missing == (9,)
    assert server.asked[0]["pageids"] == "1|9"


@pytest.mark.parametrize(
    "odd",
    [
        page(2, "Odd", revisions=None),
        page(2, "Odd", revisions=[]),
        page(2, "Odd", revisions=[{"revid": "7"}]),
        page(2, "Odd", revisions=[{"revid": 7, "timestamp": "lately", "slots": {"main": {"content": ""}}}]),
        page(2, "Odd", revisions=[{"revid": 7, "timestamp": "2024-01-01T00:00:00Z", "slots": {"main": {}}}]),
        page(2, "Odd", contributors=[{"name": 5, "userid": 1}]),
        page(2, "Odd", categories=["Category:X"]),
    ],
)
def test_odd_page_costs_one_page(server, wiki, odd):
    server.will_say(pages(page(1, "A"), odd))

    (batch,) = wiki.batches([1, 2])

    assert [one.page_id for one in batch.pages] == [1]
    assert [(one.page_id, one.title) for one in batch.unreadable] == [(2, "Odd")]


def test_page_left_out_of_the_answer_is_not_called_missing(server, wiki):
    server.will_say(pages(page(1, "A")))

    (batch,) = wiki.batches([1, 2])

    assert batch.missing == ()
    assert [one.page_id for one in batch.unreadable] == [2]


def test_ids_are_asked_fifty_at_a_time(server, wiki):
    server.will_say(pages())

    list(wiki.batches(range(1, 121)))

    assert [len(asked["pageids"].split("|")) for asked in server.asked] == [50, 50, 20]


def test_characters_the_database_cannot_hold_are_dropped(server, wiki):
    server.will_say(pages(page(1, "A", text="a\x00b\ud800c")))

    (found,) = wiki.pages([1])

    assert found.text == "ab?c"


def test_page_by_title_is_followed_and_read(server, wiki):
    server.will_say(pages(page(1, "Target")))

    assert wiki.page("Alias").title == "Target"
    assert server.asked[0]["redirects"] == "1"


@pytest.mark.parametrize(
    "entry", [{"ns": 0, "title": "Gone", "missing": True}, {"title": "<", "invalid": True}]
)
def test_page_by_title_that_is_not_there_is_missing(server, wiki, entry):
    server.will_say(pages(entry))

    with pytest.raises(PageMissing, match="Gone"):
        wiki.page("Gone")


def test_page_by_title_asks_for_one_title_only(wiki):
    with pytest.raises(PageMissing):
        wiki.page("A|B")
