# SPDX-License-Identifier: GPL-3.0-or-later
"""Doors to institutions: the list, the page, its history. The first two are open to all."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from accounts.permissions import affiliate_ids, may
from journal.models import Entry
from journal.people import with_names
from partnerships.filters.institutions import InstitutionFilter, InstitutionPaginator, Listed
from partnerships.models import Advocate, Institution, Partnership
from partnerships.permissions import (
    is_inside,
    may_correct_institution,
    may_edit_advocate,
    may_see_others,
)
from partnerships.stages import CLOSED
from partnerships.views.institution_lines import draw_lines
from privacy.contacts import note_shown

LINES_A_PAGE = 50


@login_not_required
@require_safe
def institution_list(request):
    """Every institution, filtered by what stands in the address."""
    institutions = Institution.objects.visible_to(request.user)
    filters = InstitutionFilter(request.GET, queryset=institutions, request=request)
    page = InstitutionPaginator(filters.narrowed, total=filters.total).get_page(request.GET.get("page"))
    _count_open_partnerships(page.object_list, request.user)
    kinds = dict(Institution.Kind.choices)
    context = {
        "filters": filters,
        "page": page,
        "lines": draw_lines(page.object_list),
        "kind_counts": [(kind, kinds[kind], number) for kind, number in filters.kind_counts.items()],
        "total": sum(filters.kind_counts.values()),
        "may_merge": may(request.user, "institution.merge"),
        "may_remove": may(request.user, "institution.remove"),
        "may_give": may(request.user, "quickstatements.make"),
    }
    is_fragment = request.htmx and not request.htmx.history_restore_request
    template = "partnerships/institution_list.html"
    return render(request, f"{template}#results" if is_fragment else template, context)


def _count_open_partnerships(institutions: list[Listed], user) -> None:
    """Set `open_partnerships` on each: those the user may see, in one query."""
    seen = (
        Partnership.objects.visible_to(user).open().filter(institution__in=[each.pk for each in institutions])
    )
    numbers = dict(seen.order_by().values_list("institution").annotate(number=Count("pk")))
    for institution in institutions:
        institution.open_partnerships = numbers.get(institution.pk, 0)


@login_not_required
@require_safe
def institution(request, pk):
    """Everything known about an institution, as far as the reader may see it."""
    institution = (
        Institution.objects.visible_to(request.user).defer("name_key", "search").filter(pk=pk).first()
    )
    if institution is None:
        return redirect(_kept_instead_of(pk), permanent=True)
    context = {
        "institution": institution,
        "names": sorted(institution.names.items()),
        "coordinates": _coordinates(institution),
        "collects": _collects(institution),
        "may_judge": bool(affiliate_ids(request.user, "alignment.see")),
        "may_merge": may(request.user, "institution.merge"),
        "may_remove": may(request.user, "institution.remove"),
        "partnerships": _partnerships_of(institution, request.user),
        "advocates": _advocates_of(institution, request.user),
        "may_correct": may_correct_institution(request.user),
        "may_introduce": bool(affiliate_ids(request.user, "advocate.edit")),
        "may_open": _may_open(institution, request.user),
        "may_see_others": may_see_others(request.user),
    }
    note_shown(request, context["advocates"])
    return render(request, "partnerships/institution.html", context)


def _kept_instead_of(pk: int) -> Institution:
    """The institution that one was merged into, over several merges too; a 404 where there is none."""
    seen: set[int] = set()
    institution = Institution.objects.only("merged_into").filter(pk=pk, removed_at=None).first()
    while institution and institution.merged_into_id and institution.pk not in seen:
        seen.add(institution.pk)
        institution = (
            Institution.objects.only("merged_into")
            .filter(pk=institution.merged_into_id, removed_at=None)
            .first()
        )
    if institution is None or not seen:
        raise Http404
    return institution


@require_safe
def institution_history(request, pk):
    """Who did what to the facts of an institution, and to those merged into it."""
    institution = get_object_or_404(Institution.objects.visible_to(request.user), pk=pk)
    if not (may_correct_institution(request.user) or may(request.user, "institution.merge")):
        raise PermissionDenied
    kind = Institution._meta.label_lower
    entries = Entry.objects.filter(thread_kind=kind, thread_id__in=_with_absorbed(pk), subject_kind=kind)
    page = Paginator(entries.newest(), LINES_A_PAGE).get_page(request.GET.get("page"))
    page.object_list = with_names(page.object_list)
    return render(
        request, "partnerships/institution_history.html", {"institution": institution, "page": page}
    )


def _with_absorbed(pk: int) -> set[int]:
    """Its own number and those of all that were merged into it, at any remove."""
    found, newest = {pk}, {pk}
    while newest:
        newest = set(Institution.objects.filter(merged_into__in=newest).values_list("pk", flat=True)) - found
        found |= newest
    return found


def _collects(institution: Institution) -> list[str]:
    names = dict(Institution.CollectionDomain.choices)
    return [str(names.get(each, each)) for each in institution.collection_domains]


def _coordinates(institution: Institution) -> tuple[str, str] | None:
    """Latitude and longitude as an address writes them, with a point in every language."""
    if institution.latitude is None:
        return None
    return format(institution.latitude.normalize(), "f"), format(institution.longitude.normalize(), "f")


def _partnerships_of(institution: Institution, user) -> list[Partnership]:
    """The visible ones, open ones first; `is_inside` says whether more than the public part may be shown."""
    visible = Partnership.objects.visible_to(user).filter(institution=institution)
    is_closed = Q(phase__in=CLOSED)
    partnerships = visible.select_related("affiliate", "stage", "lead").annotate(is_closed=is_closed)
    partnerships = list(partnerships.order_by("is_closed", "-stage_entered_at", "-pk"))
    for partnership in partnerships:
        partnership.institution = institution
        partnership.is_inside = is_inside(user, partnership)
    return partnerships


def _advocates_of(institution: Institution, user) -> list[Advocate]:
    visible = Advocate.objects.visible_to(user).at(institution)
    advocates = list(visible.select_related("affiliate").prefetch_related("addresses"))
    for advocate in advocates:
        advocate.may_edit = may_edit_advocate(user, advocate.affiliate_id)
    return advocates


def _may_open(institution: Institution, user) -> bool:
    """Whether an affiliate of the user's could still begin with this institution."""
    own = affiliate_ids(user, "partnership.open")
    if not own:
        return False
    begun = Partnership.objects.kept().open().filter(institution=institution, affiliate__in=own)
    return begun.values("affiliate").distinct().count() < len(own)
