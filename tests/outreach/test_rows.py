# SPDX-License-Identifier: GPL-3.0-or-later
"""Many rows in one statement: whole, with defaults, and by the same rules of conflict as Django's own."""

import pytest
from django.apps import apps
from django.db import DataError, IntegrityError, transaction

from casestudies.models import Guess, Section
from journal.actions import recorded
from newsletter.models import AreaName, Topic
from outreach.actions.rows import insert_rows
from tests.factories import CaseStudyFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_rows_are_whole_and_what_is_not_said_has_its_default():
    case_study = CaseStudyFactory()

    insert_rows(
        Guess,
        ["case_study", "about", "country", "confidence", "reasons"],
        [
            (case_study.pk, "country", "SE", 0.5, ("title",)),
            (case_study.pk, "country", "NO", 1, ('a "quote"',)),
        ],
    )

    rows = Guess.objects.order_by("confidence").values_list(
        "country", "confidence", "reasons", "state", "institution"
    )
    assert list(rows) == [
        ("SE", 0.5, ["title"], "open", None),
        ("NO", 1.0, ['a "quote"'], "open", None),
    ]
    assert Guess.objects.exclude(guessed_at=None).count() == 2


def test_no_rows_cost_no_query(django_assert_num_queries):
    with django_assert_num_queries(0):
        insert_rows(Topic, ["key", "name"], ())


@pytest.mark.parametrize(("renew", "name"), [((), "Old"), (("name",), "New")])
def test_row_that_stands_stays_or_is_renewed(renew, name):
    Topic.objects.create(key="maps", name="Old")

    insert_rows(Topic, ["key", "name"], [("maps", "New"), ("art", "Art")], unique=["key"], renew=renew)

    assert dict(Topic.objects.values_list("key", "name")) == {"maps": name, "art": "Art"}


def test_row_that_stands_is_refused_where_no_rule_says_otherwise():
    Topic.objects.create(key="maps", name="Old")

    with pytest.raises(IntegrityError), transaction.atomic():
        insert_rows(Topic, ["key", "name"], [("maps", "New")])


def test_what_is_too_long_is_refused_and_not_cut():
    case_study = CaseStudyFactory()

    with pytest.raises(DataError), transaction.atomic():
        insert_rows(Section, ["case_study", "position", "key"], [(case_study.pk, 9, "k" * 21)])


def test_history_of_the_rows_is_kept_in_the_context_of_the_action():
    @recorded
    def map_names():
        rows = [("Freedonia", "region", UserFactory().pk), ("Wonders", "thematic", UserFactory().pk)]
        insert_rows(AreaName, ["name", "area_class", "mapped_by"], rows)

    map_names()

    events = apps.get_model("newsletter", "AreaNameEvent").objects.order_by("name")
    assert [(event.name, event.pgh_context.metadata["action"]) for event in events] == [
        ("Freedonia", "map_names"),
        ("Wonders", "map_names"),
    ]
