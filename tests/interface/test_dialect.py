# SPDX-License-Identifier: GPL-3.0-or-later
"""Templates and scripts keep to what a strict Content-Security-Policy and a small htmx dialect allow."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
SCRIPTS = sorted((ROOT / "static" / "js").rglob("*.js"))
STYLES = sorted((ROOT / "static" / "css").rglob("*.css"))

FORBIDDEN_IN_TEMPLATES = {
    "hx-on": r"\bhx-on\b",
    "hx-boost": r"\bhx-boost\b",
    "hx-ext": r"\bhx-ext\b",
    "evaluated values": r"=\s*[\"'](?:js|javascript):",
    "a filter in hx-trigger": r"hx-trigger=\"[^\"]*\[",
    "style attribute": r"<[^>]*\sstyle\s*=",
    "style element": r"<style\b",
    "event handler": r"<[^>]*\son[a-z]+\s*=\s*[\"']",
    "inline script": r"<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>",
    "another host's file": r"<(?:script|link|img)\b[^>]*(?:src|href)=\"(?:https?:)?//",
}
FORBIDDEN_IN_SCRIPTS = {
    "eval": r"\beval\s*\(|new Function\b",
    "style written as text": r"setAttribute\(\s*[\"']style|cssText",
    "another host": r"https?://",
}
# Left and right turn round in Arabic; start and end do not.
PHYSICAL = r"(?:margin|padding|border)-(?:left|right)\b|(?<![\w-])(?:left|right)\s*:|text-align:\s*(?:left|right)|float:"


def name(path):
    return str(path.relative_to(ROOT))


def without_comments(text):
    return re.sub(r"/\*.*?\*/|^\s*//.*?$|\{% comment %\}.*?\{% endcomment %\}", "", text, flags=re.S | re.M)


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_template_keeps_to_the_dialect(path):
    text = without_comments(path.read_text(encoding="utf-8"))

    assert [what for what, pattern in FORBIDDEN_IN_TEMPLATES.items() if re.search(pattern, text, re.I)] == []


@pytest.mark.parametrize("path", SCRIPTS, ids=name)
def test_script_keeps_to_the_dialect(path):
    text = without_comments(path.read_text(encoding="utf-8"))

    assert [what for what, pattern in FORBIDDEN_IN_SCRIPTS.items() if re.search(pattern, text)] == []


@pytest.mark.parametrize("path", STYLES, ids=name)
def test_style_sheet_knows_no_left_and_right(path):
    assert re.findall(PHYSICAL, without_comments(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("path", [*SCRIPTS, *STYLES], ids=name)
def test_our_files_begin_with_their_licence(path):
    assert (
        "SPDX-License-" + "Identifier: GPL-3.0-or-later" in path.read_text(encoding="utf-8").splitlines()[0]
    )


@pytest.mark.parametrize(
    "sample",
    [
        '<a hx-on:click="x">',
        '<a hx-vals="js:{a: 1}">',
        '<p style="color: red">',
        '<button type="button" onclick="go()">',
        "<script>go()</script>",
        '<a hx-trigger="click[ctrlKey]">',
        '<script src="https://cdn.example/x.js">',
    ],
)
def test_the_patterns_find_what_they_are_for(sample):
    assert [what for what, pattern in FORBIDDEN_IN_TEMPLATES.items() if re.search(pattern, sample, re.I)]
