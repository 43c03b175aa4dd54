# SPDX-License-Identifier: GPL-3.0-or-later
"""Three texts side by side: what is suggested, and what a merge makes of them."""

from casestudies.comparing import BOTH, OURS, THEIRS, has_marks, merge, rows
from casestudies.parsing import ParsedSection


def sections(**texts):
    return [ParsedSection(key, "", text) for key, text in texts.items()]


def test_rows_suggest_the_side_that_changed():
    found = rows(
        sections(summary="Same.", goals="Theirs.", context="Old.", outcomes="Theirs."),
        sections(summary="Same.", goals="Old.", context="Ours.", outcomes="Ours."),
        sections(summary="Same.", goals="Old.", context="Old.", outcomes="Old."),
    )

    assert [(row.key, row.is_same, row.suggested) for row in found] == [
        ("summary", True, THEIRS),
        ("goals", False, THEIRS),
        ("context", False, OURS),
        ("outcomes", False, BOTH),
    ]


def test_rows_name_a_section_that_only_one_side_has():
    found = rows(sections(goals="Theirs."), sections(goals="Theirs.", outcomes="Ours."), [])

    assert [(row.key, row.theirs, row.ours) for row in found] == [
        ("goals", "Theirs.", "Theirs."),
        ("outcomes", "", "Ours."),
    ]


def test_merge_takes_what_either_side_changed():
    assert merge("A, theirs.\n\nB.", "A.\n\nB, ours.", "A.\n\nB.") == "A, theirs.\n\nB, ours."


def test_merge_marks_what_both_changed():
    merged = merge("Theirs.", "Ours.", "Old.")

    assert has_marks(merged)
    assert "Theirs." in merged
    assert "Ours." in merged


def test_a_line_of_equal_signs_alone_is_no_mark():
    assert not has_marks("=======\n== Heading ==")
