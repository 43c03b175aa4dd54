# SPDX-License-Identifier: GPL-3.0-or-later
"""The real web process as a real site runs it: as its own role, with its patience, its log one JSON line an event."""

import http.client
import itertools
import json
import signal
import time
import urllib.parse
from concurrent.futures import ThreadPoolExecutor

import psycopg2
import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from glamwiki.local.ports import free_port
from glamwiki.local.product import answers, start_web
from tests.factories import AdvocateFactory, AffiliateFactory, UserFactory, member
from tests.people import sign_in_freshly

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


class Web:
    """The process, and what it said."""

    def __init__(self, env):
        self.port = free_port(8900)
        self.child = start_web(env, self.port)

    def wait(self):
        deadline = time.monotonic() + 60
        while not answers(f"http://127.0.0.1:{self.port}/healthz"):
            assert self.child.is_running, self.child.process.stdout.read()
            assert time.monotonic() < deadline
            time.sleep(0.1)

    def ask(self, method, path, body="", **headers):
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        line.request(method, path, body, headers)
        answer = line.getresponse()
        said = answer.read().decode()
        line.close()
        return answer, said

    def stop(self) -> str:
        self.child.process.send_signal(signal.SIGTERM)
        said = self.child.process.stdout.read().decode()
        self.child.stop()
        return said


@pytest.fixture
def web(process_environment):
    head, at, tail = process_environment["DATABASE_URL"].partition("@")
    if not at:
        pytest.skip("the test server wants a password for every role")
    given = process_environment | {
        "DATABASE_URL": f"postgresql://glamwiki_web@{tail}",
        "LOG_FORMAT": "json",
        "LOG_LEVEL": "INFO",
    }
    process = Web(given)
    process.wait()
    yield process
    process.child.stop()


def test_it_serves_as_its_role_in_time_and_logs_nobody(web):
    UserFactory(username="ada")
    form = urllib.parse.urlencode({"username": "canary-name", "password": "canary-password"})
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    front, _page = web.ask("GET", "/")
    cookie = {"Cookie": "session=canary-cookie; csrftoken=" + "c" * 32, "User-Agent": "canary@agent.example"}
    web.ask("GET", "/institutions/?q=canary-query", **cookie)
    web.ask("POST", "/sign-in/", form, **cookie, **kind)
    web.ask("GET", "/feeds/canary-key.ics")
    web.ask("GET", "/%0d%0aforged%1b%5b2J/canary%40museum.example")
    web.ask("GET", "/api/v1/partnerships/", Authorization="Token canary-token" + "0" * 60)
    given = connection.get_connection_params()
    holder = psycopg2.connect(**{name: given[name] for name in ("dbname", "user", "host") if given.get(name)})
    with holder.cursor() as other:
        other.execute("SELECT usename FROM pg_stat_activity WHERE datname = current_database()")
        assert ("glamwiki_web",) in other.fetchall()
        other.execute("LOCK TABLE casestudies_casestudy IN ACCESS EXCLUSIVE MODE")
        began = time.monotonic()
        late, page = web.ask("GET", "/case-studies/")
    holder.close()

    assert (front.status, late.status) == (200, 503)
    assert 1.5 < time.monotonic() - began < 20
    assert late.headers["Retry-After"]
    assert late.headers["X-Request-ID"] in page
    said = web.stop()
    assert [line for line in said.splitlines() if not line.startswith("{")] == []
    lines = [json.loads(line) for line in said.splitlines()]
    assert "canary" not in said
    assert [each for each in lines if "W003" in each["said"] or "mighty" in each["said"]] == []
    mine = [each for each in lines if each.get("request") == late.headers["X-Request-ID"]]
    assert {each["logger"] for each in mine} >= {"glamwiki.busy", "gunicorn.access"}
    assert {each["status"] for each in mine if "status" in each} == {503}
    assert settings.SECRET_KEY not in said


def test_two_hundred_pages_for_two_affiliates_by_turns_never_mix(web):
    asks = []
    for name in ("Ada Own", "Zoe Other"):
        affiliate = AffiliateFactory()
        AdvocateFactory(affiliate=affiliate, name=name)
        browser = Client()
        sign_in_freshly(browser, member("coordinator", affiliate))
        cookie = "; ".join(f"{each.key}={each.value}" for each in browser.cookies.values())
        asks += [(name, path, cookie) for path in ("/advocates/", "/api/v1/advocates/")]

    def read(ask):
        name, path, cookie = ask
        answer, page = web.ask("GET", path, Cookie=cookie)
        return name, answer.status, {each for each in ("Ada Own", "Zoe Other") if each in page}

    # Eight at once, on as many connections to the database as the process has threads, each used again and again.
    with ThreadPoolExecutor(8) as readers:
        answers = list(readers.map(read, itertools.islice(itertools.cycle(asks), 200)))

    assert [each for each in answers if each != (each[0], 200, {each[0]})] == []
