# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of a partnership, its timeline, and putting back what stood there before."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from accounts.permissions import may
from journal import versions
from partnerships import actions
from partnerships.actions.partnerships import CORRECTABLE, PLANNED
from partnerships.models import Mou, Partnership
from partnerships.permissions import is_inside, may_read_notes, may_steer
from partnerships.reports.strip import strip
from partnerships.reports.timeline import KINDS, Sight, entries_of, timeline
from partnerships.views.origins import origin_of

LINES_A_PAGE = 50
MOVES_READ = 200


def seen(request, pk) -> Partnership:
    """The partnership, if the reader may see it at all; else 404."""
    return get_object_or_404(Partnership.objects.visible_to(request.user).for_record(), pk=pk)


def steered(request, pk) -> Partnership:
    """The partnership, for those who may change it; 403 for those who may only look."""
    partnership = seen(request, pk)
    if not may_steer(request.user, partnership):
        raise PermissionDenied
    return partnership


@login_not_required
@require_safe
@vary_on_headers("HX-Request")
def partnership(request, pk):
    """The page of a partnership. The public sees facts, summary and stage of a public one, nothing else."""
    partnership = seen(request, pk)
    stages = list(partnership.pipeline.stages.all())
    context = {
        "partnership": partnership,
        "is_inside": is_inside(request.user, partnership),
        "origin": origin_of(request, partnership),
    }
    if not context["is_inside"]:
        context["stations"] = strip(partnership, stages)
        return render(request, "partnerships/partnership.html", context)
    sight = _sight(request.user, partnership)
    moves = list(partnership.moves.select_related("by")[:MOVES_READ])
    context |= _told(request, partnership, stages, sight, last_move=moves[0] if moves else None)
    if request.htmx and not request.htmx.history_restore_request:
        return render(request, "partnerships/_record_timeline.html", context)
    context |= {
        "may_move": sight.may_steer,
        "with_notes": sight.with_notes,
        "with_people": sight.with_people,
        "may_remove": may(request.user, "partnership.remove", affiliate_id=partnership.affiliate_id),
        "stations": strip(partnership, stages, moves=moves),
        "mous": Mou.objects.visible_to(request.user).filter(partnership=partnership),
    }
    return render(request, "partnerships/partnership.html", context)


def _sight(user, partnership) -> Sight:
    return Sight(
        with_notes=may_read_notes(user, partnership),
        with_people=may(user, "advocate.see", affiliate_id=partnership.affiliate_id),
        may_steer=may_steer(user, partnership),
    )


def _told(request, partnership, stages, sight, *, last_move) -> dict:
    """The timeline's page that the address asks for; a page is told to have an older one without a count."""
    kind = request.GET.get("kind", "")
    kind = kind if kind in KINDS else ""
    number = request.GET.get("page", "")
    number = int(number) if number.isascii() and number.isdecimal() and 0 < len(number) < 7 else 1
    number, start = max(number, 1), max(number - 1, 0) * LINES_A_PAGE
    entries = list(entries_of(partnership, sight, kind=kind)[start : start + LINES_A_PAGE + 1])
    shown = entries[:LINES_A_PAGE]
    return {
        "lines": timeline(shown, partnership, stages, sight, last_move=last_move),
        "kind": kind,
        "kinds": [(name, label) for name, (label, _condition) in KINDS.items() if _is_for(name, sight)],
        "newer": number - 1 or None,
        "older": number + 1 if len(entries) > LINES_A_PAGE else None,
        "may_move": sight.may_steer,
    }


def _is_for(kind: str, sight: Sight) -> bool:
    return sight.with_notes or kind not in ("notes", "tasks")


@require_POST
def put_back(request, pk):
    """Gives the field of a change on the timeline its former value."""
    partnership = steered(request, pk)
    name, event = request.POST.get("field", ""), request.POST.get("event", "")
    if not (event.isascii() and event.isdecimal() and len(event) < 10) or name not in CORRECTABLE | PLANNED:
        raise Http404
    change = versions.change_of(partnership, int(event))
    if change is None:
        raise Http404
    column = Partnership._meta.get_field(name).attname
    now, was = (getattr(each, column) for each in change)
    try:
        actions.put_back(partnership, name, by=request.user, became=now, was=was)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("What stood there before is put back."))
    return redirect(f"{partnership.get_absolute_url()}#what-happened")
