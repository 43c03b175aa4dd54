# SPDX-License-Identifier: GPL-3.0-or-later
"""Doors to what the public may read of an agreement."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import model_to_dict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agreements import actions
from agreements.forms.mous import SummaryForm
from agreements.languages import direction_of
from agreements.permissions import publicly_summarised
from agreements.views.mous import mark, visible_mou
from partnerships.errors import ChangedMeanwhile
from partnerships.permissions import may_edit_mou
from partnerships.views.answers import answer, posted, refuse, show_what_is_there

FIELDS = ("public_summary", "is_summary_public", "version")


@login_not_required
@require_safe
def mou_summary(request, pk):
    """For everybody: what an agreement is for, its parties, term and licences; no file, people or notes."""
    related = publicly_summarised().select_related("partnership__institution", "partnership__affiliate")
    mou = get_object_or_404(related, pk=pk)
    mark(mou)
    newer = publicly_summarised().filter(amends=mou).first() if mou.superseded_on else None
    context = {
        "mou": mou,
        "partnership": mou.partnership,
        "rights": mou.rights_terms.all(),
        "newer": newer,
        "direction": direction_of(mou.language),
    }
    return render(request, "agreements/mou_summary.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def mou_summarise(request, pk):
    """Write the public summary, of a signed agreement too: it is none of its terms."""
    mou = visible_mou(request.user, pk)
    if not may_edit_mou(request.user, mou.partnership):
        raise PermissionDenied
    form = SummaryForm(**posted(request), initial=model_to_dict(mou, fields=FIELDS))
    if form.is_valid():
        try:
            actions.summarise_mou(mou, by=request.user, **form.cleaned_data)
        except ChangedMeanwhile as refusal:
            refuse(form, refusal)
            mou = visible_mou(request.user, pk)
            show_what_is_there(form, model_to_dict(mou, fields=FIELDS), version=mou.version)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("The public summary is saved."))
            return redirect(mou)
    return answer(request, "agreements/mou_summarise.html", form, mou=mou)
