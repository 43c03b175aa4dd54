# SPDX-License-Identifier: GPL-3.0-or-later
"""Counting categories on a real MediaWiki: what is kept, what it costs, and that a fault costs as little as it can."""

from datetime import timedelta
from math import ceil

import pytest
from django.utils import timezone

from localwiki import faults as proxy
from outreach.wiki import named
from outreach.wiki.errors import WikiRefused
from presence.actions import counts
from presence.models import CategoryCount, CategoryNode, CategoryRecord
from presence.tasks import begin_check, run_check
from teamwork.models import Notice
from teamwork.notices import sentence
from tests.factories import CategoryRecordFactory, PartnershipFactory, UserFactory
from tests.wiki.conftest import start_wiki
from work import actions as work
from work.errors import NoLongerOurs
from work.models import Run

pytestmark = [pytest.mark.django_db, pytest.mark.wiki]

TREE = {
    "Museum of Tides": ["Round"],
    "Ships": ["Museum of Tides"],
    "Maps": ["Museum of Tides"],
    "Old maps": ["Maps", "Ships"],
    "Round": ["Old maps"],
    "Alone": [],
}


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    with start_wiki(tmp_path_factory.mktemp("commons"), 0) as started, proxy.start(started.port) as faults:
        for name, parents in TREE.items():
            started.edit(
                f"Category:{name}", " ".join(["Described."] + [f"[[Category:{p}]]" for p in parents])
            )
        started.edit("Category:Tide Museum", "#REDIRECT [[:Category:Museum of Tides]]")
        started.run_jobs()
        faults.wiki = started
        yield faults


@pytest.fixture
def wiki(served, settings, monkeypatch):
    """The wiki behind its proxy as the configured Commons; nothing is waited for."""
    settings.COMMONS_URL = served.url
    monkeypatch.setattr("outreach.connection._sleep", lambda seconds, beat: beat())
    served.clear()
    return served


def category(name, **facts):
    return CategoryRecordFactory(place__identifier=name, **facts)


def count_all():
    """Queue a count and do it, as the worker would; the run."""
    run = work.queue(counts.RUN)
    run_check(run.pk)
    run.refresh_from_db()
    return run


def test_category_is_counted_with_its_tree(wiki):
    row = category("Museum of Tides")

    run = count_all()

    row.refresh_from_db()
    assert (run.state, run.progress, run.expected) == ("done", 1, 1)
    assert (row.state, row.subcategories, row.tree_categories, row.depth, row.is_cut) == (
        "found", 2, 5, 3, False,
    )  # fmt: skip
    lines = list(row.nodes.values_list("name", "depth"))
    assert lines[:2] == [("Museum of Tides", 0), ("Maps", 1)]
    assert sorted(lines) == [
        ("Maps", 1), ("Museum of Tides", 0), ("Old maps", 2), ("Round", 3), ("Ships", 1),
    ]  # fmt: skip
    assert row.due_at > timezone.now() + timedelta(hours=23)
    assert CategoryCount.objects.get().counted_on == timezone.localdate()


def test_sixty_categories_cost_two_requests_and_a_list_for_each_that_has_something_below(wiki):
    for number in range(56):
        category(f"Nothing {number}")
    category("Museum of Tides")
    category("Maps")
    category("Alone")
    category("Tide Museum")

    run = count_all()

    # Museum of Tides and what redirects to it: five lists each. Four below Maps: the fifth is too deep for one.
    assert wiki.count("categoryinfo") == ceil(60 / 50) + 5 + 5 + 4
    assert run.counts == {"counted": 4, "missing": 56, "requests": 16}


def test_moved_missing_and_impossible_categories_are_told_apart(wiki):
    moved, missing, odd = category("Tide Museum"), category("Nowhere"), category("A<b")
    alone = category("Alone")

    run = count_all()

    states = dict(CategoryRecord.objects.values_list("pk", "state"))
    assert states == {moved.pk: "found", missing.pk: "missing", odd.pk: "unreadable", alone.pk: "found"}
    moved.refresh_from_db()
    assert (moved.moved_to, moved.tree_categories) == ("Museum of Tides", 5)
    odd.refresh_from_db()
    assert odd.reason
    assert run.state == "done"


def test_category_that_goes_keeps_what_was_counted(wiki):
    row = category("Alone", state="found", counted_at=timezone.now(), tree_files=9)
    row.place.identifier = "Nowhere"
    row.place.save()

    count_all()

    row.refresh_from_db()
    assert (row.state, row.tree_files) == ("gone", 9)


