# SPDX-License-Identifier: GPL-3.0-or-later
"""What templates say: numbers, dates, countries, badges, pages of a list, where one is."""

from datetime import UTC, date, datetime

import pytest
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator
from django.template import Context, RequestContext, Template
from django.utils import timezone, translation

from interface import words


def show(source, **context):
    return Template(source).render(Context(context)).strip()


@pytest.mark.parametrize(
    "lang, said", [("en", "12,430"), ("ar", "12,430"), ("uk", "12\xa0430"), ("xx-none", "12,430")]
)
def test_number_is_grouped_as_the_language_does(lang, said):
    with translation.override(lang):
        assert show("{{ n|number }}", n=12430) == said


def test_a_missing_number_is_a_dash_and_nought_is_not_missing():
    assert show("{{ a|number }} {{ b|number }}", a=None, b=0) == "– 0"


@pytest.mark.parametrize("lang, said", [("en", "Egypt"), ("ar", "مصر")])
def test_country_name_is_in_the_language_of_the_reader(lang, said):
    with translation.override(lang):
        assert show("{{ c|country_name }}", c="EG") == said


def test_an_unknown_country_is_shown_as_it_was_given():
    assert show("{{ c|country_name }}{{ none|country_name }}", c="QQ", none=None) == "QQ"


def test_day_can_be_read_by_people_and_machines():
    assert show("{{ d|day }}", d=date(2026, 11, 2)) == '<time datetime="2026-11-02">Nov 2, 2026</time>'


@pytest.mark.parametrize(("lang", "said"), [("en", "11/29"), ("ar", "29/11")])
def test_short_day_is_figures_that_stand_in_any_direction(lang, said):
    with translation.override(lang):
        assert words.short_day(date(2026, 11, 29)) == said


def test_moment_is_told_in_the_zone_of_the_reader():
    with timezone.override("Africa/Cairo"):
        said = show("{{ m|moment }}", m=datetime(2026, 11, 2, 23, 5, tzinfo=UTC))

    assert said == '<time datetime="2026-11-03T01:05:00+02:00">Nov 3, 2026, 01:05</time>'


def test_a_badge_has_a_sign_beside_its_colour():
    assert "<svg" in show('{% badge "Signed" "success" %}')
    assert "<svg" not in show('{% badge "Plain" %}')
    assert "&lt;b&gt;" in show("{% badge label %}", label="<b>")


@pytest.mark.parametrize("level, kind", [(constants.INFO, "notice"), (constants.ERROR, "error")])
def test_a_message_has_a_kind_codex_knows(level, kind):
    assert show("{{ m|message_kind }}", m=Message(level, "x")) == kind


def test_the_pager_keeps_the_filters_of_the_list(rf):
    request = rf.get("/institutions/?country=EG&page=2")
    context = RequestContext(request, {"page": Paginator(range(500), 50).page(2)})

    html = Template("{% pager page %}").render(context)

    assert 'rel="next" href="?country=EG&amp;page=3"' in html
    assert "51–100 of 500" in html
    assert html.count("aria-current") == 1


def test_a_list_of_one_page_needs_no_pager(rf):
    assert show("{% pager page %}", request=rf.get("/"), page=Paginator(range(3), 50).page(1)) == ""


def test_here_is_the_longest_address_one_is_under(rf):
    source = '{% here "/partnerships/" "/partnerships/institutions/" "" as it %}{{ it }}'

    assert show(source, request=rf.get("/partnerships/institutions/4/")) == "/partnerships/institutions/"
    assert show(source, request=rf.get("/partnerships/4/")) == "/partnerships/"
    assert show(source, request=rf.get("/elsewhere/")) == ""


def test_a_nav_link_without_an_address_is_not_shown():
    assert show('{% nav_link "" "Board" "layout" "/" %}') == ""
    assert 'aria-current="page"' in show('{% nav_link "/b/" "Board" "layout" "/b/" %}')


def test_progress_of_unknown_length_has_no_value():
    source = '{% include "components/progress.html" with label="Reading" value=v max=m only %}'

    assert 'value="0" max="2000"' in show(source, v=0, m=2000)
    assert "value=" not in show(source, v=0, m=0)
