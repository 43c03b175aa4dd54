# SPDX-License-Identifier: GPL-3.0-or-later
"""The moves that all doors to one advocate share: fetch, authorise, ask, act, answer."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.forms import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from partnerships.errors import ChangedMeanwhile
from partnerships.models import Advocate
from partnerships.permissions import may_edit_advocate
from partnerships.views.answers import answer, refuse, show_what_is_there
from work.actions import once
from work.errors import AlreadyDone

FORM = "partnerships/advocate_form.html"


def seen(request: HttpRequest, pk: int) -> Advocate:
    """The advocate, if the user may see it."""
    visible = Advocate.objects.visible_to(request.user).select_related("affiliate")
    return get_object_or_404(visible, pk=pk)


def edited(request: HttpRequest, pk: int) -> Advocate:
    """The advocate, if the user may change it."""
    advocate = seen(request, pk)
    if not may_edit_advocate(request.user, advocate.affiliate_id):
        raise PermissionDenied
    return advocate


def part(request: HttpRequest, rows: QuerySet, pk: int):
    """A row that hangs on an advocate (a post, an address …), if the user may change it."""
    row = get_object_or_404(
        rows.filter(advocate__in=Advocate.objects.visible_to(request.user)).select_related("advocate"), pk=pk
    )
    if not may_edit_advocate(request.user, row.advocate.affiliate_id):
        raise PermissionDenied
    return row


def asked(
    request: HttpRequest, advocate: Advocate, form, act: Callable, said, *, row=None, template=FORM, **page
) -> HttpResponse:
    """Do `act(**answers)` once the form is right, say so, and go to the advocate; ask again when refused.

    `row` is what the form changes where that is not the advocate but hangs on them (a `part`). `page` is what the
    template shows; `advocate_form.html` wants title, lede, submit.
    """
    if form.is_valid():
        facts = dict(form.cleaned_data)
        try:
            if "form_key" in facts:
                with once(facts.pop("form_key"), by=request.user):
                    act(**facts)
            else:
                act(**facts)
        except AlreadyDone:
            return redirect(advocate)
        except ChangedMeanwhile as refusal:
            refuse(form, refusal)
            now = row or advocate
            now.refresh_from_db()
            show_what_is_there(form, model_to_dict(now, fields=list(form.fields)), version=now.version)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, said)
            return redirect(advocate)
    return answer(request, template, form, advocate=advocate, **page)
