# SPDX-License-Identifier: GPL-3.0-or-later
"""Doing the same to many partnerships: what, and what became of each."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods
from django.views.decorators.vary import vary_on_headers

from accounts.permissions import affiliate_ids
from partnerships import actions
from partnerships.actions.bulk import MOST_AT_ONCE, Outcome
from partnerships.errors.undoing import TooManyAtOnce
from partnerships.forms.bulk import BulkForm
from partnerships.models import Partnership, StageMove
from partnerships.permissions import may_steer
from partnerships.views.answers import answer, posted, refuse
from partnerships.views.undoing import back_to, say_with_undo, undo_address


@require_http_methods(["GET", "HEAD", "POST"])
@vary_on_headers("HX-Request")
def bulk(request):
    """Asks what to do with the partnerships of `partnership=` (keys; as shown by the form key-version), and does it.

    When all went well it leads back; otherwise it says of each refused one why. The board asks with
    `HX-Request` and gets the form, or that account, without the page.
    """
    if not affiliate_ids(request.user, "partnership.steer"):
        raise PermissionDenied
    tokens = [*dict.fromkeys((request.POST or request.GET).getlist("partnership"))]
    chosen = _chosen(request, tokens)
    form = BulkForm(**posted(request), partnerships=chosen)
    if len(tokens) > MOST_AT_ONCE:
        form.too_many = " ".join(TooManyAtOnce(MOST_AT_ONCE).messages)
    elif chosen and form.is_valid():
        try:
            outcomes = _do(request, chosen, form.cleaned_data)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            return _done(request, outcomes, is_move=form.cleaned_data["do"] == "move")
    template = "partnerships/bulk.html" + ("#form" if request.htmx else "")
    context = {"chosen": chosen, "back": back_to(request, reverse("partnerships:partnership-list"))}
    response = answer(request, template, form, **context)
    if form.is_bound and response.status_code == 200:  # none chosen, or too many
        response.status_code = 422
    return response


def _chosen(request, tokens: list[str]) -> list[Partnership]:
    """The partnerships at the versions that were seen; 404 when one is not there, 403 when one is not to change."""
    versions: dict[int, str] = {}
    for token in tokens[:MOST_AT_ONCE]:
        key, _dash, version = token.partition("-")
        if not (key.isascii() and key.isdigit() and len(key) <= 18):
            raise Http404
        versions[int(key)] = version
    seen = Partnership.objects.visible_to(request.user).filter(pk__in=versions)
    chosen = list(
        seen.select_related("institution", "affiliate", "stage", "lead").order_by("institution__name", "pk")
    )
    if len(chosen) < len(versions):
        raise Http404
    for one in chosen:
        if not may_steer(request.user, one):
            raise PermissionDenied
        said = versions[one.pk]
        one.version = int(said[:9]) if said.isascii() and said.isdigit() else one.version
    return chosen


def _do(request, chosen: list[Partnership], asked: dict) -> list[Outcome]:
    user = request.user
    match asked["do"]:
        case "move":
            return actions.move_many(
                chosen, asked["stage"], by=user, note=asked["note"], over_limit=asked["over_limit"]
            )
        case "hand":
            return actions.hand_many(chosen, asked["lead"], by=user)
        case "plan":
            steps = {name: asked[name] for name in ("next_step", "next_step_on")}
            return actions.plan_many(chosen, by=user, **steps)
    return actions.show_many(chosen, by=user, is_public=asked["do"] == "show")


def _done(request, outcomes: list[Outcome], *, is_move: bool):
    changed = [outcome.partnership for outcome in outcomes if outcome.has_changed]
    refused = [outcome for outcome in outcomes if outcome.refusal]
    undo = _undo_address(changed, is_move=is_move) if changed else ""
    told = ngettext("%(number)s partnership changed.", "%(number)s partnerships changed.", len(changed))
    told = told % {"number": len(changed)}
    back = back_to(request, reverse("partnerships:partnership-list"))
    if not refused:
        if len(changed) < len(outcomes):
            told = _("%(told)s The others were like that already.") % {"told": told}
        say_with_undo(request, told, undo)
        return redirect(back)
    context = {"told": told, "changed": changed, "refused": refused, "undo": undo, "back": back}
    template = "partnerships/bulk_done.html" + ("#outcome" if request.htmx else "")
    return render(request, template, context, status=200 if changed else 422)


def _undo_address(changed: list[Partnership], *, is_move: bool) -> str:
    if not is_move:
        return undo_address(changes=[(one.pk, one.version) for one in changed])
    moves = StageMove.objects.filter(partnership__in=changed).order_by("partnership", "-moved_at", "-pk")
    return undo_address(moves=moves.distinct("partnership").values_list("pk", flat=True))
