# SPDX-License-Identifier: GPL-3.0-or-later
"""The Arabic catalogue is whole, in step with the code, and compiled."""

import ast
import io
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.extract import extract
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po
from django.template.loader import render_to_string
from django.utils.translation import gettext, ngettext, override
from django.utils.translation.template import templatize

from partnerships.stages import DEFAULT_STAGES

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "locale" / "ar" / "LC_MESSAGES"
# localwiki and the tests speak to developers, in English.
APPS = [
    "accounts",
    "agreements",
    "casestudies",
    "dashboards",
    "glamwiki",
    "institutions",
    "interface",
    "journal",
    "newsletter",
    "outreach",
    "partnerships",
    "learning",
    "presence",
    "reviews",
    "search",
    "teamwork",
    "privacy",
    "today",
    "work",
]
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}")
TAG = re.compile(r"<[^>]*>")
PLURAL_FORMS = 6
# 0, 1 and 2 are words in Arabic ("two days"); from 3 on the number is written.
NUMBERED_FORMS = (3, 4, 5)


@cache
def catalogue():
    with (FOLDER / "django.po").open("rb") as file:
        return read_po(file, locale="ar")


@cache
def messages() -> list:
    return [message for message in catalogue() if message.id]


def forms(text) -> tuple[str, ...]:
    """A message or translation as its forms: one, or all the plurals."""
    return (text,) if isinstance(text, str) else tuple(text)


def singular(text) -> str:
    return forms(text)[0]


def compiled(file) -> dict:
    return {(m.context, singular(m.id)): forms(m.string) for m in read_mo(file) if m.id}


def extracted(source: str) -> Iterator[tuple[str | None, str]]:
    """(context, message) of each gettext call in Python source."""
    found = extract("python", io.BytesIO(source.encode()), keywords=KEYWORDS, options={"encoding": "utf-8"})
    for _line, message, _comments, context in found:
        yield context, singular(message)


def template_as_python(path: Path) -> str:
    """Gettext calls at the beginnings of lines, for a tokenizer that minds indentation."""
    source = templatize(path.read_text(encoding="utf-8"), origin=str(path))
    return "\n".join(line.lstrip() for line in source.splitlines())


def missing_of(source: str) -> list[tuple[str | None, str]]:
    return sorted(
        {found for found in extracted(source) if catalogue().get(found[1], found[0]) is None}, key=str
    )


def python_files() -> list[Path]:
    return sorted(
        path for app in APPS for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts
    )


def templates() -> list[Path]:
    return sorted(path for path in (ROOT / "templates").rglob("*") if path.suffix in {".html", ".txt"})


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_catalogue_is_of_the_size_we_know_of():
    assert len(messages()) > 600


def test_catalogue_has_no_empty_translation():
    assert [m.id for m in messages() if not all(text.strip() for text in forms(m.string))] == []


def test_catalogue_has_nothing_fuzzy_and_nothing_obsolete():
    assert [m.id for m in messages() if m.fuzzy] == []
    assert list(catalogue().obsolete) == []


def test_catalogue_counts_as_arabic_does():
    header = dict(catalogue().mime_headers)["Plural-Forms"]
    short = [m.id for m in messages() if m.pluralizable and len(forms(m.string)) != PLURAL_FORMS]

    assert header.startswith("nplurals=6;")
    assert short == []


@pytest.mark.parametrize("pattern", [PLACEHOLDER, TAG], ids=["placeholders", "tags"])
def test_translation_keeps_what_is_not_words(pattern):
    wrong = []
    for message in messages():
        expected = sorted(pattern.findall(forms(message.id)[-1]))
        for place, text in enumerate(forms(message.string)):
            kept = sorted(pattern.findall(text))
            without_number = (
                message.pluralizable and place not in NUMBERED_FORMS and set(kept) <= set(expected)
            )
            if kept != expected and not without_number:
                wrong.append((message.id, text))

    assert wrong == []


def test_translation_is_in_arabic_letters():
    latin = [
        m.id
        for m in messages()
        for text in forms(m.string)
        if not re.search(r"[ء-ي]", PLACEHOLDER.sub("", text))
    ]

    # Only punctuation, placeholders, names of registers and of keys: nothing to translate.
    assert set(latin) == {
        "%(institution)s: %(why)s",
        "%(partnership)s: %(why)s",
        "%(verb)s: %(what)s",
        "; ",
        "%(all)s %(unit)s",
        ", ",
        "#1Lib1Ref",
        "Ctrl+Z",
        "ISIL",
        "PDF",
        "ROR",
        "VIAF",
    }


def test_texts_are_marked_by_names_the_collector_knows():
    """Under another name `makemessages` passes them over, and they stay English."""
    strange = [
        f"{name(path)}: {alias.asname}"
        for path in python_files()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
        if alias.asname not in (None, "_")
    ]

    assert strange == []


def test_compiled_catalogue_is_in_step_with_its_source():
    fresh = io.BytesIO()
    write_mo(fresh, catalogue())
    fresh.seek(0)

    with (FOLDER / "django.mo").open("rb") as committed:
        assert compiled(committed) == compiled(fresh)


def test_every_message_of_the_modules_is_in_the_catalogue():
    missing = {name(path): missing_of(path.read_text(encoding="utf-8")) for path in python_files()}

    assert {path: found for path, found in missing.items() if found} == {}


def test_every_message_of_the_templates_is_in_the_catalogue():
    missing = {name(path): missing_of(template_as_python(path)) for path in templates()}

    assert {path: found for path, found in missing.items() if found} == {}


def test_catalogue_holds_nothing_the_code_no_longer_says():
    sources = [path.read_text(encoding="utf-8") for path in python_files()]
    sources += [template_as_python(path) for path in templates()]
    said = {found for source in sources for found in extracted(source)}

    assert [m.id for m in messages() if (m.context, singular(m.id)) not in said] == []


@pytest.mark.parametrize(
    "number, expected",
    [
        (0, "لا شراكات"),
        (1, "شراكة واحدة"),
        (2, "شراكتان"),
        (3, "3 شراكات"),
        (11, "11 شراكة"),
        (100, "100 شراكة"),
    ],
)
def test_django_counts_in_arabic(number, expected):
    with override("ar"):
        text = ngettext("%(number)s partnership", "%(number)s partnerships", number) % {"number": number}

    assert text == expected


def test_django_finds_the_catalogue():
    with override("ar"):
        assert gettext("Case studies") == "دراسات الحالة"


def test_default_guidance_is_read_in_arabic_and_an_affiliates_own_as_written():
    """It is stored in English with the stage; an affiliate may put its own words in its place."""
    ours = {"pk": 1, "name": "", "guidance": str(DEFAULT_STAGES[-1][2])}
    own = {"pk": 2, "name": "", "guidance": "Ring <b>twice</b>, 100% sure."}

    with override("ar"):
        pages = [
            render_to_string("partnerships/_board_column.html", {"column": {"stage": s}}) for s in (ours, own)
        ]

    assert "اذكر ما بقي أثره" in pages[0]
    assert "Ring &lt;b&gt;twice&lt;/b&gt;, 100% sure." in pages[1]
