# SPDX-License-Identifier: GPL-3.0-or-later
"""Taking back: one move, or what was just done to one or many; and offering it with a success message."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from partnerships import actions
from partnerships.actions.bulk import MOST_AT_ONCE, Outcome
from partnerships.models import Partnership, StageMove
from partnerships.permissions import may_steer
from partnerships.views.cards import card_answer


def undo_address(*, moves: Iterable[int] = (), changes: Iterable[tuple[int, int]] = ()) -> str:
    """Where to POST to take these back: moves by key, changes by (partnership, version they led to)."""
    moves, changes = list(moves), [f"{pk}-{version}" for pk, version in changes]
    if len(moves) == 1 and not changes:
        return reverse("partnerships:undo-move", args=moves)
    return reverse("partnerships:undo", query={"move": moves, "change": changes})


def say_with_undo(request, text: str, address: str) -> None:
    """A success message with a button that takes it back; without an address a plain one."""
    messages.success(request, text, extra_tags=address)


def back_to(request, otherwise: str) -> str:
    """The page of ours the request came from."""
    came_from = request.POST.get("back") or request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(came_from, {request.get_host()}, request.is_secure())
    # Only path and query: what is sent to is never another host.
    parts = urlsplit(came_from)
    is_page = is_ours and parts.path.startswith("/")
    return parts._replace(scheme="", netloc="", fragment="").geturl() if is_page else otherwise


@require_POST
def undo_move(request, pk):
    """Takes one move back. The board asks with `HX-Request` and gets the card, as for a move."""
    moves = StageMove.objects.visible_to(request.user)
    move = get_object_or_404(moves, pk=pk)
    partnership = _steered(request, [move.partnership_id])[move.partnership_id]
    try:
        now = actions.undo_move(move, by=request.user)
    except ValidationError as refusal:
        told = " ".join(refusal.messages)
        if request.htmx:
            return card_answer(request, partnership, status=422, message=told, ok=False)
        messages.error(request, told)
    else:
        words = {"institution": partnership.institution, "stage": now.stage.name}
        told = _("%(institution)s is back in “%(stage)s”.") % words
        if request.htmx:
            return card_answer(request, now, status=200, message=told, ok=True)
        messages.success(request, told)
    return redirect(back_to(request, partnership.get_absolute_url()))


@require_POST
def undo(request):
    """Takes back what still can be of `move` (keys) and `change` (key-version); says what could not, and why."""
    keys = _numbers(request, "move")
    versions = dict(pair for pair in (_key_and_version(text) for text in _asked(request, "change")) if pair)
    moves = list(StageMove.objects.visible_to(request.user).filter(pk__in=keys))
    if len(moves) < len(keys) or not keys | versions.keys():
        raise Http404
    partnerships = _steered(request, {move.partnership_id for move in moves} | versions.keys())
    for move in moves:
        move.partnership = partnerships[move.partnership_id]
    changes = [(partnerships[pk], version) for pk, version in versions.items()]
    try:
        outcomes = actions.undo_many(moves, changes, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        _tell(request, outcomes)
    return redirect(back_to(request, reverse("partnerships:board")))


def _tell(request, outcomes: list[Outcome]) -> None:
    done = sum(not outcome.refusal for outcome in outcomes)
    if done:
        told = ngettext("Taken back: %(number)s change.", "Taken back: %(number)s changes.", done)
        messages.success(request, told % {"number": done})
    for outcome in outcomes:
        if outcome.refusal:
            words = {"institution": outcome.partnership.institution, "why": outcome.why}
            messages.error(request, _("%(institution)s: %(why)s") % words)


def _steered(request, keys: Iterable[int]) -> dict[int, Partnership]:
    """The partnerships by key; 404 when one is not seen, 403 when one may not be changed."""
    keys = set(keys)
    seen = Partnership.objects.visible_to(request.user).select_related("institution", "affiliate")
    found = seen.in_bulk(list(keys)[: MOST_AT_ONCE + 1])
    if len(found) < len(keys):
        raise Http404
    if not all(may_steer(request.user, partnership) for partnership in found.values()):
        raise PermissionDenied
    return found


def _asked(request, name: str) -> list[str]:
    return [*request.GET.getlist(name), *request.POST.getlist(name)][: MOST_AT_ONCE + 1]


def _numbers(request, name: str) -> set[int]:
    return {number for number in map(_number, _asked(request, name)) if number}


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 18 else 0


def _key_and_version(text: str) -> tuple[int, int] | None:
    key, _dash, version = text.partition("-")
    # Versions are smaller than keys may be.
    return (_number(key), _number(version[:9])) if _number(key) and _number(version[:9]) else None
