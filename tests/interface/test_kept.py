# SPDX-License-Identifier: GPL-3.0-or-later
"""What is kept of a page's frame is drawn once for each language and each combination of what it depends on."""

from django.template import Context, Template
from django.utils import translation

from interface.templatetags import kept


class Counted:
    """Says how often it was drawn."""

    def __init__(self):
        self.times = 0

    def __str__(self):
        self.times += 1
        return f"drawn {self.times}"


def test_a_kept_part_is_drawn_once():
    template, part = Template("{% kept %}{{ part }}{% endkept %}"), Counted()

    assert [template.render(Context({"part": part})) for _n in range(3)] == ["drawn 1"] * 3


def test_a_kept_part_is_drawn_anew_for_another_value():
    template = Template("{% kept doors name %}{{ name }}{{ doors.board }}{% endkept %}")
    readers = [
        ({"board": True}, "a"),
        ({"board": False}, "a"),
        ({"board": True}, "b"),
        ({"board": True}, "a"),
    ]

    drawn = [template.render(Context({"doors": doors, "name": name})) for doors, name in readers]

    assert drawn == ["aTrue", "aFalse", "bTrue", "aTrue"]


def test_a_kept_part_speaks_the_readers_language():
    template = Template("{% load i18n %}{% kept %}{% translate 'Board' %}{% endkept %}")
    drawn = []

    for language in ("en", "ar", "en"):
        with translation.override(language):
            drawn.append(template.render(Context()))

    assert drawn[0] == drawn[2] == "Board"
    assert drawn[1] != "Board"


def test_a_kept_part_forgets_before_it_grows_without_end(monkeypatch):
    monkeypatch.setattr(kept, "MOST_VERSIONS", 2)
    template = Template("{% kept number %}{{ number }}{% endkept %}")

    drawn = [template.render(Context({"number": number})) for number in range(5)]

    assert drawn == ["0", "1", "2", "3", "4"]
    assert len(template.nodelist[0]._drawn) <= 2
