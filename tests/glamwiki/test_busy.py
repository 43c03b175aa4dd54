# SPDX-License-Identifier: GPL-3.0-or-later
"""A database that is locked or too slow is answered in words, with when to try again."""

import psycopg2
import pytest
from django.conf import settings as live
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpResponse
from django.urls import include, path
from rest_framework.decorators import api_view, permission_classes
from rest_framework.permissions import AllowAny
from rest_framework.response import Response

from glamwiki import env

pytestmark = pytest.mark.django_db


def _sleep():
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = '50ms'; SELECT pg_sleep(2)")


@login_not_required
def slow(request):
    _sleep()
    return HttpResponse("slept")


@api_view(["GET"])
@permission_classes([AllowAny])
def slow_api(request):
    _sleep()
    return Response("slept")


@login_not_required
def broken(request):
    raise ValueError("Ada Canary")


urlpatterns = [
    path("slow/", slow),
    path("slow-api/", slow_api),
    path("broken/", broken),
    path("", include("glamwiki.urls")),
]
handler500 = "glamwiki.failures.broken"


@pytest.mark.urls("tests.glamwiki.test_busy")
@pytest.mark.parametrize("address", ["/slow/", "/slow-api/"])
def test_a_statement_that_takes_too_long_is_answered_with_when_to_try_again(client, address):
    answer = client.get(address)

    assert answer.status_code == 503
    assert int(answer["Retry-After"]) > 0
    assert "pg_sleep" not in answer.text


@pytest.mark.urls("tests.glamwiki.test_busy")
def test_the_page_that_says_so_is_ours_and_bears_the_number(client, caplog):
    answer = client.get("/slow/")

    assert "Too much at once" in answer.text
    assert answer["X-Request-ID"] in answer.text
    assert [each.getMessage() for each in caplog.records if each.name == "glamwiki.busy"] == [
        "The database did not answer in time: 57014"
    ]


@pytest.mark.urls("tests.glamwiki.test_busy")
def test_the_page_for_our_own_faults_bears_the_number_and_no_trace(client):
    client.raise_request_exception = False

    answer = client.get("/broken/")

    assert (answer.status_code, answer["X-Request-ID"] in answer.text) == (500, True)
    assert "Canary" not in answer.text
    assert "ValueError" not in answer.text


def test_a_lock_that_is_held_is_answered_too(client, settings):
    """The table stands still under somebody else's ACCESS EXCLUSIVE lock."""
    given = connection.get_connection_params()
    holder = psycopg2.connect(**{name: given[name] for name in ("dbname", "user", "host") if given.get(name)})
    try:
        with holder.cursor() as other, connection.cursor() as cursor:
            other.execute("LOCK TABLE casestudies_casestudy IN ACCESS EXCLUSIVE MODE")
            cursor.execute("SET LOCAL lock_timeout = '100ms'")
            answer = client.get("/case-studies/")
    finally:
        holder.close()

    assert (answer.status_code, answer["Retry-After"]) == (503, "10")


def test_each_kind_of_process_waits_as_long_as_its_work_allows(monkeypatch):
    monkeypatch.setenv("URL", "postgresql://me@/x?host=/run&options=-c%20lock_timeout%3D9s")

    said = {part: env.database("URL", patience=env.PATIENCE[part]).get("OPTIONS") for part in env.PATIENCE}

    assert "-c statement_timeout=5s -c lock_timeout=2s" in said["web"]["options"]
    assert said["web"]["options"].endswith("-c lock_timeout=9s")
    assert "-c statement_timeout=300s -c lock_timeout=30s" in said["worker"]["options"]
    assert said["command"]["options"] == "-c lock_timeout=9s"
    assert live.PART == "command"


@pytest.mark.parametrize("trusted", [True, False])
def test_a_number_that_comes_in_counts_only_from_a_proxy(client, settings, trusted):
    settings.TRUST_REQUEST_ID = trusted
    given = "11111111-2222-3333-4444-555555555555"

    assert (client.get("/healthz", headers={"X-Request-ID": given})["X-Request-ID"] == given) is trusted
    assert client.get("/healthz", headers={"X-Request-ID": "a\r\nb"})["X-Request-ID"] not in {given, "a\r\nb"}
