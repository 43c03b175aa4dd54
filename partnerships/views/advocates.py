# SPDX-License-Identifier: GPL-3.0-or-later
"""Doors to advocates: introducing and correcting. They are shown on their institution's page."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import model_to_dict
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.permissions import affiliate_ids
from partnerships import actions
from partnerships.errors import ChangedMeanwhile
from partnerships.forms.advocates import CorrectAdvocateForm, IntroduceAdvocateForm
from partnerships.models import Advocate, Institution
from partnerships.permissions import may_edit_advocate
from partnerships.views.answers import answer, posted, refuse, show_what_is_there
from work.actions import once
from work.errors import AlreadyDone

FACTS = ("name", "post", "email", "phone", "wiki_username", "engagement", "last_contact_on", "version")


@require_http_methods(["GET", "HEAD", "POST"])
def advocate_introduce(request, pk):
    """Note a person at an institution, known to one of the user's affiliates."""
    institution = get_object_or_404(Institution.objects.visible_to(request.user), pk=pk)
    affiliates = affiliate_ids(request.user, "advocate.edit")
    if not affiliates:
        raise PermissionDenied
    form = IntroduceAdvocateForm(
        **posted(request), affiliates=affiliates, initial={"engagement": Advocate.Engagement.NEUTRAL}
    )
    if form.is_valid():
        facts = form.cleaned_data | {}
        try:
            with once(facts.pop("form_key"), by=request.user) as first:
                advocate = actions.introduce_advocate(
                    institution, facts.pop("affiliate"), by=request.user, **facts
                )
                first.led_to = advocate.get_absolute_url()
        except AlreadyDone as done:
            return redirect(done.led_to or institution)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("The advocate is introduced."))
            return redirect(advocate)
    return answer(request, "partnerships/advocate_introduce.html", form, institution=institution)


@require_http_methods(["GET", "HEAD", "POST"])
def advocate_correct(request, pk):
    """Correct what is known of an advocate."""
    visible = Advocate.objects.visible_to(request.user).select_related("institution", "affiliate")
    advocate = get_object_or_404(visible, pk=pk)
    if not may_edit_advocate(request.user, advocate.affiliate_id):
        raise PermissionDenied
    form = CorrectAdvocateForm(**posted(request), initial=model_to_dict(advocate, fields=FACTS))
    if form.is_valid():
        try:
            actions.correct_advocate(advocate, by=request.user, **form.cleaned_data)
        except ChangedMeanwhile as refusal:
            refuse(form, refusal)
            advocate = visible.get(pk=pk)
            show_what_is_there(form, model_to_dict(advocate, fields=FACTS), version=advocate.version)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("The advocate is corrected."))
            return redirect(advocate)
    return answer(request, "partnerships/advocate_correct.html", form, advocate=advocate)
