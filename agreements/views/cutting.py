# SPDX-License-Identifier: GPL-3.0-or-later
"""The door by which a person is taken out of an agreement's document: for administrators, as holding it is."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.fresh import fresh_sign_in_required
from agreements import actions
from agreements.forms.mous import CutForm
from agreements.views.holds import mou_to_hold
from agreements.views.mous import counted_upload
from partnerships.views.answers import answer, posted, refuse
from work.actions import once
from work.errors import AlreadyDone


@require_http_methods(["GET", "HEAD", "POST"])
@fresh_sign_in_required(to={"POST"})
@counted_upload
def mou_document_cut(request, pk):
    """Another file in the place of the document, or none; all that it had are deleted."""
    mou = mou_to_hold(request, pk)
    form = CutForm(**posted(request))
    if form.is_valid():
        try:
            with once(form.cleaned_data["form_key"], by=request.user):
                actions.cut_document(mou, by=request.user, document=form.cleaned_data["document"])
        except AlreadyDone:
            return redirect(mou)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(
                request, _("The files are deleted, and the history does not lead to them any more.")
            )
            return redirect(mou)
    return answer(request, "agreements/mou_document_cut.html", form, mou=mou)
