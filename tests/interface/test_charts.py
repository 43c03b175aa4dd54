# SPDX-License-Identifier: GPL-3.0-or-later
"""Charts say the same in both directions, and nothing in them offends the Content-Security-Policy."""

import re
from xml.etree import ElementTree

import pytest
from django.utils import translation

from interface import charts, worldmap

ROWS = [("Identified", 40, "/board/?stage=1"), ("Contacted", 20, ""), ("Agreement <b>", 4, "")]
SVG = "{http://www.w3.org/2000/svg}"


def parse(svg):
    return ElementTree.fromstring(str(svg))  # also proves that it is well-formed


def rectangles(svg):
    return [
        (float(rect.get("x")), float(rect.get("width")))
        for rect in parse(svg).iter(f"{SVG}rect")
        if rect.get("class") == "chart__bar"
    ]


@pytest.mark.parametrize("draw", [charts.funnel, charts.bars, charts.columns])
def test_a_chart_is_the_mirror_image_of_itself_from_right_to_left(draw):
    there, here = rectangles(draw(ROWS, "t", rtl=False)), rectangles(draw(ROWS, "t", rtl=True))

    assert here == [(pytest.approx(640 - x - width, abs=0.11), width) for x, width in there]


def test_a_chart_takes_its_direction_from_the_language():
    with translation.override("ar"):
        assert rectangles(charts.funnel(ROWS, "t")) == rectangles(charts.funnel(ROWS, "t", rtl=True))


def test_text_is_anchored_by_the_side_and_the_svg_itself_never_turns():
    svg = parse(charts.funnel(ROWS, "t", rtl=True))

    assert svg.get("direction") == "ltr"
    assert {text.get("text-anchor") for text in svg.iter(f"{SVG}text")} == {"end"}


def test_bar_rows_are_mirrored_too():
    there, here = charts.bar_rows(ROWS, rtl=False)[1], charts.bar_rows(ROWS, rtl=True)[1]

    assert rectangles(there["bar"]) == [(0, 50)]
    assert rectangles(here["bar"]) == [(50, 50)]


@pytest.mark.parametrize(
    "svg",
    [
        lambda: charts.funnel(ROWS, "t"),
        lambda: charts.bars(ROWS, "t"),
        lambda: charts.columns(ROWS, "t"),
        lambda: charts.choropleth({"EG": 3, "SG": 1}, "t", {"EG": "/?country=EG"}),
    ],
    ids=["funnel", "bars", "columns", "choropleth"],
)
def test_a_chart_has_a_title_and_a_description_and_colours_without_style(svg):
    drawn = svg()
    root = parse(drawn)
    ids = {element.get("id") for element in root.iter() if element.get("id")}

    assert root.find(f"{SVG}title").text == "t"
    assert root.find(f"{SVG}desc").text
    assert {root.get("aria-labelledby"), root.get("aria-describedby")} == ids
    assert "style" not in drawn
    assert all(shape.get("fill") for tag in ("rect", "path", "circle") for shape in root.iter(SVG + tag))


@pytest.mark.parametrize("draw", [charts.funnel, charts.bars, charts.columns])
def test_a_chart_of_nothing_can_be_drawn(draw):
    assert parse(draw([], "t")) is not None
    assert parse(draw([("Identified", 0, "")], "t")) is not None


def test_labels_are_escaped():
    assert "Agreement &lt;b&gt;" in charts.bars(ROWS, "t")


def test_the_funnel_tells_shares_of_its_beginning():
    assert re.findall(r">(\d+ \(\d+%\))<", charts.funnel(ROWS, "t")) == ["20 (50%)", "4 (10%)"]


@pytest.mark.parametrize(
    "most, expected",
    [(0, [0, 1]), (1, [0, 1]), (3, [0, 1, 2, 3]), (14, [0, 5, 10, 15]), (412, [0, 200, 400, 600])],
)
def test_ticks_are_round_whole_and_reach_the_top(most, expected):
    assert charts.ticks(most) == expected


@pytest.mark.parametrize("most", [1, 3, 5, 6, 7, 40, 120, 10_000])
def test_every_count_has_a_shade_and_the_highest_the_darkest_used(most):
    upper = worldmap.bounds(most)

    assert upper[-1] == most
    assert [worldmap.shade(count, upper) for count in (0, 1, most)] == [0, 1, len(upper)]


def test_the_map_links_a_country_and_names_it_in_the_language_of_the_reader():
    with translation.override("ar"):
        drawn = charts.choropleth({"EG": 3}, "t", {"EG": "/stories/?country=EG&kind=1"})

    assert 'href="/stories/?country=EG&amp;kind=1"' in drawn
    assert "<title>مصر: 3</title>" in drawn


def test_the_map_marks_a_state_too_small_to_be_seen():
    assert len(list(parse(charts.choropleth({"SG": 1, "EG": 1}, "t")).iter(f"{SVG}circle"))) == 1


def test_the_map_bears_a_country_the_atlas_does_not_have():
    assert parse(charts.choropleth({"TV": 2}, "t")) is not None