def test_lead_is_told_once_of_a_category_that_goes_or_moves(wiki, coordinator):
    partnership = PartnershipFactory(affiliate=coordinator.affiliate, lead=coordinator)
    counted = {"state": "found", "counted_at": timezone.now(), "place__partnership": partnership}
    category("Nowhere", **counted)
    category("Tide Museum", **counted)
    category("Alone", **counted)
    category(
        "Nowhere", **(counted | {"place__partnership": None, "place__institution": partnership.institution})
    )

    for _day in range(2):
        count_all()
        CategoryRecord.objects.update(due_at=timezone.now())

    told = [
        (each.user, each.kind, sentence(each.kind, each.words)) for each in Notice.objects.order_by("kind")
    ]
    assert told == [
        (coordinator, "category.gone", f"Commons no longer has “Category:Nowhere” of “{partnership}”."),
        (
            coordinator,
            "category.moved",
            f"Commons redirects “Category:Tide Museum” of “{partnership}” to “Category:Museum of Tides”.",
        ),
    ]


def test_lead_who_left_the_affiliate_is_told_nothing(wiki):
    partnership = PartnershipFactory(lead=UserFactory())
    category("Nowhere", state="found", counted_at=timezone.now(), place__partnership=partnership)

    count_all()

    assert not Notice.objects.exists()


def test_list_that_is_refused_costs_that_category_alone(wiki, monkeypatch):
    bad, good = category("Museum of Tides"), category("Alone")
    monkeypatch.setattr("outreach.wiki.named.entries", _refusing("Maps"))

    run = count_all()

    bad.refresh_from_db()
    good.refresh_from_db()
    assert (bad.state, good.state, run.state) == ("unreadable", "found", "done")


def _refusing(name):
    """The reader of answers, which makes nothing of those that list this category among others."""
    original = named.entries

    def read(query):
        found = original(query)
        if any(each["title"] == f"Category:{name}" for each in found):
            raise WikiRefused("no such thing", code="odd")
        return found

    return read


@pytest.mark.parametrize("mode", ["500", "html", "empty", "reset", "half"])
def test_fault_of_the_wiki_ends_in_words_and_empties_nothing(wiki, mode):
    row = category("Museum of Tides")
    count_all()
    CategoryRecord.objects.update(due_at=timezone.now())
    before = _rows()
    wiki.inject(mode, times=50)

    run = count_all()

    assert (run.state, bool(run.error)) == ("failed", True)
    assert _rows() == before
    assert row.nodes.count() == 5


def _rows():
    return list(CategoryRecord.objects.values()), list(CategoryNode.objects.values())


def test_count_that_was_cut_off_goes_on_from_there(wiki, monkeypatch):
    rows = [category(f"Nothing {number}") for number in range(10)]
    run = work.queue(counts.RUN)
    advance = work.advance

    def taken_away(run, *, progress, **more):
        advance(run, progress=progress, **more)
        if progress == 4:
            raise NoLongerOurs

    monkeypatch.setattr(work, "advance", taken_away)
    run_check(run.pk)
    monkeypatch.undo()
    done = set(CategoryRecord.objects.filter(state="missing").values_list("pk", flat=True))
    Run.objects.filter(pk=run.pk).update(state="queued")
    run_check(run.pk)

    assert len(done) == 4
    assert CategoryRecord.objects.filter(state="missing").count() == len(rows)


def test_category_renamed_while_it_was_counted_keeps_nothing_of_the_other(wiki):
    row = category("Alone")

    counts.mark_missing(row, "Another name", now=timezone.now())

    row.refresh_from_db()
    assert row.state == "unchecked"


def test_two_counts_of_a_day_are_one(wiki):
    row = category("Alone")
    count_all()
    CategoryRecord.objects.update(due_at=timezone.now())
    count_all()

    assert row.counts.count() == 1


def test_counts_of_long_ago_are_dropped(wiki):
    row = category("Alone")
    old = timezone.localdate() - timedelta(days=counts.KEPT_DAYS + 1)
    CategoryCount.objects.create(record=row, counted_on=old, files=1, tree_files=1, tree_categories=1)

    count_all()

    assert row.counts.count() == 1
    assert row.counts.get().counted_on == timezone.localdate()


def test_nothing_due_begins_nothing():
    begin_check()
    assert not Run.objects.exists()

    category("Alone")
    begin_check()
    begin_check()
    assert Run.objects.count() == 1


def test_misconfigured_commons_is_named(settings):
    settings.COMMONS_URL = "http://commons.example.org/w/"
    category("Alone")

    run = count_all()

    assert run.state == "failed"
    assert "COMMONS_URL" in run.error


def test_most_categories_gone_at_once_look_like_another_wiki(wiki):
    rows = [category(f"Nothing {number}", state="found", counted_at=timezone.now()) for number in range(11)]

    run = count_all()

    assert run.state == "failed"
    assert "COMMONS_URL" in run.error
    assert set(CategoryRecord.objects.values_list("state", flat=True)) == {"found"}
    CategoryRecord.objects.filter(pk=rows[0].pk).delete()
    assert count_all().state == "done"
    assert set(CategoryRecord.objects.values_list("state", flat=True)) == {"gone"}
