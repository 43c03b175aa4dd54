# SPDX-License-Identifier: GPL-3.0-or-later
"""Doors to what becomes of a commitment: progress, settled, waived, reopened; the forms stand on its page."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from agreements import actions
from agreements.forms.commitments import ProgressForm, ReopenForm, SettleForm, WaiveForm
from agreements.reports.commitments import lines_of
from agreements.views.commitments import commitment_to_change, refuse, show_commitment, visible_commitment
from partnerships.errors import ChangedMeanwhile
from partnerships.views.answers import show_what_is_there
from work.actions import once
from work.errors import AlreadyDone


@require_POST
def commitment_progress(request, pk):
    """Note what was done towards it."""
    commitment = commitment_to_change(request, pk)
    form = ProgressForm(request.POST, commitment=commitment, auto_id="progress-%s")
    if form.is_valid():
        line = form.cleaned_data | {}
        try:
            with once(line.pop("form_key"), by=request.user):
                actions.note_progress(commitment, by=request.user, **line)
        except AlreadyDone:
            return redirect(commitment)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _noted(request.user, commitment))
            return redirect(commitment)
    return show_commitment(request, visible_commitment(request.user, pk), form)


def _noted(user, commitment) -> str:
    (line,) = lines_of(user, [commitment])
    if line.is_reached:
        return _("The progress is noted: all that was promised is there. Settle it as kept?")
    return _("The progress is noted.")


@require_POST
def commitment_settle(request, pk):
    """Say that a promise was kept, partly kept or not."""
    return _done(
        request, pk, SettleForm, "settle-%s", actions.settle_commitment, _("The commitment is settled.")
    )


@require_POST
def commitment_waive(request, pk):
    """Say why nobody insists on a promise."""
    return _done(request, pk, WaiveForm, "waive-%s", actions.waive_commitment, _("The commitment is waived."))


@require_POST
def commitment_reopen(request, pk):
    """A settled promise is open after all."""
    return _done(
        request, pk, ReopenForm, "reopen-%s", actions.reopen_commitment, _("The commitment is open again.")
    )


def _done(request, pk, asked, auto_id, action, said):
    """Do what one form of the page asks; a refusal is said on it, with the row as it is now."""
    commitment = commitment_to_change(request, pk)
    form = asked(request.POST, auto_id=auto_id)
    if form.is_valid():
        act = partial(action, commitment, by=request.user, **form.cleaned_data)
        try:
            act()
        except ChangedMeanwhile as refusal:
            refuse(form, refusal)
            show_what_is_there(form, {}, version=visible_commitment(request.user, pk).version)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, said)
            return redirect(commitment)
    return show_commitment(request, visible_commitment(request.user, pk), form)
