# SPDX-License-Identifier: GPL-3.0-or-later
"""Fetching one ahead: in order, one at a time, with a pulse, and never past an error."""

import threading
from itertools import count

import pytest

from outreach import ahead
from outreach.ahead import one_ahead


def nothing():
    pass


def test_all_come_in_order_each_once():
    assert list(one_ahead(iter(range(50)), beat=nothing)) == list(range(50))
    assert list(one_ahead(iter(()), beat=nothing)) == []


def test_the_next_is_fetched_while_the_present_one_is_worked_on():
    second_began = threading.Event()

    def fetch():
        yield 1
        second_began.set()
        yield 2

    for _item in one_ahead(fetch(), beat=nothing):
        assert second_began.wait(5)


def test_no_more_than_one_is_fetched_in_advance():
    fetched = count()
    items = one_ahead((next(fetched) for _n in range(9)), beat=nothing)

    next(items)
    next(items)
    items.close()

    assert next(fetched) <= 3


def test_an_error_comes_after_what_was_fetched_before_it():
    def fetch():
        yield 1
        yield 2
        raise TimeoutError("The wiki has gone to lunch.")

    seen = []

    def see():
        for item in one_ahead(fetch(), beat=nothing):
            seen.append(item)

    with pytest.raises(TimeoutError, match="lunch"):
        see()

    assert seen == [1, 2]


def test_it_beats_in_the_callers_thread_while_it_waits(monkeypatch):
    monkeypatch.setattr(ahead, "BEAT_EVERY", 0.01)
    enough, beats = threading.Event(), []

    def fetch():
        enough.wait(5)
        yield 1

    def beat():
        beats.append(threading.get_ident())
        if len(beats) == 3:
            enough.set()

    assert list(one_ahead(fetch(), beat=beat)) == [1]
    assert beats[:3] == [threading.get_ident()] * 3


def test_who_stops_early_does_not_wait_for_a_slow_answer():
    release = threading.Event()

    def fetch():
        yield 1
        release.wait(5)
        yield 2

    items = one_ahead(fetch(), beat=nothing)
    assert next(items) == 1
    items.close()

    assert not release.is_set()
    release.set()
