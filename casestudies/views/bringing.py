# SPDX-License-Identifier: GPL-3.0-or-later
"""Bringing a draft from the wiki's user space."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from django.views.decorators.vary import vary_on_headers

from accounts.limits import limited
from casestudies import actions
from casestudies.forms import BringForm
from casestudies.models import WikiDraft
from casestudies.permissions import may_begin
from work.actions import once
from work.errors import AlreadyDone

A_PAGE = 20


@require_http_methods(["GET", "HEAD", "POST"])
@vary_on_headers("HX-Request")
@limited("casestudy.begin", methods=("POST",))
def bring(request):
    """Asks for the page, and shows what became of earlier wishes."""
    if not may_begin(request.user):
        raise PermissionDenied
    form = BringForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            with once(form.cleaned_data["form_key"], by=request.user):
                actions.ask_for_draft(form.cleaned_data["title"], by=request.user)
        except AlreadyDone:
            return redirect("casestudies:bring")
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("The page is asked for. It stands below when it is here."))
            return redirect("casestudies:bring")
    own = WikiDraft.objects.visible_to(request.user).select_related("case_study")
    own = own.defer("case_study__search", "case_study__search_text")
    page_obj = Paginator(own, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page_obj": page_obj,
        "is_waiting": any(each.state == "waiting" for each in page_obj),
    }
    template = (
        "casestudies/bring.html#asked"
        if request.htmx and request.method != "POST"
        else "casestudies/bring.html"
    )
    return render(request, template, context, status=422 if form.errors else 200)
