# SPDX-License-Identifier: GPL-3.0-or-later
"""Moving a partnership from the board or by a form, and the list of all moves."""

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from django.views.decorators.vary import vary_on_headers

from accounts.permissions import affiliate_ids, may_somewhere
from partnerships import actions
from partnerships.actions.undoing import UNDO_DAYS
from partnerships.errors import ChangedMeanwhile, MouMissing, NeedsMissing, OverLimit
from partnerships.filters.pipeline import MoveFilter
from partnerships.forms.pipeline import QUESTIONS, MoveForm
from partnerships.models import Partnership, StageMove
from partnerships.models.sharing import shared_with
from partnerships.permissions import may_steer
from partnerships.views.answers import answer, posted, refuse
from partnerships.views.cards import card_answer
from partnerships.views.undoing import say_with_undo, undo_address

MOVES_A_PAGE = 50
# What is typed already when another stage is chosen, and asked for again.
KEPT_QUESTIONS = ("note", *QUESTIONS)


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

    asked = {name: request.GET[name] for name in KEPT_QUESTIONS if name in request.GET}
    initial = asked | {"stage": request.GET.get("stage"), "version": partnership.version}
    form = MoveForm(**posted(request), partnership=partnership, initial=initial)
    if form.is_valid():
        try:
            return (_tick if form.is_ticking else _move)(request, partnership, form)
        except ValidationError as refusal:
            refuse(form, refusal)
    if request.htmx and form.is_bound:
        return _refused(request, partnership, form)
    if form.is_bound:
        form.ask_again()
    return answer(request, _template(request), form, partnership=partnership)


def _template(request):
    """The page; for the board the bare form; when another stage is chosen in it, what that stage asks for."""
    if not request.htmx:
        return "partnerships/move_stage.html"
    return "partnerships/_move_needs.html" if "needs" in request.GET else "partnerships/move_stage.html#form"


def _move(request, partnership, form):
    asked = form.cleaned_data
    moved = actions.move_to_stage(
        partnership,
        asked["stage"],
        by=request.user,
        version=asked["version"],
        note=asked["note"],
        answers=form.answers,
        over_limit=asked["over_limit"],
    )
    return _moved(request, moved)


def _tick(request, partnership, form):
    """Save the ticks of the checklist alone."""
    actions.tick_checklist(
        partnership,
        version=form.cleaned_data["version"],
        by=request.user,
        lines=form.cleaned_data.get("checked", ()),
    )
    told = _("The checklist is saved.")
    if request.htmx:
        return card_answer(request, partnership, status=200, message=told, ok=True)
    messages.success(request, told)
    return redirect("partnerships:move-stage", partnership.pk)


def _moved(request, partnership):
    words = {"institution": partnership.institution, "stage": partnership.stage.name}
    told = _("%(institution)s is now in “%(stage)s”.") % words
    if request.htmx:
        return card_answer(request, partnership, status=200, message=told, ok=True, undo=True)
    say_with_undo(request, told, undo_address(moves=[partnership.latest_move.pk]))
    if partnership.affiliate_id not in affiliate_ids(request.user, "partnership.see"):
        return redirect(partnership)  # led together: it stands on the other affiliate's board
    board = reverse("partnerships:board", query={"pipeline": partnership.pipeline_id})
    return redirect(f"{board}#card-{partnership.pk}")


def _refused(request, partnership, form):
    """The form again for the dialog, which keeps what was typed; for a drag the card and what is asked for."""
    refusal = getattr(form, "refusal", None)
    if "in_dialog" in request.POST and not isinstance(refusal, ChangedMeanwhile):
        form.ask_again()
        return answer(request, "partnerships/move_stage.html#form", form, partnership=partnership)
    return card_answer(
        request,
        partnership,
        status=409 if isinstance(refusal, ChangedMeanwhile) else 422,
        message=" ".join(message for errors in form.errors.values() for message in errors),
        ok=False,
        # A lack that another page fills is told, not asked for.
        asks=isinstance(refusal, NeedsMissing | OverLimit) and not isinstance(refusal, MouMissing),
        needs=getattr(refusal, "missing", []),
    )


@require_safe
def move_list(request):
    """Every move in the partnerships one sees from inside, the latest first."""
    user = request.user
    if not may_somewhere(user, "move.see"):
        raise PermissionDenied
    filters = MoveFilter(request.GET, queryset=StageMove.objects.visible_to(user), request=request)
    later = StageMove.objects.filter(partnership=OuterRef("partnership"), moved_at__gte=OuterRef("moved_at"))
    rows = filters.qs.annotate(is_latest=~Exists(later.exclude(pk=OuterRef("pk"))))
    rows = rows.select_related("partnership__institution", "affiliate", "source", "target", "by", "undone_by")
    page = Paginator(rows, MOVES_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "filters": filters,
        "page": page,
        # Reasons are internal notes.
        "notes_of": affiliate_ids(user, "partnership.notes"),
        "notes_shared": shared_with(user, "partnership.notes"),
        "undoable": {move.pk for move in page if _may_be_undone(user, move)},
        "undo_days": UNDO_DAYS,
    }
    return render(request, "partnerships/move_list.html", context)


def _may_be_undone(user, move) -> bool:
    is_fresh = move.moved_at >= timezone.now() - timedelta(days=UNDO_DAYS)
    is_open_to_it = move.is_latest and move.source_id and not move.partnership.removed_at
    return bool(is_fresh and is_open_to_it and may_steer(user, move.partnership))
