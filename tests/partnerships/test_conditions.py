# SPDX-License-Identifier: GPL-3.0-or-later
"""Conditions joined by “all” and “any”: what they find, what they ignore, what they keep to themselves."""

from datetime import timedelta

import pytest
from django.utils import timezone

from partnerships.models import Partnership
from partnerships.stages import Phase
from tests.factories import MouFactory, PartnershipFactory

pytestmark = pytest.mark.django_db
LIST = "/partnerships/"


@pytest.fixture
def desk(client, coordinator):
    client.force_login(coordinator)
    return client


@pytest.fixture
def three(coordinator):
    return [
        PartnershipFactory(
            affiliate=coordinator.affiliate,
            lead=coordinator,
            phase=phase,
            institution__name=name,
            institution__country=country,
        )
        for name, country, phase in [
            ("Tides", "PT", Phase.IDENTIFIED),
            ("Clouds", "PT", Phase.PILOT),
            ("Echoes", "UA", Phase.PILOT),
        ]
    ]


def found(client, *where, match="all", **query):
    answer = client.get(LIST, {"match": match, "where": where, **query})
    return {row.institution.name for row, _card, _inside in answer.context["rows"]}


@pytest.mark.parametrize(
    "where, match, names",
    [
        (["0:country:is:PT", "0:phase:is:pilot"], "all", {"Clouds"}),
        (["0:country:is:UA", "0:phase:is:identified"], "any", {"Tides", "Echoes"}),
        (["0:phase:not:identified", "1:name:has:clouds", "1:country:is:UA"], "all", {"Clouds", "Echoes"}),
        (["0:name:has:tides", "1:country:is:PT", "1:phase:is:pilot"], "any", {"Tides", "Clouds"}),
        (["0:name:lacks:tides"], "all", {"Clouds", "Echoes"}),
    ],
)
def test_rows_are_joined_with_one_level_of_groups(desk, three, where, match, names):
    assert found(desk, *where, match=match) == names


def test_every_field_narrows_as_it_says(desk, three, coordinator):
    tides, clouds, echoes = three
    now = timezone.now()
    MouFactory(partnership=clouds, signed=True)
    Partnership.objects.filter(pk=tides.pk).update(
        stage_entered_at=now - timedelta(days=40), expected_works=500, origin="volunteer"
    )
    Partnership.objects.filter(pk=echoes.pk).update(
        next_step_on=timezone.localdate(), opened_at=now - timedelta(days=400)
    )

    for where, names in {
        "days:min:40": {"Tides"},
        "days:max:39": {"Clouds", "Echoes"},
        "works:min:500": {"Tides"},
        "origin:is:volunteer": {"Tides"},
        "agreement:is:yes": {"Clouds"},
        "agreement:is:no": {"Tides", "Echoes"},
        "next_step:is:today": {"Echoes"},
        "next_step:not:today": {"Tides", "Clouds"},
        f"opened:before:{timezone.localdate() - timedelta(days=300)}": {"Echoes"},
        f"lead:is:{coordinator.pk}": {"Tides", "Clouds", "Echoes"},
        f"lead:not:{coordinator.pk}": set(),
        "kind:is:archive": set(),
    }.items():
        assert found(desk, f"0:{where}") == names, where


@pytest.mark.parametrize(
    "where",
    [
        "",
        "0",
        "x:country:is:PT",
        "9:country:is:PT",
        "0:password:is:x",
        "0:lead__password:has:a",
        "0:country:min:PT",
        "0:country:is:XX",
        "0:days:min:-1",
        "0:days:min:²",
        "0:days:min:99999999999999999999",
        "0:opened:since:2026-02-31",
        "0:name:has:\x00",
        "0:lead:is:x",
    ],
)
def test_nonsense_is_left_out(desk, three, where):
    assert found(desk, where) == {"Tides", "Clouds", "Echoes"}


def test_public_part_tells_nothing_of_what_is_inside(client, three, stranger):
    Partnership.objects.update(is_public=True, next_step_on="2020-01-01")
    client.force_login(stranger)

    for where in (
        "next_step:is:overdue",
        "next_step:not:overdue",
        f"lead:is:{three[0].lead_id}",
        "lead:not:1",
    ):
        assert found(client, f"0:{where}") == set(), where
    assert found(client, "0:lead:not:1", "0:country:is:UA", match="any") == {"Echoes"}


def test_board_keeps_the_conditions_in_its_form_and_says_them(desk, three):
    answer = desk.get("/board/", {"where": ["0:country:is:PT"], "match": "all"})

    page = answer.content.decode()
    assert {card.name for each in answer.context["columns"] for card in each.cards} == {"Tides", "Clouds"}
    assert '<input type="hidden" name="where" value="0:country:is:PT">' in page
    assert "Country is “Portugal”" in page


def test_page_builds_conditions_without_javascript(desk, three):
    asked = {"for": "board", "q": "e", "f": ["country"], "c": ["is"], "v": ["PT"], "g": ["0"]}

    added = desk.get("/partnerships/conditions/", {**asked, "new": "days", "add": "1"})
    assert [row.field for row in added.context["rows"]] == ["country", "days"]
    dropped = desk.get("/partnerships/conditions/", {**asked, "drop": "0"})
    assert dropped.context["rows"] == []
    applied = desk.get("/partnerships/conditions/", {**asked, "match": "any", "apply": "1"})

    assert applied.headers["Location"] == "/board/?q=e&match=any&where=0%3Acountry%3Ais%3APT"
    again = desk.get("/partnerships/conditions/", {"for": "board", "where": ["0:country:is:PT"]})
    assert again.context["rows"][0].text == "PT"


def test_board_with_conditions_costs_no_more_queries(desk, three, django_assert_max_num_queries):
    query = {"where": ["0:country:is:PT", "1:lead:not:7", "1:name:has:e"], "sum": "commitments"}

    with django_assert_max_num_queries(8):
        desk.get("/board/", query)
