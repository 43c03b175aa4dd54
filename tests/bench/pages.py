# SPDX-License-Identifier: GPL-3.0-or-later
"""The product's pages on 100,000 institutions, each beside its bare view."""

import os
import subprocess
import sys
import time

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from glamwiki.local.ports import free_port
from glamwiki.local.product import answers
from partnerships.models import Partnership
from tests.bench import data
from tests.bench.measure import Client, Row, compare


def sign_in(user) -> str:
    """A session made the way Django's login makes it; returns the cookie."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def serve() -> tuple[subprocess.Popen, int]:
    """gunicorn with one worker on a free port, as in production but for the count of workers."""
    port = free_port(8700)
    argv = [sys.executable, "-m", "gunicorn", "glamwiki.wsgi", "--bind", f"127.0.0.1:{port}"]
    argv += ["--worker-class", "gthread", "--threads", "2", "--no-control-socket", "--log-level", "warning"]
    server = subprocess.Popen(argv, env=os.environ)
    for _n in range(200):
        if answers(f"http://127.0.0.1:{port}/healthz"):
            return server, port
        time.sleep(0.1)
    server.kill()
    raise SystemExit("The web server did not come up.")


def measure(institutions: int, moves_each: int) -> list[Row]:
    """Load the data, serve it, and compare every page."""
    begun = time.monotonic()
    lead = data.load(institutions, moves_each)
    print(f"loaded {institutions:,} institutions in {time.monotonic() - begun:.0f} s", flush=True)
    affiliate = lead.memberships.get().affiliate
    pipeline = affiliate.pipelines.get()
    partnership = Partnership.objects.filter(affiliate=affiliate).order_by("pk")[0]
    last = max(1, min(500, institutions // 50))
    pairs = [
        ("list, first page", "/institutions/", "/bare/list", 1.5),
        (f"list, page {last}", f"/institutions/?page={last}", f"/bare/list?page={last}", 1.5),
        (
            "list, two filters",
            "/institutions/?country=FR&kind=museum",
            "/bare/list?country=FR&kind=museum",
            1.5,
        ),
        ("search, narrow", "/institutions/?q=umbrellas+4242", "/bare/search?q=umbrellas+4242", 1.5),
        ("search, broad", "/institutions/?q=museum", "/bare/search?q=museum", 1.5),
        (
            "record of a partnership",
            f"/partnerships/{partnership.pk}/",
            f"/bare/record/{partnership.pk}",
            2,
        ),
        ("board", f"/board/?pipeline={pipeline.pk}", f"/bare/board?pipeline={pipeline.pk}", 1.5),
        ("movement dashboard", "/dashboards/movement/", "/bare/dashboard", 3),
        ("API list of 50", "/api/v1/institutions/", "/bare/api", 2),
    ]
    server, port = serve()
    try:
        client = Client(port, sign_in(lead))
        return [compare(client, *pair) for pair in pairs]
    finally:
        server.terminate()
        server.wait(20)
