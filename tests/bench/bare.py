# SPDX-License-Identifier: GPL-3.0-or-later
"""Hand-written minimal views of the same rows: session, user, the ideal queries, a plain template.

They are the limit the product's pages are compared with, not a part of it: no filters form, no permissions
beyond being signed in, no translations.
"""

from django.core.cache import cache
from django.db import connection
from django.http import HttpResponseForbidden, JsonResponse
from django.shortcuts import render

from journal.models import Entry
from partnerships.models import Advocate, Institution, Partnership, Stage

COLUMNS = ("id", "name", "place", "kind", "country", "website", "wikidata_item")
PAGE = 50


def stranger(request):
    return None if request.user.is_authenticated else HttpResponseForbidden()


def _filtered(request):
    rows = Institution.objects.current()
    for name in ("country", "kind", "sector"):
        if value := request.GET.get(name):
            rows = rows.filter(**{name: value})
    if domain := request.GET.get("collects"):
        rows = rows.filter(collection_domains__contains=[domain])
    return rows


def institutions(request):
    if refusal := stranger(request):
        return refusal
    rows, number = _filtered(request), int(request.GET.get("page", 1))
    total = rows.count()
    order = ["-id"] if request.GET.get("sort") == "newest" else ["name", "id"]
    ids = list(rows.order_by(*order).values_list("id", flat=True)[(number - 1) * PAGE : number * PAGE])
    page = Institution.objects.filter(pk__in=ids).order_by(*order).values(*COLUMNS)
    return render(request, "bare/list.html", {"rows": page, "total": total})


def search(request):
    if refusal := stranger(request):
        return refusal
    rows = Institution.objects.current().search(request.GET["q"])
    context = {"rows": rows.order_by("name", "id").values(*COLUMNS)[:PAGE], "total": rows.count()}
    return render(request, "bare/list.html", context)


def record(request, pk):
    if refusal := stranger(request):
        return refusal
    partnership = Partnership.objects.select_related("institution", "stage", "lead", "affiliate").get(pk=pk)
    context = {
        "partnership": partnership,
        "advocates": Advocate.objects.at(partnership.institution_id).values("name", "post"),
        "mous": partnership.mous.values("title", "state", "ends_on"),
        "moves": partnership.moves.values(
            "moved_at", "source__phase", "target__phase", "by__username", "note"
        )[:PAGE],
        "entries": Entry.objects.about(partnership).newest().values("at", "verb", "actor__username")[:PAGE],
    }
    return render(request, "bare/record.html", context)


BOARD = """
    SELECT stage.id, card.id, card.next_step_on, card.stage_entered_at, institution.name, lead.username,
           EXISTS (SELECT 1 FROM partnerships_mou mou WHERE mou.partnership_id = card.id AND mou.state = 'signed')
    FROM partnerships_stage stage
    CROSS JOIN LATERAL (
        SELECT * FROM partnerships_partnership WHERE stage_id = stage.id
        ORDER BY stage_entered_at DESC, id DESC LIMIT 50
    ) card
    JOIN partnerships_institution institution ON institution.id = card.institution_id
    JOIN accounts_user lead ON lead.id = card.lead_id
    WHERE stage.pipeline_id = %s
    ORDER BY stage.position, card.stage_entered_at DESC
"""


def board(request):
    if refusal := stranger(request):
        return refusal
    pipeline = int(request.GET["pipeline"])
    stages = list(Stage.objects.filter(pipeline=pipeline).values("id", "phase"))
    cards: dict[int, list] = {}
    with connection.cursor() as cursor:
        cursor.execute(BOARD, [pipeline])
        for stage, *card in cursor.fetchall():
            cards.setdefault(stage, []).append(card)
        cursor.execute(
            "SELECT stage_id, count(*) FROM partnerships_partnership WHERE pipeline_id = %s GROUP BY 1",
            [pipeline],
        )
        counts = dict(cursor.fetchall())
    columns = [
        {"name": stage["phase"], "count": counts.get(stage["id"], 0), "cards": cards.get(stage["id"], [])}
        for stage in stages
    ]
    return render(request, "bare/board.html", {"columns": columns})


def dashboard(request):
    """The figures as the product keeps them, in a plain table."""
    if refusal := stranger(request):
        return refusal
    figures = cache.get("figures:2:movement")
    return render(request, "bare/dashboard.html", {"figures": figures})


def api(request):
    if refusal := stranger(request):
        return refusal
    rows = Institution.objects.order_by("-pk").values(*COLUMNS, "names", "latitude", "longitude", "version")[
        :PAGE
    ]
    return JsonResponse({"results": list(rows)})
