# SPDX-License-Identifier: GPL-3.0-or-later
"""A real Chromium for the tests of this folder, and what no page may do in it.

Every test here is marked `browser` (so it is skipped, or with CI=true fails, where Chromium is missing) and
works on committed rows, which the live server's threads can see.
"""

import os
import shutil
import sys
import time
from importlib import import_module
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import connection
from playwright.sync_api import expect

from accounts.elevation import note_elevation
from accounts.fresh import note_proof
from tests.person import Keyboard, Plain, leave

# Playwright's synchronous API keeps an event loop in the test's thread, which Django would refuse to work in.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

HERE = Path(__file__).parent
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
# The machine may be busy with the other half of the tests.
PATIENCE_MS = 15_000
GRAVE = {"serious", "critical"}
LAST_ANSWERS_SECONDS = 2
HUNG = "from pytest-timeout"


def pytest_collection_modifyitems(items):
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.django_db(transaction=True))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """A browser that hangs ends the run, with the line that waits for it: whatever asks it next would hang as well."""
    report = yield
    if item.get_closest_marker("browser") and call.excinfo and HUNG in str(call.excinfo.value):
        print(
            f"\n{item.nodeid}\n{report.longreprtext}\nThe browser hangs; the run ends here.",
            file=sys.__stderr__,
        )
        sys.__stderr__.flush()
        os._exit(1)
    return report


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """The system's Chromium: nothing is downloaded."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    return {**browser_type_launch_args, "executable_path": program, "args": QUIET}


@pytest.fixture
def browser_context_args(browser_context_args, live_server):
    return {
        **browser_context_args,
        "base_url": live_server.url,
        "locale": "en-GB",
        "timezone_id": "UTC",
        "viewport": {"width": 1400, "height": 900},
    }


@pytest.fixture
def context(context, live_server):
    """Every page of a test, a second window too, fails it by a script error, a violated CSP or a foreign host."""
    expect.set_options(timeout=PATIENCE_MS)
    context.set_default_timeout(PATIENCE_MS)
    faults: list[str] = []
    ours = (f"{live_server.url}/", "data:", "blob:")

    def heed(message):
        if "Content Security Policy" in message.text:
            faults.append(f"violates the policy: {message.text}")

    def follow(request):
        if not request.url.startswith(ours):
            faults.append(f"asks another host: {request.url}")

    context.on("weberror", lambda fault: faults.append(f"script error: {fault.error}"))
    context.on("console", heed)
    under_way = set()
    context.on("request", follow)
    context.on("request", lambda request: under_way.add(request))
    for end in ("requestfinished", "requestfailed"):
        context.on(end, lambda request: under_way.discard(request))
    yield context
    wait_for_the_last(under_way, context)
    assert not faults, faults


def wait_for_the_last(under_way, context):
    """What a page fetches by itself is answered before the database is emptied: the two would wait for each other.

    Those of a page that was closed, too: the server goes on with them.
    """
    until = time.monotonic() + LAST_ANSWERS_SECONDS
    while under_way and context.pages and time.monotonic() < until:
        context.pages[0].wait_for_timeout(20)
    for page in context.pages:
        leave(page)
    while _others_at_work() and time.monotonic() < until + LAST_ANSWERS_SECONDS:
        time.sleep(0.02)


def _others_at_work() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'"
        )
        return cursor.fetchone()[0] > 0


@pytest.fixture(params=[Keyboard, Plain])
def hand(request, browser, browser_context_args, context):
    """The way this person works, with a page of their own: without a mouse, then without JavaScript."""
    if request.param.has_scripts:
        yield Keyboard(context.new_page())
        return
    with browser.new_context(**browser_context_args, java_script_enabled=False) as plain:
        yield Plain(plain.new_page())


@pytest.fixture
def sign_in(live_server):
    """`sign_in(page, user)`: the page's browser holds a session of that user, who has just signed in, from now on.

    With `elevated` a platform administrator has given a reason as well.
    """

    def sign_in(page, user, *, elevated=False):
        session = import_module(settings.SESSION_ENGINE).SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        note_proof(session)
        if elevated:
            note_elevation(session)
        session.save()
        page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": session.session_key, "url": live_server.url}]
        )

    return sign_in


@pytest.fixture
def speak(live_server):
    """`speak(page, "ar")`: pages come in that language from now on."""

    def speak(page, language):
        cookie = {"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": live_server.url}
        page.context.add_cookies([cookie])

    return speak


@pytest.fixture(scope="session")
def axe_source():
    return (HERE / "vendor" / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture
def grave_findings(axe_source):
    """`grave_findings(page)`: what axe holds to be serious or critical on the page as it is now."""

    def grave_findings(page):
        page.evaluate(axe_source + ";void 0")
        found = page.evaluate("() => axe.run(document)")["violations"]
        return [
            (each["id"], each["impact"], [node["target"] for node in each["nodes"]][:5])
            for each in found
            if each["impact"] in GRAVE
        ]

    return grave_findings
