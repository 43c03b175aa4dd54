# SPDX-License-Identifier: GPL-3.0-or-later
"""The documents keep their word: every feature names the test that shows it."""

import re
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
FEATURES = ROOT / "docs" / "features.md"


def _rows() -> list[list[str]]:
    """The cells of every row in the tables of docs/features.md, without headings."""
    lines = [line.strip() for line in FEATURES.read_text().splitlines() if line.strip().startswith("|")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    rule = re.compile(r":?-+:?")
    below = [place for place, row in enumerate(cells) if all(rule.fullmatch(cell) for cell in row)]
    return [row for place, row in enumerate(cells) if place not in below and place + 1 not in below]


def _exists(path: Path, function: str) -> bool:
    return path.is_file() and (not function or f"def {function}(" in path.read_text())


def test_every_feature_names_a_test_that_exists():
    rows = _rows()
    assert len(rows) >= 20

    lacking = []
    for row in rows:
        named = re.findall(r"(tests/[\w/.-]+\.py)(?:::(\w+))?", " ".join(row))
        if not named or not all(_exists(ROOT / path, function) for path, function in named):
            lacking.append(row[0])

    assert lacking == [], "features without a test that exists"
