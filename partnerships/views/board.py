# SPDX-License-Identifier: GPL-3.0-or-later
"""The board: an affiliate's partnerships by stage."""

from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from accounts.permissions import affiliate_ids, may, may_somewhere
from partnerships import reports
from partnerships.filters.pipeline import BoardFilter
from partnerships.models import Partnership, Pipeline
from partnerships.models.sharing import shared_with
from partnerships.permissions import may_open_partnership
from partnerships.views.cards import CardPen

# What an address of the board may ask for; another board keeps it.
PAGE = "partnerships:board"


@require_safe
@vary_on_headers("HX-Request")
def board(request):
    """The columns of one pipeline; `?column=` shows one of them alone, page by page."""
    pipelines = _pipelines_for(request.user)
    if _is_co_led(request, pipelines):
        return redirect("partnerships:co-led")
    pipeline = _chosen(request, pipelines)
    if pipeline is None:
        return render(request, "partnerships/board.html", {"pipelines": pipelines})

    partnerships = Partnership.objects.kept().inside_for(request.user).filter(pipeline=pipeline)
    leads, countries = reports.remembered_choices(_choices_of(request.user, pipeline), partnerships)
    filters = BoardFilter(
        request.GET, queryset=partnerships, request=request, leads=leads, countries=countries
    )
    context = {
        "pipelines": pipelines,
        "pipeline": pipeline,
        "filters": filters,
        "conditions": filters.conditions.in_words(dict(leads)),
        "may_move": may(request.user, "partnership.steer", affiliate_id=pipeline.affiliate_id),
        "may_open": may_open_partnership(request.user, pipeline.affiliate_id) and not pipeline.retired_at,
        "sums": reports.SUMS,
        "sum_of": _sum_of(request),
        "views_query": urlencode({"page": PAGE, "query": request.GET.urlencode()}),
    }
    if "column" in request.GET:
        return _one_column(request, filters.qs, context)
    return _whole(request, filters.qs, context)


def _choices_of(user, pipeline: Pipeline) -> str:
    """What decides whom the menus name: those of another affiliate see no confidential partnerships."""
    inside = pipeline.affiliate_id in affiliate_ids(user, "partnership.see")
    return f"board:{pipeline.pk}:{'inside' if inside else 'open'}"


def _sum_of(request) -> str:
    wanted = request.GET.get("sum", "")
    return wanted if wanted in reports.SUMS else ""


def _whole(request, partnerships, context):
    columns = reports.board_columns(partnerships, context["pipeline"], sum_of=context["sum_of"])
    pen = CardPen(may_move=context["may_move"])
    context |= {
        "columns": columns,
        "drawn": [(column, pen.draw_all(column.cards)) for column in columns],
        "total": sum(column.count for column in columns),
        "first_open": next((column.stage.pk for column in columns if not column.stage.is_closed), None),
    }
    return render(request, "partnerships/board.html", context)


def _one_column(request, partnerships, context):
    """The rest of a column: its next cards for the board in the browser, a whole page without JavaScript."""
    wanted = request.GET["column"]
    stages = {str(stage.pk): stage for stage in context["pipeline"].stages.all()}
    stage = stages.get(wanted)
    if stage is None:
        raise Http404
    ordered = reports.card_rows(partnerships.filter(stage=stage)).order_by("-stage_entered_at", "-pk")
    page = Paginator(ordered, reports.CARDS_A_COLUMN).get_page(request.GET.get("page"))
    writer = reports.CardWriter({stage.pk: stage})
    cards = [writer.write(row) for row in page]
    pen = CardPen(may_move=context["may_move"])
    context |= {"stage": stage, "page": page, "cards": cards}
    if not request.htmx:
        context["drawn"] = pen.draw_all(cards)
        return render(request, "partnerships/board_column.html", context)
    # The first of the new cards takes the focus, which the link that asked for them loses.
    drawn = "".join(pen.draw(card, focus=not place) for place, card in enumerate(cards))
    context |= {"next_page": page.next_page_number() if page.has_next() else None, "out_of_band": True}
    return HttpResponse(drawn + render_to_string("partnerships/_board_more.html", context, request))


def _pipelines_for(user) -> list[Pipeline]:
    """The pipelines the user sees from inside: of their affiliates, or all for the foundation's staff."""
    if not may_somewhere(user, "move.see"):
        raise PermissionDenied
    seen = Pipeline.objects.visible_to(user).select_related("affiliate")
    return list(seen.order_by("affiliate__name", "pk"))


def _is_co_led(request, pipelines: list[Pipeline]) -> bool:
    """Whether the address names another affiliate's pipeline, with something in it that the reader's leads too."""
    wanted = request.GET.get("pipeline", "")
    shared = shared_with(request.user, "partnership.see")
    if not shared or not wanted.isdecimal() or any(str(each.pk) == wanted for each in pipelines):
        return False
    return Partnership.objects.filter(pk__in=shared, pipeline=wanted).exists()


def _chosen(request, pipelines: list[Pipeline]) -> Pipeline | None:
    """The pipeline of the address; by default the first in use where the user works, else the first."""
    wanted = request.GET.get("pipeline")
    if wanted:
        chosen = next((each for each in pipelines if str(each.pk) == wanted), None)
        if chosen is None:
            raise Http404
        return chosen
    user = request.user
    own = affiliate_ids(user, "partnership.steer") or affiliate_ids(user, "partnership.notes")
    in_use = [each for each in pipelines if not each.retired_at] or pipelines
    return next((each for each in in_use if each.affiliate_id in own), next(iter(in_use), None))
