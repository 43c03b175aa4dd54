# SPDX-License-Identifier: GPL-3.0-or-later
"""Nonsense in an address is ignored or answered in words; it never breaks a page."""

import pytest
from django.urls import get_resolver

from tests.architecture.matrix import walk
from tests.factories import CaseStudyFactory, ContributorFactory, PartnershipFactory
from tests.people import sign_in_freshly

NAMES = [
    "q",
    "page",
    "sort",
    "country",
    "kind",
    "phase",
    "lead",
    "days",
    "affiliate",
    "column",
    "pipeline",
    "step",
    "next_step",
    "stale",
    "open",
    "state",
    "language",
    "institution",
    "institution_q",
    "expiring",
    "standing",
    "cursor",
    "size",
    "partnership",
    "engagement",
    "wikidata_item",
    "username",
    "is_public",
    "next",
    "look",
    "sector",
    "collects",
    "mine",
    "show",
    "zoom",
    "latitude",
    "longitude",
    "item",
    "ask",
    "name",
    "place",
    "website",
    "skill",
    "role",
    "from",
    "in",
    "for",
    "where",
    "match",
    "g",
    "f",
    "c",
    "v",
    "new",
    "add",
    "drop",
    "move",
    "change",
    "what",
    "shown",
    "source",
    "seen_on",
    "as",
    "worked",
    "active",
    "claims",
    "year",
    "outcome",
    "programme",
    "tool",
    "media",
    "institution_kind",
    "whose",
]
VALUES = ["", "-1", "1e400", "9" * 30, "a\0b", "'\"\\<b>%", "é" * 3000, "٣"]
LISTS = sorted(
    "/" + route.replace("^", "").replace("$", "")
    for name, route in walk(get_resolver())
    if "<" not in route and not name.startswith("admin:") and name not in {"readyz", "logout", "schema"}
)


@pytest.mark.django_db
@pytest.mark.parametrize("address", LISTS)
def test_nonsense_in_the_address_breaks_nothing(client, coordinator, address):
    PartnershipFactory(affiliate=coordinator.affiliate)
    ContributorFactory()
    CaseStudyFactory(mirrored=True)
    client.force_login(coordinator)
    client.raise_request_exception = False

    answers = {value: client.get(address, dict.fromkeys(NAMES, value)).status_code for value in VALUES}
    answers |= {
        (name, value): client.get(address, {name: value}).status_code
        for name in ("q", "page", "cursor", "column")
        for value in ("\0", "9" * 30)
    }

    assert {value: status for value, status in answers.items() if status >= 500} == {}


@pytest.mark.django_db
@pytest.mark.parametrize("number", ["0", "9" * 18, "9" * 30])
def test_numbers_nothing_has_are_not_found(client, coordinator, number):
    sign_in_freshly(client, coordinator)
    client.raise_request_exception = False
    routes = [route for name, route in walk(get_resolver()) if "<int:pk>" in route or "?P<pk>" in route]
    assert len(routes) >= 30

    answers = {
        route: client.get(
            "/"
            + route.replace("<int:pk>", number)
            .replace("(?P<pk>[^/.]+)", number)
            .replace("^", "")
            .replace("$", "")
        ).status_code
        for route in routes
    }

    # 405: doors that only take a POST; 403: doors shut before the object is looked for.
    assert {route: status for route, status in answers.items() if status not in {404, 405, 403}} == {}
