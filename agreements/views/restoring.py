# SPDX-License-Identifier: GPL-3.0-or-later
"""The door by which what was struck from a draft comes back into it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from agreements import actions
from agreements.errors import BackAlready
from agreements.forms.struck import PutBackForm
from agreements.views.mous import show_mou, visible_mou
from partnerships.models import Mou
from partnerships.permissions import may_edit_mou
from partnerships.views.answers import refuse

_PLACES = {"clause": "clauses", "rights": "rights", "signatory": "signatories", "commitment": "commitments"}


@require_POST
def mou_put_back(request, pk):
    """Put one thing back into the draft; refused, the page of the agreement says why."""
    mou = visible_mou(request.user, pk)
    if not may_edit_mou(request.user, mou.partnership):
        raise PermissionDenied
    form = PutBackForm(request.POST)
    if form.is_valid():
        kind = form.cleaned_data["kind"]
        try:
            back = actions.put_back(mou, by=request.user, **form.cleaned_data)
        except BackAlready as known:
            messages.info(request, " ".join(known.messages))
            return _to(mou, kind)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("It is back in the draft."))
            if back.is_alone:
                messages.warning(
                    request, _("Who saw to it is not named any more. Say in the commitment who does.")
                )
            return _to(mou, kind)
    return show_mou(request, visible_mou(request.user, pk), form)


def _to(mou: Mou, kind: str):
    """The page on which such a thing is written, at its place."""
    page = "mou" if kind == "commitment" else "mou-text"
    return redirect(f"{reverse(f'agreements:{page}', args=[mou.pk])}#{_PLACES[kind]}")
