# SPDX-License-Identifier: GPL-3.0-or-later
"""The one write of the API: taking a partnership to another stage, with refusals in words."""

import pytest
from django.test import Client

from accounts.actions import make_token
from journal.models import Entry
from tests.factories import MouFactory, PartnershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def partnership(coordinator):
    return PartnershipFactory(affiliate=coordinator.affiliate, lead=coordinator)


@pytest.fixture
def post(client, coordinator, partnership):
    """Ask to move the partnership; without a stage in `body` nothing is filled in."""
    client.force_login(coordinator)

    def ask(**body):
        return client.post(f"/api/v1/partnerships/{partnership.pk}/stage/", body, "application/json")

    return ask


def _stage(partnership, phase):
    return partnership.pipeline.stages.get(phase=phase).pk


def test_a_move_takes_the_partnership_there_and_is_recorded(post, partnership, coordinator):
    response = post(stage=_stage(partnership, "researched"), version=1, note="Read their annual report")

    assert response.status_code == 200
    assert (response.json()["phase"], response.json()["version"]) == ("researched", 2)
    entry = Entry.objects.get(verb="partnership.moved")
    assert (entry.actor, entry.note) == (coordinator, "Read their annual report")
    assert partnership.moves.get().target.phase == "researched"


@pytest.mark.parametrize(
    ("phase", "version", "code"),
    [
        ("pilot", 1, "A partnership cannot go from “Identified” to “Pilot”: take the steps between."),
        ("paused", 1, "Say why the partnership goes to “Paused”: a note is needed."),
        (
            "researched",
            7,
            "Somebody else changed this meanwhile. Look at what is there now, then decide again.",
        ),
    ],
)
def test_a_refusal_is_409_in_words_and_changes_nothing(post, partnership, phase, version, code):
    response = post(stage=_stage(partnership, phase), version=version)

    assert response.status_code == 409
    assert response.json() == {"non_field_errors": [code]}
    partnership.refresh_from_db()
    assert (partnership.phase, partnership.version) == ("identified", 1)
    assert not partnership.moves.exists()
    assert not Entry.objects.exists()


def test_a_partnership_becomes_active_only_with_an_agreement_in_force(client, coordinator):
    partnership = PartnershipFactory(affiliate=coordinator.affiliate, phase="agreement")
    client.force_login(coordinator)
    body = {"stage": _stage(partnership, "active"), "version": 1}
    address = f"/api/v1/partnerships/{partnership.pk}/stage/"

    refused = client.post(address, body, "application/json")
    MouFactory(partnership=partnership, signed=True)
    moved = client.post(address, body, "application/json")

    assert refused.status_code == 409
    assert "needs an agreement in force" in refused.json()["non_field_errors"][0]
    assert (moved.status_code, moved.json()["phase"]) == (200, "active")


def test_refusals_are_said_in_the_readers_language_when_there_is_one(post, partnership, client):
    """The words go through gettext: with Arabic asked for the answer is still a refusal in words."""
    response = client.post(
        f"/api/v1/partnerships/{partnership.pk}/stage/",
        {"stage": _stage(partnership, "pilot"), "version": 1},
        "application/json",
        HTTP_ACCEPT_LANGUAGE="ar",
    )

    assert response.status_code == 409
    assert response["Content-Language"] == "ar"


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({}, {"stage", "version"}),
        ({"stage": None, "version": 1}, {"stage"}),
        ({"stage": "x", "version": 1}, {"stage"}),
        ({"stage": 10**30, "version": 1}, {"stage"}),
        ({"stage": True, "version": 1}, {"stage"}),
        ({"stage": {}, "version": 1}, {"stage"}),
        ({"version": "x"}, {"stage", "version"}),
        ({"version": 0}, {"stage", "version"}),
        ({"version": 1.5}, {"stage", "version"}),
        ({"version": None, "note": None}, {"stage", "version", "note"}),
        ({"version": 1, "note": "a\0b"}, {"stage", "note"}),
        ({"version": 1, "note": "x" * 5001}, {"stage", "note"}),
        ({"version": 1, "note": ["x"]}, {"stage", "note"}),
    ],
)
def test_a_malformed_request_is_400_with_the_fields(post, partnership, body, fields):
    response = post(**body)

    assert response.status_code == 400
    assert set(response.json()) == fields
    partnership.refresh_from_db()
    assert partnership.version == 1


def test_a_stage_of_another_pipeline_is_no_stage_here(post, partnership):
    foreign = PartnershipFactory()

    response = post(stage=foreign.stage_id, version=1)

    assert response.status_code == 400
    assert response.json() == {"stage": ["No such stage in this pipeline."]}


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        ("{", "application/json", 400),
        ("[]", "application/json", 400),
        ('"x"', "application/json", 400),
        (b"\xff\xfe", "application/json", 400),
        ("stage=1", "application/x-www-form-urlencoded", 415),
        ("<stage/>", "text/xml", 415),
    ],
)
def test_a_body_that_is_no_json_object_is_refused_in_words(
    client, coordinator, partnership, body, content_type, status
):
    client.force_login(coordinator)

    response = client.post(f"/api/v1/partnerships/{partnership.pk}/stage/", body, content_type)

    assert response.status_code == status
    assert response.json()


def test_a_token_moves_without_a_session_or_csrf(coordinator, partnership):
    _token, secret = make_token(coordinator, days=30, may_write=True)

    response = Client(enforce_csrf_checks=True).post(
        f"/api/v1/partnerships/{partnership.pk}/stage/",
        {"stage": _stage(partnership, "researched"), "version": 1},
        "application/json",
        HTTP_AUTHORIZATION=f"Token {secret}",
    )

    assert response.status_code == 200


def test_a_session_moves_only_with_its_csrf_token(coordinator, partnership):
    client = Client(enforce_csrf_checks=True)
    client.force_login(coordinator)
    address = f"/api/v1/partnerships/{partnership.pk}/stage/"
    body = {"stage": _stage(partnership, "researched"), "version": 1}
    page = client.get("/account/tokens/").text
    token = page.split('data-csrf="')[1].split('"')[0]

    without = client.post(address, body, "application/json")
    with_token = client.post(address, body, "application/json", HTTP_X_CSRFTOKEN=token)

    assert without.status_code == 403
    assert with_token.status_code == 200


def test_a_move_brings_what_the_stage_needs(post, partnership):
    stage = partnership.pipeline.stages.get(phase="researched")
    stage.needs = ["summary"]
    stage.save(update_fields=["needs"])

    refused = post(stage=stage.pk, version=1)
    moved = post(stage=stage.pk, version=1, answers={"summary": "They hold the only map"})

    partnership.refresh_from_db()
    assert (refused.status_code, moved.status_code) == (409, 200)
    assert (partnership.phase, partnership.summary) == ("researched", "They hold the only map")


def test_a_move_over_the_limit_is_made_only_when_it_is_said(post, partnership):
    stage = partnership.pipeline.stages.get(phase="researched")
    stage.wip_limit = 1
    stage.save(update_fields=["wip_limit"])
    PartnershipFactory(affiliate=partnership.affiliate, phase="researched")

    assert post(stage=stage.pk, version=1).status_code == 409
    assert post(stage=stage.pk, version=1, over_limit=True).status_code == 200
    assert partnership.moves.get().over_limit
