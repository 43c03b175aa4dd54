# SPDX-License-Identifier: GPL-3.0-or-later
"""Every door that wants a fresh proof of who somebody is, by hand: each leads a stale session to the sign-in again."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from accounts import actions
from accounts.fresh import FRESH_FOR
from tests.architecture.matrix import fill, walk
from tests.architecture.world import checksum
from tests.factories import AdvocateFactory, member
from tests.people import elevate, sign_in_freshly

# The door's name and the methods for which a proof is wanted; those beside them answer without one, or not at all.
DOORS = """
accounts:elevate                     GET HEAD POST
accounts:end-role                    POST
accounts:passkey-add                 GET HEAD POST
accounts:passkey-remove              POST
accounts:people                      POST
accounts:recovery-codes              POST
accounts:second-factor-remove        POST
accounts:second-factor-set-up        GET HEAD POST
accounts:tokens                      POST
agreements:mou-document-cut          POST
agreements:mou-hold                  POST
agreements:mou-release               POST
dashboards:audit-file                POST
outreach:contributor-export          GET
partnerships:advocate-erase-fields   GET HEAD POST
partnerships:advocate-export         POST
partnerships:advocate-forget         GET HEAD POST
privacy:close-account                GET HEAD POST
privacy:close-account-of             GET HEAD POST
privacy:own-data-file                POST
privacy:publish                      POST
"""
TABLE = {name: set(methods) for name, *methods in (line.split() for line in DOORS.strip().splitlines())}
METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]
PROVE = reverse("accounts:prove")
ADVOCATES = reverse("api:advocate-list")


def _views():
    """{name: the view} of every address of the platform."""

    def deep(resolver, namespace=""):
        for each in resolver.url_patterns:
            if hasattr(each, "url_patterns"):
                yield from deep(each, f"{namespace}{each.namespace}:" if each.namespace else namespace)
            else:
                yield f"{namespace}{each.name}", each.callback

    return dict(deep(get_resolver()))


def _stale_client(seconds: int | None) -> Client:
    """Somebody with every role, whose last proof is so many seconds old, or who never gave one."""
    client, user = Client(raise_request_exception=False), member("admin", is_platform_admin=True)
    if seconds is None:
        client.force_login(user)
    else:
        with time_machine.travel(timezone.now() - timedelta(seconds=seconds), tick=False):
            sign_in_freshly(client, user)
    elevate(client)
    client.user = user
    return client


def test_the_list_is_whole():
    marked = {
        name: view.wants_proof_for for name, view in _views().items() if hasattr(view, "wants_proof_for")
    }

    assert set(marked) == set(TABLE)
    # Where not every method wants one, the two lists name the same.
    assert {name: wants for name, wants in marked.items() if wants != {"any"} and wants != TABLE[name]} == {}


@pytest.mark.django_db
def test_a_stale_session_is_led_to_the_sign_in_again_by_every_method_and_changes_nothing():
    routes, wrong = dict(walk(get_resolver())), []
    # Somebody of their own for each: how often a file may be taken in an hour counts by person.
    stale = {
        (name, seconds): _stale_client(seconds)
        for name in TABLE
        for seconds in (FRESH_FOR.total_seconds() + 1, None)
    }
    before = checksum()
    for (name, seconds), client in stale.items():
        address = fill(routes[name], "terms" if name == "privacy:publish" else client.user.affiliate.pk)
        for method in METHODS:
            answer = client.generic(method, address, content_type="application/x-www-form-urlencoded")
            is_led = answer.status_code == 302 and answer.url.startswith(f"{PROVE}?next=")
            if is_led is not (method in TABLE[name]):
                wrong.append(f"{method} {name}, proved {seconds} seconds ago: {answer.status_code}")

    assert wrong == []
    assert checksum() == before


@pytest.mark.django_db
def test_a_list_of_peoples_addresses_wants_a_fresh_proof_of_a_browser_and_none_of_a_token(
    client, coordinator
):
    advocate = AdvocateFactory(affiliate=coordinator.affiliate)
    _token, secret = actions.make_token(coordinator, days=1)
    client.force_login(coordinator)

    stale, one = client.get(f"{ADVOCATES}?size=100"), client.get(f"{ADVOCATES}{advocate.pk}/")
    program = Client().get(ADVOCATES, headers={"Authorization": f"Token {secret}"})
    sign_in_freshly(client, coordinator)
    fresh = client.get(ADVOCATES)

    assert (stale.status_code, "Sign in again" in stale.json()["detail"]) == (403, True)
    assert advocate.name not in stale.text
    assert one.status_code == program.status_code == fresh.status_code == 200
