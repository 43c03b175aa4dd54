# SPDX-License-Identifier: GPL-3.0-or-later
"""No cell of a file that people open in a spreadsheet is calculated."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interface.cells import safe_cell

SIGNS = "=+-@＝＋－＠|"
BEFORE = [
    "",
    " ",
    "\t",
    "\r",
    "\n",
    "\u00a0",
    "\u200b",
    "\ufeff",
    "\u2028",
    "\u202e",
    "\x00",
    "\x1b",
    "\u3000",
]
COMMANDS = ["1+1", "cmd|' /C calc'!A0", 'HYPERLINK("https://example.org","x")', "SUM(1;2)", "DDE(1)"]


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("before", BEFORE)
def test_cell_that_could_be_a_formula_is_marked_as_text(before, sign):
    for command in COMMANDS:
        assert safe_cell(f"{before}{sign}{command}") == f"'{before}{sign}{command}"


@pytest.mark.parametrize("text", ["\tAda", "\rAda", "\nAda"])
def test_cell_that_begins_with_a_tab_or_a_new_line_is_marked_too(text):
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize(
    "text", ["Ada Example", "", " ", "مثال", "5 + 3", "a=b", "'=1", "🦉", "(WMXX)", "Ada | Bob"]
)
def test_other_cells_stay_as_they_are(text):
    assert safe_cell(text) == text


@given(st.text(max_size=20))
def test_marked_cell_is_safe_and_loses_nothing(text):
    cell = safe_cell(text)

    assert cell.removeprefix("'") == text or cell == text
    assert safe_cell(cell) == cell
