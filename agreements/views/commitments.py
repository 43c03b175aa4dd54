# SPDX-License-Identifier: GPL-3.0-or-later
"""Doors to what an agreement's commitments."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from agreements import actions
from agreements.forms.commitments import CommitmentForm, SettleForm
from agreements.views.mous import show_mou, visible_mou
from partnerships.models import Commitment, Mou
from partnerships.permissions import may_edit_mou
from partnerships.views.answers import refuse
from work.actions import once
from work.errors import AlreadyDone


@require_POST
def commitment_make(request, pk):
    """Note one promise; the form stands on the agreement's page."""
    mou = visible_mou(request.user, pk)
    if not may_edit_mou(request.user, mou.partnership):
        raise PermissionDenied
    form = CommitmentForm(request.POST)
    if form.is_valid():
        promise = form.cleaned_data | {}
        try:
            with once(promise.pop("form_key"), by=request.user):
                actions.make_commitment(mou, by=request.user, **promise)
        except AlreadyDone:
            return redirect(mou)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("The commitment is noted."))
            return redirect(mou)
    return show_mou(request, mou, form)


@require_POST
def commitment_settle(request, pk):
    """Say that a promise was kept, or not."""
    mous = Mou.objects.visible_to(request.user)
    commitment = get_object_or_404(Commitment.objects.filter(mou__in=mous), pk=pk)
    mou = visible_mou(request.user, commitment.mou_id)
    if not may_edit_mou(request.user, mou.partnership):
        raise PermissionDenied
    form = SettleForm(request.POST)
    if form.is_valid():
        try:
            actions.settle_commitment(commitment, by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("The commitment is settled."))
            return redirect(mou)
    return show_mou(request, mou, form)
