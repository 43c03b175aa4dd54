# SPDX-License-Identifier: GPL-3.0-or-later
"""The renewal over HTTP: batches, progress, and whatever goes wrong at Wikidata leaves our rows whole."""

from datetime import timedelta

import pytest
from django.utils import timezone

from institutions.actions import renewal
from institutions.models import ItemRecord, SourcedFact
from institutions.tasks import items as tasks
from partnerships.models import Institution
from tests.factories import InstitutionFactory
from tests.institutions.wikidata import (
    BOATS,
    CLOUDS,
    FORMER_BOATS,
    LETTERS,
    LIBRARY,
    MISSING,
    PERSON,
    WEIRD,
    faults,
    wikidata,
)
from work import actions as work
from work.models import Run

__all__ = ["faults", "wikidata"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def no_waiting(monkeypatch):
    """The seconds that were slept, in order; only the gate really waits."""
    slept = []
    monkeypatch.setattr("outreach.connection._sleep", lambda seconds, beat: (slept.append(seconds), beat()))
    return slept


def renew_all():
    """Queue a renewal and do it, as the worker would; the run."""
    run = renewal.request_renewal(by=None)
    tasks.run_renewal(run.pk)
    run.refresh_from_db()
    return run


def rows():
    return list(Institution.objects.order_by("pk").values()), list(
        SourcedFact.objects.order_by("pk").values()
    )


def test_renewal_reads_every_institution_with_an_item(wikidata):
    clouds = InstitutionFactory(wikidata_item=CLOUDS, country="FR", kind="other")
    InstitutionFactory()

    run = renew_all()

    clouds.refresh_from_db()
    assert (run.state, run.progress, run.expected) == ("done", 1, 1)
    assert run.counts == {"read": 1, "changed": 1, "merged": 0, "missing": 0, "unanswered": 0}
    assert clouds.website == "https://clouds.example.org/"
    assert ItemRecord.objects.get().standing == "current"


def test_fifty_institutions_cost_two_requests(wikidata):
    for number in range(50):
        wikidata.entities[f"Q{910000000 + number}"] = wikidata.entities[CLOUDS] | {
            "id": f"Q{910000000 + number}"
        }
        InstitutionFactory(wikidata_item=f"Q{910000000 + number}")

    run = renew_all()

    assert run.counts["read"] == 50
    assert wikidata.count("wbgetentities") == 2


def test_merged_missing_and_odd_items_are_told_apart(wikidata):
    moved = InstitutionFactory(wikidata_item=FORMER_BOATS)
    gone = InstitutionFactory(wikidata_item=MISSING)
    odd = InstitutionFactory(wikidata_item=WEIRD, website="https://ours.example.org/")
    person = InstitutionFactory(wikidata_item=PERSON, name="Ours")

    run = renew_all()

    assert dict(ItemRecord.objects.values_list("institution", "standing")) == {
        moved.pk: "merged",
        gone.pk: "missing",
        odd.pk: "current",
        person.pk: "current",
    }
    moved.refresh_from_db()
    odd.refresh_from_db()
    person.refresh_from_db()
    assert (moved.wikidata_item, odd.website, person.name) == (BOATS, "https://ours.example.org/", "Ours")
    assert (run.counts["merged"], run.counts["missing"]) == (1, 1)
    assert SourcedFact.objects.filter(institution=person).values_list("field", "value").get() == (
        "other_thing",
        "person",
    )


def test_item_merged_into_another_institutions_is_taken(wikidata):
    moved = InstitutionFactory(wikidata_item=FORMER_BOATS)
    InstitutionFactory(wikidata_item=BOATS)

    assert renew_all().state == "done"

    assert ItemRecord.objects.get(institution=moved).standing == "taken"


@pytest.mark.parametrize(
    "mode, arg, times",
    [
        ("empty", 0, 9),
        ("garbage", 0, 9),
        ("html", 0, 9),
        ("half", 0, 9),
        ("cut", 0, 9),
        ("reset", 0, 9),
        ("500", 0, 9),
        ("404", 0, 9),
        ("429", 9999, 9),
        ("maxlag", 9999, 9),
    ],
)
def test_fault_of_wikidata_ends_in_words_and_changes_nothing(faults, no_waiting, mode, arg, times):
    InstitutionFactory(wikidata_item=CLOUDS, website="https://ours.example.org/")
    before = rows()
    faults.inject(mode, arg=arg, times=times)

    run = renew_all()

    assert (run.state, bool(run.error)) == ("failed", True)
    assert rows() == before
    assert ItemRecord.objects.due(now=timezone.now()).count() == 1


@pytest.mark.parametrize("mode", ["429", "maxlag", "503"])
def test_wikidata_is_given_the_time_it_asks_for(faults, no_waiting, mode):
    InstitutionFactory(wikidata_item=CLOUDS)
    faults.inject(mode, arg=1)

    assert renew_all().state == "done"
    # No time at all is a sign of life of whoever waits at the gate.
    assert [seconds for seconds in no_waiting if seconds] == [1]
    assert all(request.params["maxlag"] == "5" for request in faults.requests)


@pytest.mark.parametrize(
    "answer",
    [
        {"entities": {}, "success": 1},
        {"entities": {"Q1": {"id": "Q1", "missing": ""}}},
        {"entities": {"Q1": {"type": "item", "id": "Q1", "labels": {}, "claims": {}}}},
        {"entities": []},
        {"error": {"code": "internal_api_error_DBQueryError", "info": "Caught"}},
        {"error": {"code": "badtoken", "info": "no"}},
        {"entities": {CLOUDS: "nonsense"}},
        {"entities": {CLOUDS: {"type": "property", "id": "P31"}}},
        [],
        "x" * 5_000_000,
    ],
    ids=lambda answer: str(answer)[:40],
)
def test_answer_that_makes_no_sense_changes_nothing(wikidata, no_waiting, monkeypatch, answer):
    InstitutionFactory(wikidata_item=CLOUDS, website="https://ours.example.org/")
    before = rows()
    monkeypatch.setattr(wikidata, "answer", lambda asked: answer)

    run = renew_all()

    assert (run.state, bool(run.error)) == ("failed", True)
    assert rows() == before


def test_half_an_answer_renews_that_half_and_leaves_the_other_due(wikidata, monkeypatch):
    InstitutionFactory(wikidata_item=CLOUDS)
    left_out = InstitutionFactory(wikidata_item=LIBRARY)
    whole = wikidata.answer

    def halved(asked):
        answer = whole(asked)
        answer["entities"].pop(LIBRARY, None)
        return answer

    monkeypatch.setattr(wikidata, "answer", halved)

    run = renew_all()

    assert (run.state, run.counts["read"], run.counts["unanswered"]) == ("done", 1, 1)
    assert ItemRecord.objects.due(now=timezone.now()).get().institution == left_out


def test_wikibase_that_knows_none_of_our_items_is_not_believed(wikidata):
    for number in range(12):
        InstitutionFactory(wikidata_item=f"Q{920000000 + number}")

    run = renew_all()

    assert run.state == "failed"
    assert "WIKIDATA_URL" in run.error
    assert not ItemRecord.objects.filter(standing="missing").exists()


def test_run_of_a_worker_that_died_goes_on_where_it_was(wikidata, monkeypatch):
    monkeypatch.setattr(tasks, "BATCH", 1)
    for item in (CLOUDS, LIBRARY, LETTERS):
        InstitutionFactory(wikidata_item=item)
    run = renewal.request_renewal(by=None)
    real, done = tasks._renew_batch, []

    def dies_at_the_second(wikibase, batch):
        if done:
            raise KeyboardInterrupt
        done.append(batch)
        return real(wikibase, batch)

    monkeypatch.setattr(tasks, "_renew_batch", dies_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        tasks.run_renewal(run.pk)
    monkeypatch.setattr(tasks, "_renew_batch", real)
    Run.objects.update(heartbeat_at=timezone.now() - timedelta(minutes=5))
    work.put_back_forgotten(now=timezone.now())
    asked = len(wikidata.asked)

    tasks.run_renewal(run.pk)

    run.refresh_from_db()
    assert (run.state, run.attempts, run.progress, run.expected) == ("done", 2, 3, 3)
    assert run.counts["read"] == 3
    assert not any(CLOUDS in question.get("ids", "") for question in wikidata.asked[asked:])


def test_second_renewal_asks_nothing_because_nothing_is_due(wikidata):
    InstitutionFactory(wikidata_item=CLOUDS)
    renew_all()
    asked = len(wikidata.asked)

    assert renew_all().state == "done"
    assert len(wikidata.asked) == asked


def test_clock_queues_a_run_only_when_something_is_due(db):
    tasks.begin_renewal()
    assert not Run.objects.exists()

    InstitutionFactory(wikidata_item=CLOUDS)
    tasks.begin_renewal()
    tasks.begin_renewal()

    assert list(Run.objects.values_list("kind", "state", "actor")) == [("items", "queued", None)]
