# SPDX-License-Identifier: GPL-3.0-or-later
"""Cells of files that people open in a spreadsheet: what would be taken for a formula is marked as text."""

import unicodedata

_STARTS = "=+-@＝＋－＠|"


def safe_cell(text: object) -> str:
    """The text; with a leading apostrophe where a spreadsheet might calculate it.

    Blanks, control and invisible characters before the sign do not help: spreadsheets skip them.
    """
    value = str(text)
    shown = next((char for char in value if not _is_skipped(char)), "")
    is_risky = (shown and shown in _STARTS) or value[:1] in {"\t", "\r", "\n"}
    return f"'{value}" if is_risky else value


def _is_skipped(char: str) -> bool:
    return char.isspace() or unicodedata.category(char) in {"Cc", "Cf", "Cn", "Mn", "Zl", "Zp", "Zs"}
