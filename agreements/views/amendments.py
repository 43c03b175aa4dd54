# SPDX-License-Identifier: GPL-3.0-or-later
"""The door to an amendment."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from agreements import actions
from agreements.forms.texts import AmendForm
from agreements.views.mous import show_mou, visible_mou
from partnerships.permissions import may_edit_mou
from partnerships.views.answers import refuse


@require_POST
def mou_amend(request, pk):
    """Draft what amends a signed agreement; a second click leads to the same draft."""
    mou = visible_mou(request.user, pk)
    if not may_edit_mou(request.user, mou.partnership):
        raise PermissionDenied
    form = AmendForm(request.POST)
    if form.is_valid():
        try:
            draft = actions.amend_mou(mou, by=request.user)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("The amendment is drafted. Change in it what both sides agree on."))
            return redirect(draft)
    return show_mou(request, mou, form)
