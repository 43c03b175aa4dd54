# SPDX-License-Identifier: GPL-3.0-or-later
"""The gate that all processes share: one request at a time to a wiki, and so many a minute; on the real Valkey."""

import threading
import time
from threading import get_ident

import pytest
from django.conf import settings
from redis import Redis

from outreach import gate
from outreach.connection import Site, terms
from outreach.gate import SharedGate
from outreach.wiki.client import connect
from outreach.wiki.errors import WikiUnavailable
from tests.outreach.wiki.fake import data, page, pages, serving

HOST = "wiki.example"


@pytest.fixture(autouse=True)
def _nothing_held():
    redis = Redis.from_url(settings.REDIS_URL)
    for key in redis.keys("glam:*"):
        redis.delete(key)  # not a write


def shared(per_minute=1000):
    """A gate with connections of its own, as another process has one."""
    return SharedGate(settings.REDIS_URL, per_minute=per_minute)


def test_gate_lets_one_pass_at_a_time_whoever_asks():
    inside, most, passed = [], [], []

    def ask(number):
        with shared().passing(HOST, patience=20):
            inside.append(number)
            most.append(len(inside))
            time.sleep(0.01)
            inside.remove(number)
            passed.append(number)

    threads = [threading.Thread(target=ask, args=[number]) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (max(most), len(passed)) == (1, 12)


def test_who_waits_at_the_gate_says_so_all_the_while(monkeypatch):
    monkeypatch.setattr(gate, "STANDS_FOR", 0.05)
    signs = []

    def sign():
        signs.append(1)

    with shared().passing(HOST, patience=1):
        with pytest.raises(WikiUnavailable), shared().passing(HOST, patience=0.3, alive=sign):
            pass
        in_line = len(signs)
    shared().stay_away(HOST, 0.2)
    with shared().passing(HOST, patience=5, alive=sign):
        pass

    assert in_line >= 3
    assert len(signs) > in_line


def test_gate_to_another_wiki_is_another_gate():
    with shared().passing(HOST, patience=1), shared().passing("other.example", patience=0):
        pass


def test_gate_turns_away_who_has_no_patience_left():
    with (
        shared().passing(HOST, patience=1),
        pytest.raises(WikiUnavailable, match="one at a time") as refusal,
        shared().passing(HOST, patience=0.05),
    ):
        pass

    assert refusal.value.may_be_done is False


def test_gate_is_kept_however_long_an_answer_takes(monkeypatch):
    monkeypatch.setattr(gate, "HELD_FOR", 0.3)
    monkeypatch.setattr(gate, "RENEWED_AFTER", 0.05)
    with shared().passing(HOST, patience=1):
        time.sleep(0.7)
        with pytest.raises(WikiUnavailable), shared().passing(HOST, patience=0):
            pass


def test_gate_opens_again_after_its_holder_died(monkeypatch):
    monkeypatch.setattr(gate, "HELD_FOR", 0.3)
    monkeypatch.setattr(gate, "RENEWED_AFTER", 60)
    holding = shared().passing(HOST, patience=1)
    holding.__enter__()  # and never leaves

    with shared().passing(HOST, patience=2):
        pass


def test_budget_is_one_for_all_processes():
    for _number in range(3):
        with shared(per_minute=3).passing(HOST, patience=0):
            pass
    with pytest.raises(WikiUnavailable, match="in a minute") as refusal, shared(3).passing(HOST, patience=1):
        pass

    assert 50 < refusal.value.retry_after <= 60
    assert shared(3).spent(HOST) == 3
    assert shared(3).spent("other.example") == 0


def test_wiki_that_wants_to_be_left_alone_is_left_alone_by_all():
    shared().stay_away(HOST, 30)

    with pytest.raises(WikiUnavailable, match="stay away") as refusal, shared().passing(HOST, patience=1):
        pass

    assert 29 < refusal.value.retry_after <= 30


def test_gate_waits_out_a_short_time_apart():
    shared().stay_away(HOST, 0.2)
    began = time.monotonic()

    with shared().passing(HOST, patience=5):
        assert time.monotonic() - began >= 0.15


def test_nothing_passes_while_valkey_is_away():
    closed = SharedGate("redis://127.0.0.1:9/0", per_minute=1)

    with pytest.raises(WikiUnavailable, match="traffic light"), closed.passing(HOST, patience=1):
        pass


def test_client_asks_only_through_the_gate_and_tells_others_to_stay_away():
    with serving() as server:
        server.will_say(data({"error": {"code": "maxlag", "info": "behind"}}, Retry_After="9", X_Database_Lag="9"),
                        pages(page(1, "A")))  # fmt: skip
        host = server.url.split("/")[2]
        waits = []
        wiki = connect(server.url, contact="", version="1", gate=shared(), sleep=waits.append, patience=30)
        asking = threading.Thread(target=lambda: list(wiki.pages([1])))
        asking.start()
        time.sleep(0.3)
        with (
            pytest.raises(WikiUnavailable, match="stay away|one at a time"),
            shared().passing(host, patience=0.1),
        ):
            pass
        Redis.from_url(settings.REDIS_URL).delete(f"glam:away:{host}")  # not a write
        asking.join(15)

    assert waits == [9]
    assert shared().spent(host) == 2


def test_client_that_waits_for_others_of_us_says_so(monkeypatch):
    monkeypatch.setattr(gate, "STANDS_FOR", 0.05)
    signs, waits = [], []
    with serving() as server:
        server.will_say(pages(page(1, "A")))
        wiki = connect(server.url, contact="", version="1", gate=shared(), alive=lambda: signs.append(1), sleep=waits.append)  # fmt: skip
        asking = threading.Thread(target=lambda: list(wiki.pages([1])))
        with shared().passing(server.url.split("/")[2], patience=1):
            asking.start()
            time.sleep(0.3)
        asking.join(15)

    assert len(signs) >= 3
    assert waits == []


def test_sign_of_life_is_given_only_in_the_thread_whose_database_connection_it_uses():
    beats = []
    alive = terms(Site.OUTREACH, beat=lambda: beats.append(get_ident()))["alive"]

    elsewhere = threading.Thread(target=alive)
    elsewhere.start()
    elsewhere.join()
    alive()

    assert beats == [get_ident()]
