# SPDX-License-Identifier: GPL-3.0-or-later
"""Codex states how each icon behaves in other directions and languages; we obey."""

import pytest

from interface import icons


def draw(name, lang="en", rtl=False, label=""):
    return icons.draw(name, size="medium", label=label, lang=lang, rtl=rtl)


def test_an_icon_without_direction_is_the_same_everywhere():
    assert draw("add") == draw("add", "ar", rtl=True)


def test_an_icon_that_points_is_flipped_where_one_reads_from_the_right():
    assert "cdx-icon--flipped" not in draw("arrowNext")
    assert "cdx-icon--flipped" in draw("arrowNext", "ar", rtl=True)


def test_an_icon_with_a_drawing_for_each_direction_is_not_flipped_as_well():
    there, here = draw("editUndo"), draw("editUndo", "ar", rtl=True)

    assert there != here
    assert "cdx-icon--flipped" not in here


def test_a_question_mark_is_flipped_in_arabic_but_not_in_hebrew():
    assert "cdx-icon--flipped" in draw("help", "ar", rtl=True)
    assert "cdx-icon--flipped" not in draw("help", "he", rtl=True)


def test_an_icon_of_letters_has_the_letter_of_the_language():
    english, arabic = draw("bold"), draw("bold", "ar", rtl=True)

    assert english != arabic
    assert draw("bold", "ar-eg", rtl=True) == arabic


def test_an_icon_is_decoration_unless_it_is_named():
    assert 'aria-hidden="true"' in draw("add")
    assert 'role="img" aria-label="Add &lt;b&gt;"' in draw("add", label="Add <b>")


def test_an_unknown_icon_is_refused_by_name():
    with pytest.raises(icons.UnknownIcon, match="noSuchIcon"):
        draw("noSuchIcon")
