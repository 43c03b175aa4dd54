# SPDX-License-Identifier: GPL-3.0-or-later
"""Health for those who operate the platform, and the page for a form that came without its token."""

import hmac
from datetime import timedelta

import redis
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from dashboards import metrics as figures
from outreach.connection import wiki_host
from outreach.freshness import freshness
from outreach.models import Source
from work import reports
from work.models import Heartbeat

BEAT_LOST_AFTER = timedelta(minutes=5)


@login_not_required
@require_GET
def healthz(request):
    """This process answers. Asks nothing of anybody."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@login_not_required
@require_GET
def readyz(request):
    """200 when database, broker, migrations and clock are as they should be; 503 with the one that is not.

    Besides it says whether what must be sent leaves in time (`manage.py outbox` says what does not), and whether
    the mirror is fresh: `ok`, `late`, `stale` or `never`.
    """
    checks = {
        "database": _database(),
        "broker": _broker(),
        "migrations": _migrations(),
        "beat": _beat(),
    }
    status = 200 if all(checks.values()) else 503
    # A mail server that is away is no reason to take pages away: it is said, and changes nothing.
    checks["outbox"] = _outbox()
    said = {name: "ok" if fine else "not ok" for name, fine in checks.items()}
    # Nor is a wiki that was not reached: our copies are served, with their age.
    return JsonResponse(said | {"sync": _sync()}, status=status)


def _database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def _broker() -> bool:
    try:
        cache.set("readyz", 1, 5)
    except (redis.RedisError, OSError):
        return False
    return True


def _migrations() -> bool:
    try:
        executor = MigrationExecutor(connection)
        return not executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return False


def _beat() -> bool:
    try:
        return Heartbeat.objects.filter(part="beat", seen_at__gte=timezone.now() - BEAT_LOST_AFTER).exists()
    except DatabaseError:
        return False


def _outbox() -> bool:
    try:
        return not reports.is_outbox_late()
    except DatabaseError:
        return False


def _sync() -> str:
    try:
        synced_at = Source.objects.filter(host=wiki_host()).values_list("synced_at", flat=True).first()
    except DatabaseError:
        return "not ok"
    known = freshness(synced_at)
    return str(known.age) if known.is_late or known.is_stale else "ok"


@login_not_required
@require_GET
def metrics(request):
    """The figures for Prometheus, for whoever shows METRICS_TOKEN as a bearer; without that setting there are none."""
    if not settings.METRICS_TOKEN:
        raise Http404
    scheme, _space, shown = request.headers.get("Authorization", "").partition(" ")
    is_known = hmac.compare_digest(shown.strip().encode(), settings.METRICS_TOKEN.encode())
    if scheme.lower() != "bearer" or not is_known:
        return HttpResponse("A token is needed.\n", content_type="text/plain; charset=utf-8", status=401,
                            headers={"WWW-Authenticate": "Bearer"})  # fmt: skip
    return HttpResponse(figures.written(), content_type=figures.CONTENT_TYPE,
                        headers={"Cache-Control": "no-store"})  # fmt: skip


def csrf_failure(request, reason=""):
    """A form without a valid token: said in words, with the way back."""
    return render(request, "403.html", {"stale_form": True, "contact": settings.OPERATOR_CONTACT}, status=403)
