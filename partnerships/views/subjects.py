# SPDX-License-Identifier: GPL-3.0-or-later
"""Doors to what an advocate may ask for: what we hold and why, a copy, a restriction, being erased."""

import json

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.fresh import fresh_sign_in_required
from accounts.limits import limited
from accounts.permissions import may
from journal.actions import acting
from partnerships import actions
from partnerships.forgetting import what_binds
from partnerships.forms.subjects import EraseFieldsForm, ForgetForm
from partnerships.permissions import may_edit_advocate, may_search_for
from partnerships.reports.naming import may_go_on, named_in, search_for
from partnerships.reports.subjects import held_of
from partnerships.views.answers import answer, posted
from partnerships.views.asking import asked, edited, seen
from partnerships.wording import perhaps_same, words_of
from privacy.actions import ask_for_search
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
    """One file with all that is held of the person, for the person; where they are named is searched first."""
    advocate = seen(request, pk)
    if not may(request.user, "advocate.export", affiliate_id=advocate.affiliate_id):
        raise PermissionDenied
    search = search_for(advocate)
    if not may_go_on(search):
        messages.warning(request, _("Texts and files are searched for them first. Then make the file."))
        return redirect("partnerships:advocate-search", pk=advocate.pk)
    # Nobody is written down as having taken a file that they were not given, or given one after they lost the right.
    with acting(request.user):
        actions.note_export(advocate, by=request.user)
        note_shown(request, [advocate], Reading.How.EXPORT)
        told = collect(advocate, search=search)
    return _file(told, f"person-{advocate.pk}.json")


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


SEARCH = "partnerships/advocate_search.html"
MOST_SAME = 20


@require_http_methods(["GET", "HEAD", "POST"])
def advocate_search(request, pk):
    """Where else the person is named: asks for a search, says how far it is, then what it found."""
    advocate = edited(request, pk)
    if not may_search_for(request.user, advocate):
        return redirect("partnerships:advocate-data", pk=advocate.pk)
    if request.method == "POST":
        ask_for_search(advocate, by=request.user)
        return redirect("partnerships:advocate-search", pk=advocate.pk)
    search = search_for(advocate)
    is_waiting = bool(search and search.is_waiting)
    context = {"advocate": advocate, "search": search, "is_waiting": is_waiting}
    if request.htmx and is_waiting:
        return render(request, f"{SEARCH}#progress", context)
    context["may_export"] = may(request.user, "advocate.export", affiliate_id=advocate.affiliate_id)
    if not is_waiting:
        context["naming"] = named_in(advocate, search, reader=request.user)
    answered = render(request, SEARCH, context)
    if request.htmx:
        # The progress bar asked, and there is no progress any more: the whole page, with what was found.
        answered.headers["HX-Refresh"] = "true"
    return answered


@require_http_methods(["GET", "HEAD", "POST"])
@fresh_sign_in_required
def advocate_forget(request, pk):
    """Erase somebody everywhere, because they asked for it; says first where else they are named."""
    advocate = edited(request, pk)
    search = search_for(advocate)
    if not may_go_on(search) and not advocate.is_anonymous:
        if request.method == "POST":
            messages.warning(
                request, _("Nobody is forgotten yet: texts and files are searched for them first.")
            )
        return redirect("partnerships:advocate-search", pk=advocate.pk)
    naming = named_in(advocate, search, reader=request.user)
    binding = what_binds(advocate, words_of(advocate))
    same = list(perhaps_same(advocate).prefetch_related("posts__institution")[:MOST_SAME])
    form = ForgetForm(**posted(request), naming=naming, binding=binding, same=same)
    if form.is_valid():
        return _erase(request, advocate, form, naming)
    context = {"advocate": advocate, "search": search, "naming": naming, "binding": binding}
    return answer(request, "partnerships/advocate_forget.html", form, **context)


def _erase(request, advocate, form, naming) -> HttpResponse:
    wanted = form.cleaned_data
    files = [file.key for file in (*naming.files, *naming.by_hand)]
    try:
        actions.erase_advocate(
            advocate,
            by=request.user,
            left=wanted.get("left", ()),
            hold=wanted.get("hold", ""),
            files=files,
            also=wanted.get("also", ()),
        )
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("The person is forgotten."))
    return redirect("partnerships:advocate-data", pk=advocate.pk)
