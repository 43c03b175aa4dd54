# SPDX-License-Identifier: GPL-3.0-or-later
"""Moving a partnership from the board or by a form, and the list of all moves."""

import json
from urllib.parse import urlsplit

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from django.views.decorators.vary import vary_on_headers

from accounts.permissions import affiliate_ids, may_somewhere
from partnerships import actions, reports
from partnerships.errors import ChangedMeanwhile, ReasonMissing
from partnerships.filters.pipeline import BoardFilter, MoveFilter
from partnerships.forms.pipeline import MoveForm
from partnerships.models import Partnership, StageMove
from partnerships.permissions import may_steer
from partnerships.views.answers import answer, posted, refuse

MOVES_A_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
@vary_on_headers("HX-Request")
def move_stage(request, pk):
    """Asks for a stage and takes the partnership there.

    The board asks with `HX-Request`: it gets the bare form, and for a move the card with the verdict in
    `HX-Trigger`. Without it the same form is a page, and a move leads back to the board.
    """
    partnership = get_object_or_404(Partnership.objects.visible_to(request.user).for_record(), pk=pk)
    if not may_steer(request.user, partnership):
        raise PermissionDenied

    form = MoveForm(
        **posted(request),
        partnership=partnership,
        initial={"stage": request.GET.get("stage"), "version": partnership.version},
    )
    if form.is_valid():
        answers = form.cleaned_data
        try:
            partnership = actions.move_to_stage(
                partnership,
                answers["stage"],
                by=request.user,
                version=answers["version"],
                note=answers["note"],
            )
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            return _moved(request, partnership)
    if request.htmx and form.is_bound:
        return _refused(request, partnership, form)
    template = "partnerships/move_stage.html" + ("#form" if request.htmx else "")
    return answer(request, template, form, partnership=partnership)


def _moved(request, partnership):
    words = {"institution": partnership.institution, "stage": partnership.stage.name}
    told = _("%(institution)s is now in “%(stage)s”.") % words
    if request.htmx:
        return _card(request, partnership, status=200, message=told, ok=True)
    messages.success(request, told)
    board = reverse("partnerships:board", query={"pipeline": partnership.pipeline_id})
    return redirect(f"{board}#card-{partnership.pk}")


def _refused(request, partnership, form):
    refusal = getattr(form, "refusal", None)
    return _card(
        request,
        partnership,
        status=409 if isinstance(refusal, ChangedMeanwhile) else 422,
        message=" ".join(message for errors in form.errors.values() for message in errors),
        ok=False,
        needsNote=isinstance(refusal, ReasonMissing),
    )


def _card(request, partnership, *, status, message, **verdict):
    """The card as it is now, and for the board what became of the move."""
    now = reports.with_card_facts(Partnership.objects.select_related("stage")).get(pk=partnership.pk)
    (card,) = reports.cards_for([now], [now.stage])
    response = render(request, "partnerships/_card.html", {"card": card, "may_move": True}, status=status)
    settled = {
        "id": now.pk,
        "stage": now.stage_id,
        "message": message,
        "counts": reports.stage_counts(_as_on_the_board(request), now.pipeline),
        **verdict,
    }
    # Escaped to ASCII: a header carries nothing else, and no line break can get into it.
    response["HX-Trigger"] = json.dumps({"board:settled": settled}, ensure_ascii=True)
    return response


def _as_on_the_board(request):
    """Partnerships narrowed as on the page the move was made on, so that the counts there stay right."""
    query = QueryDict(urlsplit(request.headers.get("Referer", "")).query)
    return BoardFilter(query, queryset=Partnership.objects.all(), request=request).qs


@require_safe
def move_list(request):
    """Every move in the partnerships one sees from inside, the latest first."""
    user = request.user
    if not may_somewhere(user, "move.see"):
        raise PermissionDenied
    filters = MoveFilter(request.GET, queryset=StageMove.objects.visible_to(user), request=request)
    rows = filters.qs.select_related("partnership__institution", "affiliate", "source", "target", "by")
    context = {
        "filters": filters,
        "page": Paginator(rows, MOVES_A_PAGE).get_page(request.GET.get("page")),
        # Reasons are internal notes.
        "notes_of": affiliate_ids(user, "partnership.notes"),
    }
    return render(request, "partnerships/move_list.html", context)
