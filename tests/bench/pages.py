# SPDX-License-Identifier: GPL-3.0-or-later
"""The product's pages on 100,000 institutions, each beside its bare view."""

import os
import subprocess
import sys
import time
from itertools import repeat

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.utils import timezone

from accounts.sessions import SessionStore
from agreements.actions.lapsing import BATCH, lapse_overdue
from glamwiki.local.ports import free_port
from glamwiki.local.product import answers
from partnerships.models import Commitment, Partnership
from tests.bench import case_studies, data, memory
from tests.bench.measure import ROUNDS, WARM_UP, Client, Post, Row, compare

CASE_STUDIES = 20_000


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


def measure(institutions: int, moves_each: int, *, only: str = "") -> list[Row]:
    """Load the data, serve it, and compare every page, or those whose names hold `only`."""
    begun = time.monotonic()
    lead = data.load(institutions, moves_each)
    case_studies.load(CASE_STUDIES)
    print(f"loaded {institutions:,} institutions in {time.monotonic() - begun:.0f} s", flush=True)
    affiliate = lead.memberships.get().affiliate
    pairs = _lists(institutions) + _records(affiliate)
    server, port = serve()
    try:
        client = Client(port, sign_in(lead))
        idle = memory.worker_mb(server.pid)
        rows = [
            compare(client, name, repeat(ours), repeat(bare), goal)
            for name, ours, bare, goal in pairs
            if only in name
        ]
        rows += [compare(client, *pair) for pair in case_studies.pairs(CASE_STUDIES) if only in pair[0]]
        if only:
            return rows
        rows.append(compare(client, "stage move", *_moves(affiliate), 2.5))
        print(memory.told(idle, *_growth(client, server.pid, [ours for _name, ours, _bare, _goal in pairs])))
        print(_swept())
        return rows
    finally:
        server.terminate()
        server.wait(20)


def _swept() -> str:
    """How long the daily sweep takes over all commitments, and how many of them lapse."""
    begun = time.monotonic()
    number = lapse_overdue(today=timezone.localdate())
    took, there = time.monotonic() - begun, Commitment.objects.count()
    return f"daily sweep: {number:,} of {there:,} commitments lapsed in {took:.1f} s, in batches of {BATCH}"


def _lists(institutions: int) -> list[tuple]:
    """(name, ours, bare, goal) of the pages of many rows; no goal where none was set."""
    last = max(1, min(500, institutions // 50))
    here, bare, alike = "/institutions/", "/bare/list", "name=Museum+of+Clouds+4242&country=ID"
    filtered = ["country=FR&kind=museum", "sector=science", "collects=maps"]
    return [
        ("list, first page", here, bare, 1.5),
        (f"list, page {last}", f"{here}?page={last}", f"{bare}?page={last}", 1.5),
        (f"list, page {last} beside our own first", f"{here}?page={last}", here, 1.3),
        *((f"list, {each}", f"{here}?{each}", f"{bare}?{each}", 1.5) for each in filtered),
        (
            "list, sector and domain, newest first",
            f"{here}?sector=science&collects=maps&sort=newest",
            f"{bare}?sector=science&collects=maps&sort=newest",
            1.5,
        ),
        ("search, narrow", f"{here}?q=umbrellas+4242", "/bare/search?q=umbrellas+4242", 1.5),
        ("search, broad", f"{here}?q=museum", "/bare/search?q=museum", 1.5),
        ("list of partnerships", "/partnerships/", "/bare/partnerships", None),
        ("list of advocates", "/advocates/", "/bare/advocates", None),
        ("map of the world", "/map/", "/bare/map", None),
        ("search of everything", "/search/?q=umbrellas+4242", "/bare/everything?q=umbrellas+4242", None),
        ("today, of 60,000 commitments", "/today/", "/bare/today", None),
        ("hint of duplicates", f"/institutions/alike/?{alike}", f"/bare/alike?{alike}", None),
        ("API list of 50", "/api/v1/institutions/", "/bare/api", 2),
    ]


def _records(affiliate) -> list[tuple]:
    """(name, ours, bare, goal) of one record, one board, one dashboard."""
    pipeline = affiliate.pipelines.get()
    partnership = Partnership.objects.filter(affiliate=affiliate).order_by("pk")[0]
    return [
        ("record of a partnership", f"/partnerships/{partnership.pk}/", f"/bare/record/{partnership.pk}", 2),
        ("board", f"/board/?pipeline={pipeline.pk}", f"/bare/board?pipeline={pipeline.pk}", 1.5),
        ("movement dashboard", "/dashboards/movement/", "/bare/dashboard", 3),
    ]


def _moves(affiliate) -> tuple[list[Post], list[Post]]:
    """Each moves another partnership one stage on: ours the first affiliate's, the bare ones somebody else's."""
    first, second = affiliate.pipelines.get().stages.order_by("position")[:2]
    own = Partnership.objects.filter(stage=first).order_by("pk").values_list("pk", flat=True)
    others = Partnership.objects.filter(phase=first.phase).exclude(affiliate=affiliate).order_by("pk")
    fields = (("stage", second.pk), ("version", 1))
    return (
        [Post(f"/partnerships/{pk}/move/", fields) for pk in own[: ROUNDS + WARM_UP]],
        [Post(f"/bare/move/{pk}") for pk in others.values_list("pk", flat=True)[: ROUNDS + WARM_UP]],
    )


def _growth(client: Client, server: int, addresses: list[str]) -> tuple[float, float]:
    """Megabytes of the worker after what was measured, and after a thousand answers more."""
    before = memory.worker_mb(server)
    for number in range(1000):
        client.ask(addresses[number % len(addresses)])
    return before, memory.worker_mb(server)
