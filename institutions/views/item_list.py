# SPDX-License-Identifier: GPL-3.0-or-later
"""Doors to all items together: the renewal and what needs a look, and the institutions that have no item yet."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from institutions.actions import renewal
from institutions.forms.items import RenewForm
from institutions.models import ItemRecord, SourcedFact
from institutions.parsing.fields import OTHER_THING
from institutions.permissions import may_make_quickstatements, may_renew_items
from institutions.reports import items as reports
from outreach.wiki.errors import WikiError
from partnerships.models import Institution
from partnerships.permissions import may_correct_institution
from work.actions import once
from work.errors import AlreadyDone
from work.models import Run

ROWS_A_PAGE = 50


@require_safe
@vary_on_headers("HX-Request")
def item_list(request):
    """The last renewals, and the institutions whose item somebody should look at."""
    if not may_renew_items(request.user):
        raise PermissionDenied
    return _page(request, RenewForm())


@require_POST
def item_renew_all(request):
    """Ask for a renewal of all that is due."""
    if not may_renew_items(request.user):
        raise PermissionDenied
    form = RenewForm(request.POST)
    if form.is_valid():
        try:
            with once(form.cleaned_data["form_key"], by=request.user) as first:
                renewal.request_renewal(by=request.user)
                first.led_to = request.path
        except AlreadyDone:
            return redirect("institutions:item-list")
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("The renewal is on its way."))
            return redirect("institutions:item-list")
    return _page(request, form, status=409 if form.non_field_errors() else 422)


def _page(request, form: RenewForm, status: int = 200):
    run = Run.objects.filter(kind=renewal.RUN).select_related("actor").order_by("-queued_at").first()
    template = "institutions/item_list.html"
    if request.htmx and run and run.is_unfinished:
        return render(request, f"{template}#progress", {"run": run})
    page = Paginator(_needing_a_look(), ROWS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "run": run,
        "form": form,
        "page": page,
        "linked": ItemRecord.objects.filter(institution__merged_into=None).count(),
        "lacking": _without_item(request.user).count(),
        "may_link": may_correct_institution(request.user),
        "may_give": may_make_quickstatements(request.user),
    }
    return render(request, f"{template}#renewal" if request.htmx else template, context, status=status)


def _needing_a_look():
    """Records that are missing or taken, or whose item is no institution."""
    others = SourcedFact.objects.filter(field=OTHER_THING).values("institution")
    standing = ItemRecord.Standing
    current = ItemRecord.objects.filter(institution__merged_into=None, institution__removed_at=None)
    asked = current.filter(standing__in=[standing.MISSING, standing.TAKEN]) | current.filter(
        institution__in=others
    )
    return asked.select_related("institution").order_by("institution__name", "pk")


def _without_item(user):
    return Institution.objects.visible_to(user).filter(wikidata_item=None).defer("name_key", "search")


@require_safe
def item_without(request):
    """Institutions without an item; asked for it (`ask`), ten at a time with items of the same name."""
    if not may_correct_institution(request.user):
        raise PermissionDenied
    asks = request.GET.get("ask") == "1"
    rows = _without_item(request.user).order_by("name", "pk")
    page = Paginator(rows, reports.SUGGESTED_A_PAGE if asks else ROWS_A_PAGE).get_page(
        request.GET.get("page")
    )
    found, is_silent = {}, False
    if asks and page.object_list:
        try:
            found = reports.suggestions(list(page), (get_language() or "en").partition("-")[0])
        except WikiError:
            is_silent = True
    known = reports.holders(hit.item for hits in found.values() for hit in hits)
    lines = [(each, _free(found.get(each.pk), known)) for each in page]
    context = {"page": page, "lines": lines, "asks": asks, "is_silent": is_silent}
    return render(request, "institutions/item_without.html", context)


def _free(hits, known):
    """The hits nobody has yet; None where nothing was asked."""
    return None if hits is None else [hit for hit in hits if hit.item not in known]
