# SPDX-License-Identifier: GPL-3.0-or-later
"""The API against its own description: schemathesis makes requests from it, and holds the answers to it."""

import contextlib
import json
from collections import Counter

import pytest
import schemathesis
from django.core.cache import cache
from django.core.handlers.wsgi import WSGIHandler
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from accounts.actions import make_token
from tests.attacks.conftest import rolled_back
from tests.attacks.figures import FULL, note

pytestmark = pytest.mark.django_db
HELD = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
# Operations times people times this: more than 5,000 by `make attack`.
EXAMPLES = 40 if FULL else 1


# Half of the cases ask for something that is there.
THERE = {
    "/api/v1/institutions/": "institution",
    "/api/v1/advocates/": "advocate",
    "/api/v1/partnerships/": "private",
    "/api/v1/stages/": "stage",
    "/api/v1/moves/": "move",
    "/api/v1/agreements/": "mou",
    "/api/v1/commitments/": "commitment",
    "/api/v1/contributors/": "contributor",
    "/api/v1/sync-runs/": "sync run",
    "/api/v1/case-studies/": "mirrored",
}


@pytest.fixture
def description(world):
    """Our own description, as the site gives it to anybody."""
    answer = world.clients["anon"].get("/api/schema/?format=json")
    assert answer.status_code == 200
    return json.loads(answer.content)


def _headers(world, person) -> dict:
    if person == "token":
        _token, secret = make_token(world.people["coord"], days=1)
        return {"Authorization": f"Token {secret}"}
    client = world.clients[person]
    return {"Cookie": "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())}


@pytest.mark.parametrize("person", ["anon", "coord", "token"])
def test_the_api_answers_as_its_description_says(spoilt, description, person):
    trial = Trial(spoilt, _headers(spoilt, person))
    schema = schemathesis.openapi.from_dict(description)
    schema.app = WSGIHandler()
    for result in schema.get_all_operations():
        for mode in GenerationMode:
            trial.run(result.ok(), mode)

    note(f"schemathesis as {person}", trial.asked.total(), trial.found, f"{len(trial.asked)} operations")
    if trial.unknown:
        note("the same without the token, or with a wrong one", trial.unknown)
    assert not trial.found, "\n\n".join(trial.found[:20])


class Trial:
    """Every operation asked many times by one person, its answers held to what is described."""

    def __init__(self, world, headers):
        self.asked: Counter[str] = Counter()
        self.found: list[str] = []
        self.unknown = 0
        self._world = world
        self._headers = headers

    def run(self, operation, mode) -> None:
        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(generation_mode=mode))
        def held_to_its_words(case):
            self._ask(case, operation)

        # An operation that takes nothing cannot be asked wrongly.
        with contextlib.suppress(Unsatisfiable):
            held_to_its_words()

    def _ask(self, case, operation) -> None:
        self.asked[operation.label] += 1
        name = next((name for path, name in THERE.items() if operation.path.startswith(path)), None)
        if name and "id" in case.path_parameters and self.asked[operation.label] % 2:
            case.path_parameters["id"] = self._world.objects[name]
        cache.clear()  # nobody has asked too often
        with rolled_back():
            response = case.call(headers=self._headers)
        try:
            case.validate_response(response, checks=HELD)
        except BaseExceptionGroup as faults:
            self.found += [f"{operation.label}: {fault}" for fault in faults.exceptions]
        if response.status_code == 200 and "Authorization" in self._headers and _is_closed(operation):
            self._ask_unknown(case, operation)

    def _ask_unknown(self, case, operation) -> None:
        """What was given for a token is not given without it, nor for another."""
        right = self._headers["Authorization"]
        for wrong in ({}, {"Authorization": right[:-1] + "x"}, {"Authorization": "Token "}):
            self.unknown += 1
            with rolled_back():
                response = case.call(headers=wrong)
            if response.status_code != 401:
                self.found.append(f"{operation.label}: {response.status_code} for {wrong}")


def _is_closed(operation) -> bool:
    return {} not in operation.definition.raw.get("security", [{}])
