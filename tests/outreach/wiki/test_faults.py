# SPDX-License-Identifier: GPL-3.0-or-later
"""What the client does when the wiki, or the way to it, misbehaves."""

import gzip
import socket
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from outreach.wiki.client import connect
from outreach.wiki.errors import WikiMisconfigured, WikiRefused, WikiUnavailable
from outreach.wiki.waiting import seconds_told
from tests.outreach.wiki.fake import Answer, data, page, pages, web_page

GOOD = pages(page(1, "A"))


def api_error(code, info="", **headers):
    return data({"error": {"code": code, "info": info}}, **headers)


@pytest.mark.parametrize(
    "busy, wait",
    [
        (web_page(429, Retry_After="7"), 7),
        (web_page(503, Retry_After="3"), 3),
        (web_page(503, Retry_After="0"), 1),
        (api_error("maxlag", Retry_After="4", X_Database_Lag="9"), 4),
        (api_error("maxlag", Retry_After="4"), 4),
        (api_error("maxlag", X_Database_Lag="9"), 5),
        (api_error("maxlag"), 5),
        (api_error("ratelimited"), 60),
    ],
)
def test_busy_wiki_is_given_the_time_it_asks_for(server, wiki, waits, busy, wait):
    server.will_say(busy, GOOD)

    found = list(wiki.pages([1]))

    assert [one.title for one in found] == ["A"]
    assert waits == [wait]
    assert wiki.request_count == 2


def test_busy_wiki_may_ask_by_a_date(server, wiki, waits):
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
    server.will_say(web_page(429, Retry_After=soon), GOOD)

    list(wiki.pages([1]))

    assert len(waits) == 1
    assert 25 < waits[0] <= 30


@pytest.mark.parametrize("header", ["", "soon", "-5", "1e9", "²", "Wed, 99 Foo 2020", "9" * 40])
def test_retry_after_that_makes_no_sense_is_nothing_told(header):
    assert seconds_told(header) is None


def test_retry_after_in_the_past_is_no_wait():
    assert seconds_told("Wed, 21 Oct 2015 07:28:00 GMT") == 0


def test_wait_longer_than_our_patience_is_left_to_the_next_run(server, wiki, waits):
    server.will_say(web_page(429, Retry_After="900"))

    with pytest.raises(WikiUnavailable, match="too often") as caught:
        list(wiki.pages([1]))

    assert caught.value.retry_after == 900
    assert waits == []


def test_patience_is_one_for_the_whole_connection(server, waits):
    wiki = connect(server.url, contact="", version="1.0", sleep=waits.append, patience=10)
    server.will_say(web_page(429, Retry_After="6"), GOOD, web_page(429, Retry_After="6"))

    list(wiki.pages([1]))
    with pytest.raises(WikiUnavailable):
        list(wiki.pages([1]))

    assert waits == [6]


@pytest.mark.parametrize(
    "stumble",
    [
        web_page(500),
        web_page(502),
        web_page(202),
        Answer(b""),
        Answer(b'{"query": {"pages": [{"pag'),
        Answer(b'{"query": {}}', claims=100),
        Answer(b'{"a": "\xff\xfe"}'),
        Answer(b"not gzip", headers={"Content-Encoding": "gzip"}),
        Answer(gzip.compress(GOOD.body)[:-20], headers={"Content-Encoding": "gzip"}),
        Answer(b"[]"),
        Answer(hang_up=True),
        api_error("internal_api_error_DBQueryError"),
    ],
)
def test_stumble_is_met_with_a_moment_of_patience(server, wiki, waits, stumble):
    server.will_say(stumble, GOOD)

    assert [one.title for one in wiki.pages([1])] == ["A"]
    assert len(waits) == 1
    assert 1 <= waits[0] < 2


def test_stumble_that_lasts_ends_in_wiki_unavailable(server, wiki, waits):
    server.will_say(web_page(500))

    with pytest.raises(WikiUnavailable, match="trouble"):
        list(wiki.pages([1]))

    assert wiki.request_count == 3
    assert len(waits) == 2


def test_refused_port_is_wiki_unavailable(waits):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    wiki = connect(f"http://127.0.0.1:{port}/w/", contact="", version="1.0", sleep=waits.append)

    with pytest.raises(WikiUnavailable, match="could not be made"):
        wiki.site_facts()


def test_dripping_answer_ends_at_the_deadline(server):
    server.will_say(Answer(b"{" + b" " * 2000 + b"}", drip=0.02))
    wiki = connect(server.url, contact="", version="1.0", deadline=0.3)
    started = time.monotonic()

    with pytest.raises(WikiUnavailable, match="still sending"):
        wiki.site_facts()

    assert time.monotonic() - started < 5


@pytest.mark.parametrize("packed", [False, True])
def test_answer_beyond_the_size_limit_is_not_kept(server, packed):
    body = b" " * 300_000
    server.will_say(
        Answer(gzip.compress(body), headers={"Content-Encoding": "gzip"}) if packed else Answer(body)
    )
    wiki = connect(server.url, contact="", version="1.0", size_limit=100_000)

    with pytest.raises(WikiUnavailable, match="larger than"):
        wiki.site_facts()


def test_web_page_from_a_host_that_never_answered_is_a_wrong_address(server, wiki):
    server.will_say(web_page())

    with pytest.raises(WikiMisconfigured, match="WIKI_URL"):
        wiki.site_facts()

    assert wiki.request_count == 1


def test_web_page_in_the_middle_of_a_run_is_maintenance(server, wiki, waits):
    server.will_say(GOOD, web_page())

    list(wiki.pages([1]))
    with pytest.raises(WikiUnavailable, match="maintenance"):
        list(wiki.pages([1]))


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_redirect_to_another_host_is_not_followed(server, wiki, status):
    server.will_say(web_page(status, Location="https://elsewhere.example/w/api.php"))

    with pytest.raises(WikiMisconfigured, match="elsewhere.example"):
        wiki.site_facts()

    assert wiki.request_count == 1


@pytest.mark.parametrize(
    "answer, error, words",
    [
        (web_page(404), WikiMisconfigured, "WIKI_URL"),
        (web_page(403), WikiRefused, "OPERATOR_CONTACT"),
        (web_page(400), WikiRefused, "400"),
        (api_error("readapidenied", "You need read permission."), WikiRefused, "read permission"),
        (api_error("readonly"), WikiUnavailable, "read-only"),
        (Answer(b"MediaWiki API is not enabled for this site."), WikiMisconfigured, "switched off"),
    ],
)
def test_refusal_is_not_asked_again(server, wiki, waits, answer, error, words):
    server.will_say(answer)

    with pytest.raises(error, match=words):
        wiki.site_facts()

    assert waits == []
    assert wiki.request_count == 1


def test_other_hosts_are_never_asked(server, wiki):
    with pytest.raises(WikiMisconfigured):
        wiki._line._session.get("http://127.0.0.1:9/w/api.php")

    assert wiki.request_count == 0
