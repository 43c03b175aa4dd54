# SPDX-License-Identifier: GPL-3.0-or-later
"""Trends: the figures are right, each leads to its reports, and silence is seen."""

import csv
from datetime import date
from xml.etree import ElementTree

import pytest

from newsletter.models import ReportTopic, Topic
from tests.factories import report_on

pytestmark = pytest.mark.django_db
TRENDS = "/newsletter/trends/"


def reports(country, counts, **values):
    """So many reports on a country in each year, {year: number}."""
    return [
        report_on(country, appeared_on=date(year, month + 1, 1), **values)
        for year, number in counts.items()
        for month in range(number)
    ]


@pytest.fixture
def years():
    reports("FR", {2019: 1, 2020: 2, 2021: 3, 2022: 6})
    reports("NO", {2019: 4, 2020: 2})
    reports("XK", {2022: 1}, area="Kosovo", area_class="region")
    reports("", {2021: 2}, area="Wikidata", area_class="thematic")
    several = report_on("BE", appeared_on=date(2022, 1, 1), area_class="countries")
    several.areas.create(country="NL")
    report_on("FR", appeared_on=date(2022, 1, 1), area_class="editorial").areas.all().delete()
    report_on("SE", appeared_on=date(2022, 1, 1), is_public=False)


def rows(response):
    return {
        each["row"].label: (each["row"].by_year, each["row"].growth) for each in response.context["areas"]
    }


def test_reports_are_counted_by_area_and_year_with_their_growth(client, years):
    response = client.get(TRENDS)

    assert rows(response) == {
        "France": ([(2019, 1), (2020, 2), (2021, 3), (2022, 6)], 4.0),
        "Norway": ([(2019, 4), (2020, 2), (2021, 0), (2022, 0)], -2.0),
        "Wikidata": ([(2019, 0), (2020, 0), (2021, 2), (2022, 0)], -0.7),
        "Belgium": ([(2019, 0), (2020, 0), (2021, 0), (2022, 1)], 1.0),
        "Kosovo": ([(2019, 0), (2020, 0), (2021, 0), (2022, 1)], 1.0),
        "Netherlands": ([(2019, 0), (2020, 0), (2021, 0), (2022, 1)], 1.0),
    }
    assert [(label, count) for label, count, _address in response.context["by_year"]] == [
        ("2019", 5), ("2020", 4), ("2021", 5), ("2022", 8),
    ]  # fmt: skip
    assert response.context["total"] == 22


@pytest.mark.parametrize("query", [{}, {"area_class": "country"}, {"since": "2020", "until": "2021"}])
def test_every_figure_leads_to_as_many_reports(client, years, query):
    context = client.get(TRENDS, query).context

    figures = [(count, address) for _label, count, address in [*context["by_year"], *context["by_area"]]]
    figures += [cell for area in context["areas"] for cell in area["cells"]]
    figures += [(area["row"].total, area["address"]) for area in context["areas"]]
    assert len(figures) > 8
    for count, address in figures:
        assert client.get(address).context["page_obj"].paginator.count == count, address


def test_trends_are_narrowed_by_class_and_years(client, years):
    assert set(rows(client.get(TRENDS, {"area_class": "thematic"}))) == {"Wikidata"}
    narrowed = rows(client.get(TRENDS, {"since": "2021", "until": "2022", "area_class": "country"}))
    assert narrowed == {"France": ([(2021, 3), (2022, 6)], 3.0)}
    assert set(rows(client.get(TRENDS, {"since": "2022", "until": "2019"}))) == {
        "France",
        "Belgium",
        "Netherlands",
        "Kosovo",
    }
    assert len(rows(client.get(TRENDS, {"since": "nonsense", "area_class": "'"}))) == 6


def test_topics_on_the_rise_are_those_named_more_often_lately(client):
    for name, counts in {
        "Maps": {2019: 1, 2021: 2, 2022: 1},
        "Coins": {2019: 3, 2021: 2},
        "Once": {2022: 1},
    }.items():
        topic = Topic.objects.create(key=name.lower(), name=name)
        for report in reports("FR", counts):
            ReportTopic.objects.create(report=report, topic=topic, position=0)

    topics = client.get(TRENDS).context["topics"]

    assert [(topic["topic__name"], topic["recent"], topic["earlier"]) for topic in topics] == [("Maps", 3, 1)]
    assert client.get(topics[0]["address"]).context["page_obj"].paginator.count == 3


def test_untouched_are_the_countries_silent_for_years_or_for_ever(client, years):
    context = client.get(TRENDS, {"silent": "2"}).context
    narrow = client.get(TRENDS, {"silent": "5"}).context

    assert [(each.label, each.last_on) for each, _address in context["silent"]] == [
        ("Norway", date(2020, 2, 1))
    ]
    assert client.get(context["silent"][0][1]).context["page_obj"].paginator.count == 6
    never = {each.label for each in context["never"]}
    assert {"Sweden", "Ghana"} <= never
    assert not {"Norway", "France", "Kosovo", "Belgium"} & never
    assert narrow["silent"] == []


def test_the_figures_come_as_a_file_that_no_spreadsheet_runs(client, years):
    report_on("", area="=1+1", area_class="thematic", appeared_on=date(2022, 3, 1))

    response = client.get("/newsletter/trends/figures.csv", {"since": "2022"})

    table = list(csv.DictReader(response.text.lstrip("\ufeff").splitlines()))
    assert response["Content-Type"].startswith("text/csv")
    assert table[0] == {"area": "France", "country_code": "FR", "year": "2022", "reports": "6"}
    assert {row["area"] for row in table} == {"France", "Belgium", "Kosovo", "Netherlands", "'=1+1"}


def test_reports_about_no_area_we_know_are_counted_apart(client, years):
    report_on("FR", appeared_on=date(2022, 5, 1), area_class="unknown").areas.all().delete()

    context = client.get(TRENDS).context

    assert (context["total"], context["nowhere"]) == (23, 1)
    assert client.get(context["nowhere_address"]).context["page_obj"].paginator.count == 1
    assert client.get(TRENDS, {"area_class": "country"}).context["nowhere"] == 0


def test_charts_are_drawings_with_words_and_a_table(client, years):
    response = client.get(TRENDS)

    drawing = ElementTree.fromstring(str(response.context["year_chart"]))
    assert "2022: 8" in drawing.find("{http://www.w3.org/2000/svg}desc").text
    assert "<table" in response.text


def test_trends_without_any_report_say_so(client):
    response = client.get(TRENDS)

    assert response.status_code == 200
    assert "No report counted" in response.text
    assert client.get("/newsletter/trends/figures.csv").status_code == 200


@pytest.mark.parametrize("count", [10, 100])
def test_trends_cost_the_same_however_many_reports(client, count, django_assert_max_num_queries):
    codes = ["FR", "NO", "GH", "IN", "EE", "RS", "JP", "PE", "KE", "PT"]
    for number in range(count):
        report_on(codes[number % 10], appeared_on=date(2011 + number % 13, 1, 1))

    with django_assert_max_num_queries(7):
        client.get(TRENDS)
