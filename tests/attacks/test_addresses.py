# SPDX-License-Identifier: GPL-3.0-or-later
"""Addresses that browsers would run or that lead somebody astray: refused when written, no link when shown."""

import re

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models

from interface.addresses import web_address
from interface.fields import WebAddressField
from partnerships.models import Address
from tests.attacks.addresses import Door, form_fields, open_doors, our_models
from tests.attacks.conftest import rolled_back
from tests.attacks.figures import FULL, note, sample
from tests.attacks.payloads import BAD_URLS
from tests.attacks.spoiling import spoil

GOOD = [
    "https://museum.example/",
    "http://museum.example:8080/a?b=c#d",
    "https://متحف.example/",
    "https://xn--a.example",
]
LEADS = re.compile(r"""\s(?:href|src|action|formaction|hx-get|hx-post|content)\s*=\s*"([^"]*)""")
MARK = "marked.example"
# The columns that hold an address of the web, and the one that may.
COLUMNS = {
    f"{model._meta.label}.{field.name}"
    for model in our_models()
    for field in model._meta.local_fields
    if isinstance(field, models.URLField)
} | {"partnerships.Address.value"}


@pytest.mark.parametrize("bad", BAD_URLS)
def test_no_bad_address_becomes_a_link(bad):
    assert web_address(bad) == ""


@pytest.mark.parametrize("good", GOOD)
def test_a_good_address_stays_as_it_is(good):
    assert web_address(good) == good


def test_no_form_takes_a_bad_address():
    fields = {name: field for name, field in form_fields().items() if isinstance(field, WebAddressField)}
    assert len(fields) >= 3

    taken = [
        (name, bad, said)
        for name, field in fields.items()
        for bad in BAD_URLS
        if (said := _cleaned(field, bad))
    ]

    note("bad addresses in forms", len(fields) * len(BAD_URLS), taken)
    assert taken == []


def _cleaned(field, bad) -> str:
    """What a field makes of it: nothing, or a good address (blanks around one are cut off)."""
    try:
        said = field.clean(bad)
    except ValidationError:
        return ""
    return "" if web_address(said) else said


@pytest.mark.django_db
def test_a_bad_address_that_is_in_the_database_is_no_link_on_any_page(spoilt):
    wrong, cases = [], 0
    doors = _that_show_one(spoilt)
    assert doors
    for bad in sample(BAD_URLS, 2):
        with rolled_back():
            taken = spoil(lambda _label, longest, bad=bad: bad[:longest], only=COLUMNS).taken
            spoilt_kinds()
            for door in sample(doors, 15):
                response = spoilt.clients[door.person].get(door.address)
                cases += 1
                wrong += [
                    (door.address, bad)
                    for said in LEADS.findall(_text(response))
                    if _is_the_bad_one(said, bad)
                ]

    note("bad addresses in the database, on every page with one", cases, wrong, f"{len(taken)} columns")
    assert wrong == []


def _that_show_one(world) -> list[Door]:
    """The pages on which an address of the columns stands at all."""
    doors = sample([each for each in open_doors(world, every_object=FULL) if not each.is_api], 60)
    with rolled_back():
        spoil(lambda _label, longest: f"https://{MARK}/"[:longest], only=COLUMNS)
        spoilt_kinds()
        return [door for door in doors if MARK in _text(world.clients[door.person].get(door.address))]


def _text(response) -> str:
    return "" if response.streaming else response.content.decode(errors="replace")


def spoilt_kinds() -> None:
    """Ways to reach a person are links where they are addresses of the web."""

    Address.objects.update(kind="web")


def _is_the_bad_one(said: str, bad: str) -> bool:
    unescaped = said.replace("&#x27;", "'").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return unescaped == bad


def test_every_link_to_an_address_that_somebody_typed_is_looked_at_again():
    """In templates: `href="{{ institution.website|web_address }}"`."""
    names = "|".join(sorted({each.rsplit(".", 1)[1] for each in COLUMNS}))
    bare = re.compile(rf'(?:href|src|action)="\{{\{{\s*[\w.]+\.(?:{names})\s*\}}\}}')
    found = [
        f"{file.relative_to(settings.BASE_DIR)}: {match.group()}"
        for file in sorted((settings.BASE_DIR / "templates").rglob("*.html"))
        for match in bare.finditer(file.read_text())
    ]

    assert found == []
