# SPDX-License-Identifier: GPL-3.0-or-later
"""The cache keeps JSON: what somebody lays into Valkey is never run, and what is no JSON is neither kept nor read."""

import datetime
import decimal
import os
import pickle
from collections import Counter

import pytest
from django.core.cache import cache
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casestudies.filters import CaseStudyFilter
from casestudies.reports import facets
from dashboards import reports
from institutions.reports import places
from outreach.models import SyncRun
from partnerships.filters import institutions
from partnerships.models import Partnership
from partnerships.reports import lead_and_country_choices, remembered_choices
from tests.factories import CaseStudyFactory, InstitutionFactory, PartnershipFactory, SourceFactory
from work.models import Run


class Bomb:
    """Makes a folder as soon as somebody unpickles it."""

    def __init__(self, folder):
        self.folder = str(folder)

    def __reduce__(self):
        return os.mkdir, (self.folder,)


def plant(key: str, value: bytes) -> None:
    cache._cache.get_client(None, write=True).set(cache.make_and_validate_key(key), value)


@pytest.mark.parametrize(
    "value",
    [None, True, False, 0, -7, 2**70, 1.5, "", "عربي “x” \n", [], {}, {"a": [1, {"b": None}], "": "c"}],
    ids=repr,
)
def test_what_is_kept_comes_back_as_it_was(value):
    cache.set("x", value)

    assert cache.get("x", "missing") == value
    assert type(cache.get("x")) is type(value)
    assert cache.get_many(["x", "y"]) == {"x": value}


def test_whole_numbers_are_counted_where_they_lie():
    cache.add("hits", 1)
    cache.add("hits", 9)
    cache.incr("hits", 4)
    cache.decr("hits")

    assert cache.get("hits") == 4


@pytest.mark.parametrize(
    "value",
    [
        (1, 2),
        [(1, 2)],
        {1: "a"},
        {"a": {"b"}},
        Counter(a=1),
        datetime.date(2026, 1, 1),
        decimal.Decimal("1.5"),
        b"bytes",
        _("Save"),
        Run.State.QUEUED,
        float("nan"),
        object(),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_would_come_back_as_something_else_is_refused(value):
    for keep in (cache.set, cache.add):
        with pytest.raises((TypeError, ValueError)):
            keep("x", value)

    assert cache.get("x") is None


@pytest.mark.parametrize(
    "planted",
    [
        pickle.dumps({"a": 1}),
        pickle.dumps("old", 0),
        b"\xff\xfe",
        b"{",
        b"",
        b"[" * 200_000,
        b"9" * 10_000,
    ],
    ids=lambda planted: repr(planted[:10]),
)
def test_what_is_no_json_is_as_if_it_were_not_there(planted):
    plant("x", planted)

    assert cache.get("x", "missing") == "missing"
    assert cache.get_many(["x"]) == {}
    assert cache.get_or_set("y", 1) == 1
    cache.set("x", 2)
    assert cache.get("x") == 2


def test_a_pickle_in_valkey_is_not_run(tmp_path):
    bomb = pickle.dumps(Bomb(tmp_path / "ran"))
    plant("x", bomb)

    assert cache.get("x") is None
    assert not (tmp_path / "ran").exists()
    pickle.loads(bomb)
    assert (tmp_path / "ran").exists(), "the pickle does nothing, so that this test shows nothing"


@pytest.fixture
def busy(coordinator, monkeypatch):
    """Something of each thing that is kept, of which few are enough to be kept."""
    monkeypatch.setattr(facets, "REMEMBER_FROM", 1)
    monkeypatch.setattr(institutions, "REMEMBER_FROM", 1)
    museum = InstitutionFactory(latitude="10.5", longitude="-3.25", country="GH")
    PartnershipFactory(affiliate=coordinator.affiliate, lead=coordinator, institution=museum, is_public=True)
    CaseStudyFactory(mirrored=True, country="FR")
    run = Run.objects.create(kind="sync", state="done", ended_at=timezone.now())
    SyncRun.objects.create(run=run, source=SourceFactory())
    return coordinator


def pages_of(client, user) -> dict[str, str]:
    """What the pages that keep something show, without what each answer makes anew."""
    addresses = [
        "/",
        reverse("dashboards:affiliate", args=[user.affiliate.pk]),
        reverse("partnerships:institution-list"),
        reverse("partnerships:board"),
        reverse("partnerships:partnership-list"),
        reverse("institutions:map"),
        reverse("casestudies:list"),
    ]
    answers = {address: client.get(address, follow=True) for address in addresses}
    assert {address: answer.status_code for address, answer in answers.items()} == dict.fromkeys(
        addresses, 200
    )
    return answers


@pytest.mark.django_db
def test_no_page_runs_what_somebody_laid_where_it_keeps_things(busy, client, tmp_path):
    client.force_login(busy)
    pages_of(client, busy)
    valkey = cache._cache.get_client(None, write=True)
    kept = [key for key in valkey.scan_iter("glam:*") if valkey.type(key) == b"string"]
    assert len(kept) >= 6, kept
    for key in kept:
        valkey.set(key, pickle.dumps(Bomb(tmp_path / "ran")))

    pages_of(client, busy)

    assert not (tmp_path / "ran").exists()


@pytest.mark.django_db
def test_everything_that_is_kept_comes_back_as_it_was_counted(busy):
    """Twice each: as counted, and as kept."""
    own, everybody = busy.affiliate, Partnership.objects.all()
    studies = [CaseStudyFilter(QueryDict(), user=busy) for _twice in range(2)]
    questions = {
        "figures": lambda turn: reports.figures(own, inside=True),
        "figures of all": lambda turn: reports.figures(),
        "front page": lambda turn: reports.public_counts(),
        "facets": lambda turn: facets.count(studies[turn]),
        "choices": lambda turn: remembered_choices("test", everybody),
        "cells": lambda turn: places.remembered_cells(
            InstitutionFactory._meta.model.objects.exclude(latitude=None), 0, key=()
        ),
    }

    for name, ask in questions.items():
        counted, kept = ask(0), ask(1)
        assert counted == kept, name
        assert repr(counted) == repr(kept), name
    assert remembered_choices("test", everybody) == lead_and_country_choices(everybody)
    assert len(reports.figures(own, inside=True).outcomes) > 1
    assert reports.figures().last_sync["at"].tzinfo
