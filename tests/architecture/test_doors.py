# SPDX-License-Identifier: GPL-3.0-or-later
"""Every door of the house is tried by everybody, and answers as the hand-written table says."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import Client

from glamwiki.admin import site
from partnerships.models import Institution
from tests.architecture.doors import FOLLOWING, PEOPLE
from tests.architecture.matrix import (
    ADMIN_PEOPLE,
    ADMINS,
    METHODS,
    PLAIN,
    ROUTES,
    TABLE,
    ask,
    door_of,
    fill,
    said,
    secrets_in,
    try_door,
)
from tests.architecture.private_fields import WITHOUT, private_texts
from tests.architecture.world import checksum


def test_every_door_has_its_lines_and_every_line_its_door():
    doors = {door_of(name, route) for name, route in ROUTES}
    written = {name for name, _subject in TABLE}

    assert doors - written == set(), "doors without a line: who may open them?"
    assert written - doors == set(), "lines without a door"
    assert len(ROUTES) >= 150


def test_every_door_is_tried_with_every_method():
    lacking = {
        name: sorted(set(METHODS) - tried)
        for name in {name for name, _subject in TABLE if not name.startswith("admin:")}
        if (tried := {m for (other, _s), methods in TABLE.items() if other == name for m in methods})
        != set(METHODS)
    }

    assert lacking == {}


def test_the_table_holds_thousands_of_cells_for_all_thirteen():
    cells = [person for methods in TABLE.values() for answers in methods.values() for person in answers]

    assert len(cells) >= 20_000
    assert set(cells) == {*PEOPLE, *FOLLOWING}
    assert len(set(cells)) == 13


@pytest.mark.django_db
def test_a_word_of_its_own_stands_in_every_private_field(world):
    assert len(world.canaries.readers) >= 400
    assert world.canaries.leaked("anon", "qzq1zq") == [world.canaries.places[1]]


@pytest.mark.django_db
def test_every_text_above_public_has_a_word_or_a_reason_to_have_none(world):
    planted = {place.rsplit(" of #", 1)[0] for place in world.canaries.places.values()}
    private = private_texts()

    assert private - planted - WITHOUT.keys() == set(), "no word of its own stands there: who may read it?"
    assert WITHOUT.keys() - private == set(), "no private text (any more)"
    assert WITHOUT.keys() & planted == set()
    assert len(private & planted) >= 60


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "route"), PLAIN, ids=[name for name, _route in PLAIN])
def test_the_door_answers_everybody_as_written(world, name, route):
    rows = {subject: methods for (door, subject), methods in TABLE.items() if door == name}
    assert rows, "no line in the table"

    wrong = [
        line for subject, methods in rows.items() for line in try_door(world, name, route, subject, methods)
    ]

    assert not wrong, "\n".join(wrong)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "model", [*site._registry, None], ids=lambda model: model._meta.label_lower if model else "site"
)
def test_the_admin_shows_everything_to_platform_administrators_and_nothing_to_others(world, model):
    prefix = f"admin/{model._meta.app_label}/{model._meta.model_name}/" if model else ""
    others = tuple(f"admin/{each._meta.app_label}/{each._meta.model_name}/" for each in site._registry)
    mine = [
        (name, route)
        for name, route in ADMINS
        if (route.startswith(prefix) if model else not route.startswith(others))
    ]
    row = model.objects.order_by("pk").first() if model else None
    assert mine
    assert row or not model, "the world lacks one of these"

    wrong, before = [], checksum()
    for name, route in mine:
        address = fill(route, row.pk if row else world.objects["institution"], _content_type())
        for method, answers in TABLE[door_of(name, route), ""].items():
            for person, expected in answers.items():
                if model and person not in ADMIN_PEOPLE:
                    continue
                response = ask(world.clients[person], method, address, json=False)
                wrong += [
                    f"{method} {address} by {person}: tells {secret}"
                    for secret in secrets_in(world, response, person)
                ]
                if said(response) not in {expected, "in" if expected == "302" else expected}:
                    wrong.append(f"{method} {address} by {person}: {said(response)}, not {expected}")

    assert not wrong, "\n".join(wrong)
    assert checksum() == before, "a GET changed rows"


def _content_type() -> int:
    return ContentType.objects.get_for_model(Institution).pk


@pytest.mark.django_db
def test_no_page_takes_a_write_without_its_token(world):
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.force_login(world.people["coord"])
    open_doors = [
        (method, route, response.status_code)
        for name, route in ROUTES
        # A mail program that stops mails has no cookie, so nothing to guard: the signature in the address authorises.
        if not name.startswith(("api:", "schema", "api-docs", "today:unsubscribe"))
        for method in (("POST",) if name.startswith("admin:") else ("POST", "PUT", "PATCH", "DELETE"))
        if (response := client.generic(method, fill(route, 1, 1))).status_code != 403
    ]

    assert open_doors == []


@pytest.mark.django_db
def test_the_api_takes_no_write_from_a_session_without_its_token(world):
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.force_login(world.people["coord"])

    answers = {
        response.json()["detail"].split(":")[0]
        for name, route in ROUTES
        if name.startswith("api:")
        for method in ("POST", "PUT", "PATCH", "DELETE")
        if (response := client.generic(method, fill(route, 1), content_type="application/json"))
    }

    assert answers == {"CSRF Failed"}
