# SPDX-License-Identifier: GPL-3.0-or-later
"""Doors that change institutions: adding, correcting, and the look at what is there already."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import model_to_dict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from partnerships import actions
from partnerships.errors import ChangedMeanwhile
from partnerships.forms.institutions import AddInstitutionForm, AlikeForm, CorrectInstitutionForm
from partnerships.models import Institution
from partnerships.permissions import may_add_institution, may_correct_institution
from partnerships.reports.duplicates import TELLING, likely_duplicates, refuse_alike
from partnerships.views.answers import answer, posted, refuse, show_what_is_there
from work.actions import once
from work.errors import AlreadyDone

FACTS = (*TELLING, "kind", "sector", "collection_domains", "commons_category")


def facts_of(institution: Institution) -> dict:
    """The initial values of a form that corrects it."""
    facts = model_to_dict(institution, fields=[*FACTS, "version"])
    return facts | {"country": institution.country.code}


@require_safe
def institution_alike(request):
    """What is there already that looks like what somebody is typing: a fragment of three forms."""
    exclude = request.GET.get("except", "")
    exclude = int(exclude) if exclude.isascii() and exclude.isdigit() and len(exclude) < 19 else None
    alike = likely_duplicates(**AlikeForm(request.GET).facts(), exclude=exclude)
    return render(request, "partnerships/_institution_alike.html", {"alike": alike})


@require_http_methods(["GET", "HEAD", "POST"])
def institution_add(request):
    """Add an institution, once per form."""
    if not may_add_institution(request.user):
        raise PermissionDenied
    form = AddInstitutionForm(**posted(request))
    if form.is_valid():
        facts = form.cleaned_data | {}
        is_another = facts.pop("is_another")
        try:
            with once(facts.pop("form_key"), by=request.user) as first:
                refuse_alike(facts, is_another=is_another)
                institution = actions.add_institution(by=request.user, **facts)
                first.led_to = institution.get_absolute_url()
        except AlreadyDone as done:
            return redirect(done.led_to or "partnerships:institution-list")
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("The institution is added."))
            return redirect(institution)
    return answer(request, "partnerships/institution_add.html", form)


@require_http_methods(["GET", "HEAD", "POST"])
def institution_correct(request, pk):
    """Correct the facts of an institution."""
    institution = get_object_or_404(Institution.objects.visible_to(request.user), pk=pk)
    if not may_correct_institution(request.user):
        raise PermissionDenied
    form = CorrectInstitutionForm(**posted(request), initial=facts_of(institution))
    if form.is_valid():
        facts = form.cleaned_data | {}
        is_another = facts.pop("is_another") or not _tells_otherwise(facts, facts_of(institution))
        try:
            refuse_alike(facts, is_another=is_another, exclude=institution.pk)
            actions.correct_institution(institution, by=request.user, **facts)
        except ChangedMeanwhile as refusal:
            refuse(form, refusal)
            institution.refresh_from_db()
            show_what_is_there(form, facts_of(institution), version=institution.version)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("The institution is corrected."))
            return redirect(institution)
    return answer(request, "partnerships/institution_correct.html", form, institution=institution)


def _tells_otherwise(facts: dict, before: dict) -> bool:
    return any((facts[name] or None) != (before[name] or None) for name in TELLING)
