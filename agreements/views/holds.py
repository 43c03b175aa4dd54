# SPDX-License-Identifier: GPL-3.0-or-later
"""Doors to holding an agreement for a dispute or the law, and to letting it go: for administrators."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.fresh import fresh_sign_in_required
from agreements import actions
from agreements.forms.mous import HoldForm
from agreements.views.mous import visible_mou
from partnerships.models import Mou
from partnerships.permissions import may_hold_mou
from partnerships.views.answers import answer, posted, refuse
from work.actions import once
from work.errors import AlreadyDone

MOST_EARLIER = 50


def mou_to_hold(request: HttpRequest, pk: int) -> Mou:
    """The agreement, for those who decide how long it is kept."""
    mou = visible_mou(request.user, pk)
    if not may_hold_mou(request.user, mou.partnership):
        raise PermissionDenied
    return mou


@require_http_methods(["GET", "HEAD", "POST"])
@fresh_sign_in_required(to={"POST"})
def mou_hold(request, pk):
    """Who holds or held it, why and since when; and the form by which one holds it."""
    mou = mou_to_hold(request, pk)
    holds = mou.legal_holds.select_related("held_by", "released_by")
    current = holds.current().first()
    form = HoldForm(**posted(request))
    if form.is_valid():
        try:
            with once(form.cleaned_data["form_key"], by=request.user):
                actions.hold_agreement(mou, by=request.user, reason=form.cleaned_data["reason"])
        except AlreadyDone:
            return redirect("agreements:mou-hold", mou.pk)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("The agreement is held: nothing of it is thrown away."))
            return redirect("agreements:mou-hold", mou.pk)
    earlier = holds.exclude(released_at=None)[:MOST_EARLIER]
    return answer(request, "agreements/mou_hold.html", form, mou=mou, hold=current, earlier=earlier)


@require_POST
@fresh_sign_in_required
def mou_release(request, pk):
    """Let its period run again: what is over is thrown away with the next purge."""
    mou = mou_to_hold(request, pk)
    try:
        actions.release_agreement(mou, by=request.user, now=timezone.now())
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("The agreement is no longer held: its period runs again."))
    return redirect("agreements:mou-hold", mou.pk)
