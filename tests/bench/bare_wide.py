# SPDX-License-Identifier: GPL-3.0-or-later
"""More hand-written minimal views: the wide lists, the map, the searches, and the least a move must write."""

from datetime import timedelta

from django.db import connection, transaction
from django.db.models import F
from django.http import JsonResponse
from django.shortcuts import render
from django.utils import timezone

from casestudies.models import CaseStudy
from journal.models import Entry
from partnerships.models import (
    Address,
    Advocate,
    Commitment,
    Institution,
    Mou,
    Partnership,
    Post,
    Stage,
    StageMove,
)
from teamwork.models import Note, Task
from tests.bench.bare import COLUMNS, PAGE, stranger

CELLS = """
    SELECT floor(latitude::float / 8), floor(longitude::float / 8), count(*), avg(latitude::float),
           avg(longitude::float)
    FROM partnerships_institution WHERE latitude IS NOT NULL GROUP BY 1, 2
"""
ALIKE = """
    SELECT id, name, place, country FROM partnerships_institution
    WHERE lower(%(name)s) <%% name_key ORDER BY word_similarity(lower(%(name)s), name_key) DESC LIMIT 40
"""


def partnerships(request):
    if refusal := stranger(request):
        return refusal
    rows = Partnership.objects.filter(removed_at=None).order_by("-pk")
    page = rows.values("id", name=F("institution__name"), place=F("institution__place"), kind=F("phase"))
    return render(request, "bare/list.html", {"rows": page[:PAGE], "total": rows.count()})


def advocates(request):
    if refusal := stranger(request):
        return refusal
    own = request.user.memberships.values("affiliate")
    rows = Advocate.objects.filter(affiliate__in=own).order_by("name", "pk")
    page = list(rows.values("id", "name", kind=F("engagement"))[:PAGE])
    keys = [each["id"] for each in page]
    posts = dict(Post.objects.filter(advocate__in=keys).values_list("advocate", "institution__name"))
    addresses = dict(Address.objects.filter(advocate__in=keys).values_list("advocate", "value"))
    for each in page:
        each |= {"place": posts.get(each["id"]), "country": addresses.get(each["id"])}
    return render(request, "bare/list.html", {"rows": page, "total": rows.count()})


def world_map(request):
    if refusal := stranger(request):
        return refusal
    with connection.cursor() as cursor:
        cursor.execute(CELLS)
        cells = cursor.fetchall()
    rows = (
        Institution.objects.current()
        .filter(latitude__isnull=False)
        .order_by("name", "id")
        .values(*COLUMNS)[:PAGE]
    )
    return render(request, "bare/list.html", {"rows": rows, "total": sum(each[2] for each in cells)})


def case_studies(request):
    """A page of 25 with their total, by the ideal queries; no counts of facets, no passages."""
    if refusal := stranger(request):
        return refusal
    rows = CaseStudy.objects.public()
    for name in ("country", "kind"):
        if value := request.GET.get(name):
            rows = rows.filter(**{name: value})
    if words := request.GET.get("q"):
        rows = rows.search(words)
    order = ["title", "-id"] if request.GET.get("sort") == "title" else ["-saved_at", "-id"]
    number = int(request.GET.get("page", 1))
    ids = rows.order_by(*order).values("id")[(number - 1) * 25 : number * 25]
    page = CaseStudy.objects.filter(pk__in=ids).order_by(*order)
    columns = page.values("id", "country", "kind", name=F("title"), place=F("lead"))
    return render(request, "bare/list.html", {"rows": columns, "total": rows.count()})


def everything(request):
    """Six kinds of records by the same words."""
    if refusal := stranger(request):
        return refusal
    words = request.GET["q"]
    found = Institution.objects.current().search(words)
    lists = [
        found.values(*COLUMNS),
        Partnership.objects.filter(institution__in=found).values("id", name=F("institution__name")),
        Advocate.objects.filter(name__icontains=words).values("id", "name"),
        Mou.objects.filter(title__icontains=words).values("id", name=F("title")),
        Task.objects.filter(title__icontains=words).values("id", name=F("title")),
        Note.objects.filter(text__icontains=words).values("id", name=F("text")),
    ]
    rows = [row for each in lists for row in each.order_by()[:PAGE]]
    return render(request, "bare/list.html", {"rows": rows, "total": len(rows)})


def today(request):
    """Of the reader's commitments and tasks those that press most."""
    if refusal := stranger(request):
        return refusal
    soon = timezone.localdate() + timedelta(days=7)
    near = {"state": "open", "due_on__lte": soon}
    lists = [
        Commitment.objects.filter(user=request.user.pk, **near).values(
            "id", name=F("what"), place=F("due_on")
        ),
        Task.objects.filter(assignee=request.user.pk, **near).values(
            "id", name=F("title"), place=F("due_on")
        ),
    ]
    total = sum(each.count() for each in lists)
    rows = [row for each in lists for row in each.order_by("due_on")[: PAGE // 2]]
    return render(request, "bare/list.html", {"rows": rows, "total": total})


def alike(request):
    if refusal := stranger(request):
        return refusal
    with connection.cursor() as cursor:
        cursor.execute(ALIKE, {"name": request.GET["name"]})
        rows = [
            dict(zip(("id", "name", "place", "country"), row, strict=True)) for row in cursor.fetchall()[:5]
        ]
    return render(request, "bare/list.html", {"rows": rows, "total": len(rows)})


@transaction.atomic
def move(request, pk):
    """One stage on: the row, the move, the line of the journal."""
    if refusal := stranger(request):
        return refusal
    card = Partnership.objects.select_for_update().get(pk=pk)
    stage = Stage.objects.filter(pipeline=card.pipeline_id, position__gt=0).order_by("position")[0]
    now = timezone.now()
    Partnership.objects.filter(pk=pk).update(
        stage=stage, phase=stage.phase, stage_entered_at=now, version=card.version + 1
    )
    StageMove.objects.create(
        partnership=card,
        affiliate_id=card.affiliate_id,
        source_id=card.stage_id,
        target=stage,
        by=request.user,
        moved_at=now,
    )
    Entry.objects.create(
        actor=request.user,
        verb="partnership.moved",
        subject_kind="partnerships.partnership",
        subject_id=pk,
        thread_kind="partnerships.partnership",
        thread_id=pk,
    )
    return JsonResponse({"stage": stage.pk, "version": card.version + 1})
