# SPDX-License-Identifier: GPL-3.0-or-later
"""The doors to the journal: a page for those who answer for an affiliate or the platform, and the same as a file."""

import csv

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.fresh import fresh_sign_in_required
from accounts.limits import limited
from accounts.permissions import affiliate_ids, may_somewhere
from dashboards.audit_lines import ACTION, AuditFilter, Line, lines_for, written
from interface.cells import safe_cell
from journal.actions import acting, record_event
from journal.models import Entry

LINES_A_PAGE = 50
LINES_A_FILE = 10_000
_BATCH = 500


@require_GET
def audit(request):
    """Who did what to what, when and why, newest first; the address of a page holds what it begins after."""
    filters, entries = _asked(request, request.GET)
    before = request.GET.get("before", "")
    if before.isascii() and before.isdecimal() and len(before) < 19:
        entries = entries.filter(pk__lt=int(before))
    found = list(entries.select_related("actor").order_by("-pk")[: LINES_A_PAGE + 1])
    shown = found[:LINES_A_PAGE]
    context = {
        "filters": filters,
        "lines": list(written(shown, request.user)),
        "older": shown[-1].pk if len(found) > LINES_A_PAGE else None,
        "is_first": not before,
        "in_words": bool(affiliate_ids(request.user, ACTION)),
        "most": LINES_A_FILE,
    }
    return render(request, "dashboards/audit.html", context)


@require_POST
@limited("export")
@fresh_sign_in_required
def audit_file(request):
    """The same lines as CSV, the newest ten thousand; that they were taken is a line itself."""
    _filters, entries = _asked(request, request.POST)
    own = affiliate_ids(request.user, ACTION)
    with acting(request.user):
        record_event(
            "file.exported", by=request.user, after="audit", affiliate_id=own.pop() if len(own) == 1 else None
        )
    response = StreamingHttpResponse(_rows(entries, request.user), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="audit-{timezone.localdate():%Y-%m-%d}.csv"'
    response["Cache-Control"] = "private, no-store"
    return response


def _asked(request, data) -> tuple[AuditFilter, QuerySet[Entry]]:
    if not may_somewhere(request.user, ACTION):
        raise PermissionDenied
    filters = AuditFilter(data, user=request.user)
    return filters, filters.apply(lines_for(request.user))


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def _rows(entries: QuerySet[Entry], user):
    """The lines of the file, in batches by key, so that however many they are little is held."""
    writer = csv.writer(_Echo())
    yield writer.writerow(map(safe_cell, _headings()))
    left, before = LINES_A_FILE, None
    while left > 0:
        batch = entries if before is None else entries.filter(pk__lt=before)
        # Who loses the right while the file goes out gets no more of it.
        with acting(user):
            found = list(batch.select_related("actor").order_by("-pk")[: min(_BATCH, left)])
        for line in written(found, user):
            yield writer.writerow(map(safe_cell, _cells(line)))
        if len(found) < _BATCH:
            return
        left, before = left - len(found), found[-1].pk


def _headings() -> list[str]:
    return [
        _("Moment (UTC)"),
        _("Who"),
        _("What was done"),
        _("In words"),
        _("To what"),
        _("Its number"),
        _("Before"),
        _("After"),
        _("Why"),
        _("Affiliate"),
        _("Number of the answer"),
        _("Whose role"),
    ]


def _cells(line: Line) -> list[object]:
    entry = line.entry
    return [
        f"{entry.at:%Y-%m-%dT%H:%M:%SZ}",
        line.who,
        entry.verb,
        line.what,
        entry.subject_kind,
        entry.subject_id or "",
        line.before,
        line.after,
        line.note,
        line.affiliate,
        entry.request_id or "",
        line.whom,
    ]
