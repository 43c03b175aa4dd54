# SPDX-License-Identifier: GPL-3.0-or-later
"""The board: an affiliate's partnerships by stage."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from accounts.permissions import affiliate_ids, may, may_somewhere, scope
from partnerships import reports
from partnerships.filters.pipeline import BoardFilter
from partnerships.models import Partnership, Pipeline


@require_safe
@vary_on_headers("HX-Request")
def board(request):
    """The columns of one pipeline; `?column=` shows one of them alone, page by page."""
    pipelines = _pipelines_for(request.user)
    pipeline = _chosen(request, pipelines)
    if pipeline is None:
        return render(request, "partnerships/board.html", {"pipelines": pipelines})

    stages = list(pipeline.stages.all())
    partnerships = Partnership.objects.filter(pipeline=pipeline)
    leads, countries = reports.lead_and_country_choices(partnerships)
    filters = BoardFilter(
        request.GET, queryset=partnerships, request=request, leads=leads, countries=countries
    )
    context = {
        "pipelines": pipelines,
        "pipeline": pipeline,
        "filters": filters,
        "may_move": may(request.user, "partnership.steer", affiliate_id=pipeline.affiliate_id),
    }
    if "column" in request.GET:
        return _one_column(request, filters.qs, stages, context)
    columns = reports.board_columns(filters.qs, stages)
    context |= {"columns": columns, "total": sum(column.count for column in columns)}
    return render(request, "partnerships/board.html", context)


def _one_column(request, partnerships, stages, context):
    """The rest of a column: its next cards for the board in the browser, a whole page without JavaScript."""
    wanted = request.GET["column"]
    stage = next((stage for stage in stages if str(stage.pk) == wanted), None)
    if stage is None:
        raise Http404
    ordered = reports.with_card_facts(partnerships).filter(stage=stage).order_by("-stage_entered_at", "-pk")
    page = Paginator(ordered, reports.CARDS_A_COLUMN).get_page(request.GET.get("page"))
    context |= {"stage": stage, "page": page, "cards": reports.cards_for(page, stages)}
    template = "partnerships/board_column.html" + ("#more" if request.htmx else "")
    return render(request, template, context)


def _pipelines_for(user) -> list[Pipeline]:
    """The pipelines the user sees from inside: of their affiliates, or all for the foundation's staff."""
    if not may_somewhere(user, "move.see"):
        raise PermissionDenied
    seen = Pipeline.objects.filter(scope(user, "partnership.see")).select_related("affiliate")
    return list(seen.order_by("affiliate__name", "pk"))


def _chosen(request, pipelines: list[Pipeline]) -> Pipeline | None:
    """The pipeline of the address; by default the first where the user works, else the first."""
    wanted = request.GET.get("pipeline")
    if wanted:
        chosen = next((each for each in pipelines if str(each.pk) == wanted), None)
        if chosen is None:
            raise Http404
        return chosen
    own = affiliate_ids(request.user, "partnership.steer") or affiliate_ids(request.user, "partnership.notes")
    return next((each for each in pipelines if each.affiliate_id in own), next(iter(pipelines), None))
