# SPDX-License-Identifier: GPL-3.0-or-later
"""Doors to the places of a partnership or institution: the list, one place, adding and changing it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from partnerships.models import Institution
from partnerships.views.answers import answer, posted, refuse
from presence import reports
from presence.actions import counts
from presence.actions import places as actions
from presence.forms.places import AddPlaceForm, NamePlaceForm, ResolveForm
from presence.models import Place
from presence.permissions import may_edit_places
from presence.views.finding import address_of_places, edited_place, seen_place, seen_record
from work.actions import once
from work.errors import AlreadyDone
from work.models import Run

PLACES_A_PAGE = 100
NODES_A_PAGE = 100


@login_not_required
@require_safe
@vary_on_headers("HX-Request")
def of_record(request, pk, kind):
    """Where a partnership or an institution stands: a part of its page, open as that is."""
    record = seen_record(request, kind, pk)
    page = Paginator(reports.places_of(request.user, record), PLACES_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "record": record,
        "page": page,
        "groups": reports.grouped(page),
        "may_edit": may_edit_places(request.user, record),
        "add_url": f"presence:add-to-{kind}",
    }
    if isinstance(record, Institution):
        through = list(reports.places_through(request.user, record)[: reports.SHOWN_AT_RECORD])
        own = {each.identifier for each in page if each.kind == Place.Kind.CATEGORY}
        context |= {"through": through, "offered": _offered(record, own)}
    return render(request, "presence/places.html" + ("#list" if request.htmx else ""), context)


def _offered(institution: Institution, own: set[str]) -> str:
    """The category in the register of institutions, where it is no place yet."""
    name = " ".join(institution.commons_category.replace("_", " ").split())
    return "" if not name or name[0].upper() + name[1:] in own else name


@require_http_methods(["GET", "HEAD", "POST"])
def place_add(request, pk, kind):
    """Asks for a place; `?what=` fills it in."""
    record = seen_record(request, kind, pk)
    if not may_edit_places(request.user, record):
        raise PermissionDenied
    form = AddPlaceForm(**posted(request), initial={"what": request.GET.get("what", "")[:300]})
    list_url = address_of_places(record)
    if form.is_valid():
        asked = form.cleaned_data
        try:
            with once(asked["form_key"], by=request.user) as first:
                place = actions.add_place(record, asked["what"], by=request.user, label=asked["label"])
                first.led_to = place.get_absolute_url()
        except AlreadyDone as done:
            return redirect(done.led_to or record)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("“%(place)s” is in the list.") % {"place": place})
            return redirect(place)
    return answer(request, "presence/place_add.html", form, record=record, list_url=list_url)


@login_not_required
@require_safe
@vary_on_headers("HX-Request")
def place(request, pk):
    """One place: where it is, and of a category its counts, its tree and how it grew."""
    place = seen_place(request, pk)
    category = getattr(place, "category", None)
    context = {
        "place": place,
        "record": place.record,
        "list_url": address_of_places(place.record),
        "may_edit": may_edit_places(request.user, place.record),
        "category": category,
        "run": _run_of(category),
        "resolve_form": ResolveForm(),
    }
    if category is not None:
        page = Paginator(category.nodes.all(), NODES_A_PAGE).get_page(request.GET.get("page"))
        context |= {"page": page, "trend": reports.trend_of(category)}
        context["below"] = max(0, category.tree_categories - 1)
        context["listing"] = place.listing_requests.select_related("asked_by").first()
    return render(request, "presence/place.html" + ("#category" if request.htmx else ""), context)


def _run_of(category) -> Run | None:
    """The count that is under way or waits, where this category waits for it."""
    if category is None or not category.is_waiting:
        return None
    return Run.objects.unfinished().filter(kind=counts.RUN).first()


@require_http_methods(["GET", "HEAD", "POST"])
def place_name(request, pk):
    """Asks what to call the place."""
    place = edited_place(request, pk)
    form = NamePlaceForm(**posted(request), initial={"label": place.label})
    if form.is_valid():
        actions.name_place(place, form.cleaned_data["label"], by=request.user)
        messages.success(request, _("Saved."))
        return redirect(place)
    return answer(request, "presence/place_name.html", form, place=place)


@require_POST
def place_remove(request, pk):
    """Takes the place off the list."""
    place = edited_place(request, pk)
    actions.remove_place(place, by=request.user)
    said = _("“%(place)s” is off the list. Added again, it comes back with what was counted.")
    messages.success(request, said % {"place": place})
    return redirect(address_of_places(place.record), pk=place.record.pk)


@require_POST
def place_check(request, pk):
    """Have the category counted now."""
    place = edited_place(request, pk)
    try:
        counts.request_check(place, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("The category is counted within a minute or two."))
    return redirect(place)


@require_POST
def place_follow(request, pk):
    """Take the category that Commons redirects to."""
    place = edited_place(request, pk)
    try:
        place = actions.follow_redirect(place, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("The place is “%(place)s” now.") % {"place": place.name})
    return redirect(place)


@require_POST
def task_resolve(request, pk):
    """A task was resolved, or without a day: is open after all."""
    place = edited_place(request, pk)
    form = ResolveForm(request.POST)
    try:
        if "reopen" in request.POST:
            actions.reopen_task(place, by=request.user)
            messages.success(request, _("The task is open again."))
        elif form.is_valid():
            actions.resolve_task(place, on=form.cleaned_data["resolved_on"], by=request.user)
            messages.success(request, _("The task is resolved."))
        else:
            messages.error(request, _("Say on which day: it is missing or no day."))
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect(place)
