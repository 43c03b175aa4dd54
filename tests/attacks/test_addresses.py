# SPDX-License-Identifier: GPL-3.0-or-later
"""Addresses that browsers would run or that lead somebody astray: refused when written, no link when shown."""

import re

import pytest
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from rest_framework import serializers

from accounts.sight import WebAddress
from interface.addresses import web_address
from interface.fields import WebAddressField
from partnerships.models import Address
from tests.attacks.addresses import Door, asked_fields, open_doors, our_models, our_serializers
from tests.attacks.conftest import rolled_back
from tests.attacks.figures import FULL, note, sample
from tests.attacks.payloads import BAD_URLS
from tests.attacks.spoiling import spoil
from tests.factories import CaseStudyFactory, InstitutionFactory

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


def test_every_field_that_asks_for_an_address_is_one_that_looks_closely():
    """In forms, in what a form would make of a column, and in what the API takes or tells."""
    plain = [name for name, field in asked_fields() if _asks_for_address(field) and not _is_close(field)]
    written = [
        f"{serializer.__name__}.{name}"
        for serializer in our_serializers()
        for name, field in serializer().fields.items()
        if isinstance(field, serializers.URLField) and not isinstance(field, WebAddress)
    ]

    assert (plain, written) == ([], [])


def _asks_for_address(field) -> bool:
    return isinstance(field, forms.URLField) or any(
        isinstance(each, URLValidator) for each in getattr(field, "validators", ())
    )


def _is_close(field) -> bool:
    return isinstance(field, WebAddressField)


def test_no_form_takes_a_bad_address():
    fields = [(name, field) for name, field in asked_fields() if _asks_for_address(field)]
    assert len(fields) >= 8

    taken = [
        (name, bad, said) for name, field in fields for bad in BAD_URLS if (said := _cleaned(field, bad))
    ]

    note("bad addresses in forms", len(fields) * len(BAD_URLS), taken)
    assert taken == []


@pytest.mark.parametrize("bad", BAD_URLS)
def test_what_the_api_tells_is_no_bad_address(bad):
    assert WebAddress().to_representation(bad) == ""


@pytest.mark.django_db
@pytest.mark.parametrize("bad", sample(BAD_URLS, 6))
def test_what_everybody_may_read_by_machine_leads_to_no_bad_address(client, bad):
    """Linked data and the API, of an address that came into the database however it did."""
    institution = InstitutionFactory(website=bad)
    study = CaseStudyFactory(mirrored=True, institution=institution, campaign="Ponds", campaign_url=bad)

    told = [
        client.get(f"/institutions/{institution.pk}.jsonld").json(),
        client.get(f"/case-studies/{study.pk}.jsonld").json(),
        client.get(f"/api/v1/institutions/{institution.pk}/").json(),
        client.get("/api/v1/institutions/").json(),
    ]

    assert bad not in set(_strings(told))
    assert "Ponds" in set(_strings(told))


def _strings(told):
    if isinstance(told, dict):
        told = list(told.values())
    if isinstance(told, list):
        for each in told:
            yield from _strings(each)
    elif isinstance(told, str):
        yield told


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
