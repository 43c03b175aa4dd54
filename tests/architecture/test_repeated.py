# SPDX-License-Identifier: GPL-3.0-or-later
"""A name said twice, or in the address and the form, has one meaning: the last one, and the form's own."""

from urllib.parse import urlencode

import pytest
from django.test import Client

from tests.architecture.test_nonsense import LISTS, NAMES
from tests.factories import CaseStudyFactory, InstitutionFactory, PartnershipFactory

pytestmark = pytest.mark.django_db
# Values that names take in one place or another; each is said beside one it does not fit.
PAIRS = [("museum", "\0"), ("1", "2")]


def _twice(first, second) -> str:
    return urlencode([(name, value) for value in (first, second) for name in NAMES])


@pytest.fixture
def inside(client, coordinator):
    PartnershipFactory(affiliate=coordinator.affiliate)
    CaseStudyFactory(mirrored=True)
    client.force_login(coordinator)
    client.raise_request_exception = False
    return client


def test_names_said_twice_break_no_list(inside):
    answers = {
        (address, first): inside.get(f"{address}?{_twice(first, second)}").status_code
        for address in LISTS
        for first, second in PAIRS
    }

    assert len(answers) >= 120
    assert {key: status for key, status in answers.items() if status >= 500} == {}


def test_names_said_in_the_address_and_twice_in_the_form_break_nothing(inside):
    answers = {
        (address, first): inside.post(
            f"{address}?{_twice(second, first)}",
            _twice(first, second),
            content_type="application/x-www-form-urlencoded",
        ).status_code
        for address in LISTS
        for first, second in PAIRS[:1]
    }

    assert {key: status for key, status in answers.items() if status >= 500} == {}


@pytest.mark.parametrize(
    ("address", "name", "first", "last"),
    [
        ("/institutions/", "q", "Herons", "Otters"),
        ("/institutions/", "country", "PT", "FR"),
        ("/search/", "q", "Herons", "Otters"),
        ("/api/v1/institutions/", "country", "PT", "FR"),
        ("/api/v1/institutions/", "size", "2", "1"),
        ("/case-studies/", "q", "Herons", "Otters"),
        ("/contributors/", "q", "Herons", "Otters"),
    ],
)
def test_of_a_name_said_twice_the_last_one_counts(address, name, first, last):
    for number, country in enumerate(("PT", "FR", "FR")):
        InstitutionFactory(name=f"{('Herons', 'Otters')[number % 2]} of {country}", country=country)
    CaseStudyFactory(mirrored=True, title="Herons")

    both, alone, other = (
        _shown(Client().get(f"{address}?{urlencode(said)}"))
        for said in ([(name, first), (name, last)], [(name, last)], [(name, first)])
    )

    assert both == alone
    assert address in ("/contributors/", "/case-studies/") or alone != other


def _shown(answer) -> list[str]:
    """The names on the page; in the API's answer too."""
    assert answer.status_code == 200
    body = answer.text.split("<main")[-1]
    return [f"{bird} of {country}" for bird in ("Herons", "Otters") for country in ("PT", "FR")
            if f"{bird} of {country}" in body]  # fmt: skip


def test_a_form_takes_nothing_from_the_address(inside):
    page = inside.get("/suggestions/add/")
    key = str(page.context["form"]["form_key"].value())

    answer = inside.post(
        "/suggestions/add/?name=From+the+address&country=PT&is_another=on",
        {"form_key": key, "name": "", "country": "FR", "why": "It is there."},
    )

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["name"]


def test_a_token_said_twice_is_none(coordinator):
    """Nor is one that comes beside another way in."""
    answer = Client().get("/api/v1/advocates/", headers={"Authorization": "Token a, Token b"})

    assert answer.status_code == 401
