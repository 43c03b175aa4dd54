# SPDX-License-Identifier: GPL-3.0-or-later
"""Doors to the renewal of an agreement: what both sides kept, the next one in one click, or its end."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from agreements import actions
from agreements.forms.renewals import LetEndForm, RenewForm
from agreements.reports.renewals import renewal_panel, still_open, what_was_kept
from agreements.views.mous import visible_mou
from partnerships.permissions import may_edit_mou
from partnerships.views.answers import answer, refuse
from work.actions import once
from work.errors import AlreadyDone


@require_http_methods(["GET", "HEAD", "POST"])
def mou_renew(request, pk):
    """What both sides kept; a POST drafts the agreement that follows."""
    mou = visible_mou(request.user, pk)
    if request.method != "POST":
        return _page(request, mou, RenewForm())
    _authorise(request.user, mou)
    form = RenewForm(request.POST)
    if form.is_valid():
        try:
            with once(form.cleaned_data["form_key"], by=request.user) as first:
                draft = actions.draft_renewal(mou, by=request.user)
                first.led_to = draft.get_absolute_url()
        except AlreadyDone as done:
            return redirect(done.led_to or mou)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("The renewal is drafted. Look through it, then have it signed."))
            return redirect(draft)
    return _page(request, mou, form)


@require_POST
def mou_let_end(request, pk):
    """Say that the agreement may run out; the form stands on the page of its renewal."""
    mou = visible_mou(request.user, pk)
    _authorise(request.user, mou)
    form = LetEndForm(request.POST)
    if form.is_valid():
        try:
            actions.let_end(mou, by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("Noted: it may end. Nobody is asked about it any more."))
            return redirect(mou)
    return _page(request, mou, form)


def _authorise(user, mou) -> None:
    if not may_edit_mou(user, mou.partnership):
        raise PermissionDenied


def _page(request, mou, form):
    """The page, with the form that was refused in its place. What is no matter of renewal leads back."""
    renewal = renewal_panel(request.user, mou)
    if not renewal and not form.errors:
        messages.info(request, _("There is nothing to renew: it is a draft, has no end or was replaced."))
        return redirect(mou)
    waiting, more = still_open(mou)
    return answer(
        request,
        "agreements/mou_renew.html",
        form,
        renew_form=form if isinstance(form, RenewForm) else RenewForm(),
        end_form=form if isinstance(form, LetEndForm) else LetEndForm(),
        mou=mou,
        partnership=mou.partnership,
        renewal=renewal,
        sides=what_was_kept(mou),
        waiting=waiting,
        more=more,
    )
