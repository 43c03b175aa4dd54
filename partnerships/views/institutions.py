# SPDX-License-Identifier: GPL-3.0-or-later
"""Doors to institutions: the list, the page, adding and correcting. The first two are open to all."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, Q
from django.forms import model_to_dict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import affiliate_ids, may
from partnerships import actions
from partnerships.errors import ChangedMeanwhile
from partnerships.filters.institutions import InstitutionFilter, InstitutionPaginator
from partnerships.forms.institutions import AddInstitutionForm, CorrectInstitutionForm
from partnerships.models import Advocate, Institution, Partnership
from partnerships.permissions import may_add_institution, may_correct_institution, may_edit_advocate
from partnerships.stages import CLOSED
from partnerships.views.answers import answer, posted, refuse, show_what_is_there
from work.actions import once
from work.errors import AlreadyDone

FACTS = ("name", "kind", "country", "place", "names", "website", "wikidata_item", "latitude", "longitude")


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
        "kind_counts": [(kind, kinds[kind], number) for kind, number in filters.kind_counts.items()],
        "total": sum(filters.kind_counts.values()),
    }
    is_fragment = request.htmx and not request.htmx.history_restore_request
    template = "partnerships/institution_list.html"
    return render(request, f"{template}#results" if is_fragment else template, context)


def _count_open_partnerships(institutions: list[Institution], user) -> None:
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
    visible = Institution.objects.visible_to(request.user).defer("name_key", "search")
    institution = get_object_or_404(visible, pk=pk)
    context = {
        "institution": institution,
        "names": sorted(institution.names.items()),
        "coordinates": _coordinates(institution),
        "partnerships": _partnerships_of(institution, request.user),
        "advocates": _advocates_of(institution, request.user),
        "may_correct": may_correct_institution(request.user),
        "may_introduce": bool(affiliate_ids(request.user, "advocate.edit")),
        "may_open": _may_open(institution, request.user),
    }
    return render(request, "partnerships/institution.html", context)


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
        partnership.is_inside = may(user, "partnership.see", affiliate_id=partnership.affiliate_id)
    return partnerships


def _advocates_of(institution: Institution, user) -> list[Advocate]:
    visible = Advocate.objects.visible_to(user).filter(institution=institution)
    advocates = list(visible.select_related("affiliate"))
    for advocate in advocates:
        advocate.may_edit = may_edit_advocate(user, advocate.affiliate_id)
    return advocates


def _may_open(institution: Institution, user) -> bool:
    """Whether an affiliate of the user's could still begin with this institution."""
    own = affiliate_ids(user, "partnership.open")
    if not own:
        return False
    begun = Partnership.objects.open().filter(institution=institution, affiliate__in=own)
    return begun.values("affiliate").distinct().count() < len(own)


@require_http_methods(["GET", "HEAD", "POST"])
def institution_add(request):
    """Add an institution, once per form."""
    if not may_add_institution(request.user):
        raise PermissionDenied
    form = AddInstitutionForm(**posted(request))
    if form.is_valid():
        facts = form.cleaned_data | {}
        try:
            with once(facts.pop("form_key"), by=request.user) as first:
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
    form = CorrectInstitutionForm(**posted(request), initial=_facts(institution))
    if form.is_valid():
        try:
            actions.correct_institution(institution, by=request.user, **form.cleaned_data)
        except ChangedMeanwhile as refusal:
            refuse(form, refusal)
            institution.refresh_from_db()
            show_what_is_there(form, _facts(institution), version=institution.version)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("The institution is corrected."))
            return redirect(institution)
    return answer(request, "partnerships/institution_correct.html", form, institution=institution)


def _facts(institution: Institution) -> dict:
    facts = model_to_dict(institution, fields=[*FACTS, "version"])
    return facts | {"country": institution.country.code}
