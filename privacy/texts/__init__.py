# SPDX-License-Identifier: GPL-3.0-or-later
"""The first versions of the statements, as they come with the platform; later ones are published by a page."""

from pathlib import Path


def first_version() -> dict[str, dict[str, str]]:
    """{kind: {language: text}}."""
    found: dict[str, dict[str, str]] = {}
    for file in sorted(
        (Path(__file__).parent / "1").glob("*.txt"), key=lambda each: (each.stem[-2:] != "en", each)
    ):
        kind, language = file.stem.rsplit(".", 1)
        found.setdefault(kind, {})[language] = file.read_text().strip()
    return found
