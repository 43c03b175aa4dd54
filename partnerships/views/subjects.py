# SPDX-License-Identifier: GPL-3.0-or-later
"""Doors to what an advocate may ask for: what we hold and why, a copy, a restriction, being erased."""

import json

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.fresh import fresh_sign_in_required
from accounts.limits import limited
from accounts.permissions import may
from partnerships import actions
from partnerships.forgetting import what_binds
from partnerships.forms.subjects import EraseFieldsForm, ForgetForm
from partnerships.permissions import may_edit_advocate
from partnerships.reports.naming import named_in
from partnerships.reports.subjects import held_of
from partnerships.views.answers import answer, posted
from partnerships.views.asking import asked, edited, seen
from partnerships.wording import words_of
from privacy.contacts import note_shown
from privacy.exporting import collect
from privacy.models import Reading


@require_safe
def advocate_data(request, pk):
    """What is held of the person and why, and what they may ask for."""
    advocate = seen(request, pk)
    may_edit = may_edit_advocate(request.user, advocate.affiliate_id) and not advocate.is_anonymous
    context = {
        "advocate": advocate,
        "held": held_of(advocate),
        "may_edit": may_edit,
        "may_export": may_edit and may(request.user, "advocate.export", affiliate_id=advocate.affiliate_id),
    }
    return render(request, "partnerships/advocate_data.html", context)


@require_POST
@limited("export")
@fresh_sign_in_required
def advocate_export(request, pk):
    """One file with all that is held of the person, for the person."""
    advocate = seen(request, pk)
    if not may(request.user, "advocate.export", affiliate_id=advocate.affiliate_id):
        raise PermissionDenied
    # Nobody is written down as having taken a file that they were not given.
    with transaction.atomic():
        actions.note_export(advocate, by=request.user)
        note_shown(request, [advocate], Reading.How.EXPORT)
    return _file(collect(advocate), f"person-{advocate.pk}.json")


def _file(told: dict, name: str) -> HttpResponse:
    text = json.dumps(told, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store, private"
    return response


@require_POST
def advocate_restrict(request, pk):
    """Keep the person and do nothing more with them, or lift that again."""
    advocate = edited(request, pk)
    restricted = request.POST.get("restricted") == "yes"
    try:
        actions.restrict_advocate(advocate, by=request.user, restricted=restricted)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        said = _("Restricted: they are kept, and appear in no list, queue, reminder or export.")
        messages.success(request, said if restricted else _("The restriction is lifted."))
    return redirect("partnerships:advocate-data", pk=advocate.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@fresh_sign_in_required
def advocate_erase_fields(request, pk):
    """Erase only what the person names: the phone number, say, and not the name."""
    advocate = edited(request, pk)
    return asked(
        request,
        advocate,
        EraseFieldsForm(**posted(request)),
        lambda fields_to_erase, sure: actions.erase_fields(advocate, by=request.user, fields=fields_to_erase),
        _("That is erased."),
        title=_("Erase some of what you hold of %(name)s") % {"name": advocate},
        lede=_(
            "It goes for good: from the record, its history, and where it stands in notes and other texts."
        ),
        submit=_("Erase it"),
        is_destructive=True,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@fresh_sign_in_required
def advocate_forget(request, pk):
    """Erase somebody everywhere, because they asked for it; says first where else they are named."""
    advocate = edited(request, pk)
    naming, binding = named_in(advocate), what_binds(advocate, words_of(advocate))
    form = ForgetForm(**posted(request), naming=naming, binding=binding)
    if form.is_valid():
        return _erase(request, advocate, form)
    context = {"advocate": advocate, "naming": naming, "binding": binding}
    return answer(request, "partnerships/advocate_forget.html", form, **context)


def _erase(request, advocate, form) -> HttpResponse:
    wanted = form.cleaned_data
    try:
        actions.erase_advocate(
            advocate, by=request.user, left=wanted.get("left", ()), hold=wanted.get("hold", "")
        )
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("The person is forgotten."))
    return redirect("partnerships:advocate-data", pk=advocate.pk)
