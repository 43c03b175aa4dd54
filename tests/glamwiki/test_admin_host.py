# SPDX-License-Identifier: GPL-3.0-or-later
"""The admin on a host of its own, or on none: elsewhere its addresses lead nowhere, whoever asks."""

import pytest

from glamwiki import checks
from tests.people import elevate

pytestmark = pytest.mark.django_db
PAGES = ["/admin/", "/admin/login/", "/admin/partnerships/institution/", "/admin/no/such/"]
HERE, THERE = "testserver", "localhost"


def answers(client, host, pages=PAGES):
    return [client.get(page, headers={"host": host}).status_code for page in pages]


def test_on_another_host_there_is_no_admin_for_anybody(client, platform_admin, settings):
    settings.ADMIN_HOST = THERE
    strangers = answers(client, HERE)
    client.force_login(platform_admin)
    elevate(client)

    assert strangers == answers(client, HERE) == [404] * len(PAGES)
    assert client.post("/admin/login/", headers={"host": HERE}).status_code == 404
    assert client.get("/", headers={"host": HERE}).status_code == 200


def test_on_its_own_host_and_port_it_is_what_it_is_elsewhere(client, platform_admin, settings):
    settings.ADMIN_HOST = THERE
    assert answers(client, THERE, ["/admin/"]) == [302]
    client.force_login(platform_admin)
    elevate(client)

    assert answers(client, f"{THERE}:8000", PAGES[::2]) == [200, 200]


@pytest.mark.parametrize(("setting", "status"), [("", 200), ("none", 404)])
def test_without_a_host_it_is_everywhere_and_with_none_nowhere(
    client, platform_admin, settings, setting, status
):
    settings.ADMIN_HOST = setting
    client.force_login(platform_admin)
    elevate(client)

    assert [answers(client, host, ["/admin/"]) for host in (HERE, THERE)] == [[status]] * 2


@pytest.mark.parametrize(
    ("host", "found"),
    [("", []), ("none", []), ("localhost", []), ("admin.example.org", ["glamwiki.W007"])],
)
def test_a_host_that_answers_nobody_is_warned_of(settings, host, found):
    settings.ADMIN_HOST, settings.ALLOWED_HOSTS = host, ["localhost", ".example.net"]

    assert [each.id for each in checks.admin_can_be_reached(None)] == found
