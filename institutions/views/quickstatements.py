# SPDX-License-Identifier: GPL-3.0-or-later
"""Doors to what Wikidata lacks, as commands for QuickStatements: of one institution, and of a filtered list."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.limits import limited
from institutions.forms.quickstatements import ListForm, OneForm
from institutions.permissions import may_make_quickstatements
from institutions.reports import quickstatements as reports
from partnerships.filters.institutions import InstitutionFilter
from partnerships.models import Institution

counted_download = limited("export", when=lambda request: request.GET.get("as") == "text")


@require_safe
@counted_download
def quickstatements_of(request, pk):
    """What Wikidata lacks of one institution; `?as=text` gives the commands alone."""
    institution = get_object_or_404(
        Institution.objects.visible_to(request.user).defer("name_key", "search"), pk=pk
    )
    if not may_make_quickstatements(request.user):
        raise PermissionDenied
    form = OneForm(request.GET)
    found, text, left = [], "", 0
    if not form.is_bound or form.is_valid():
        found = reports.proposals([institution], form.wish(with_new=True))
        text, left = reports.text_of(found, lambda _institution: form.reference())
    if _wants_text(request, form):
        return _as_file(text, f"quickstatements-{institution.pk}.txt")
    context = {"institution": institution, "form": form, "found": found, "text": text, "left": left}
    return _answer(request, "institutions/quickstatements_of.html", form, context)


@require_safe
@counted_download
def quickstatements(request):
    """The same for a list, narrowed as the list of institutions is; at most 200 of them and 2,000 lines."""
    if not may_make_quickstatements(request.user):
        raise PermissionDenied
    institutions = Institution.objects.visible_to(request.user)
    filters = InstitutionFilter(request.GET, queryset=institutions, request=request)
    form = ListForm(request.GET)
    rows = list(filters.narrowed.defer("name_key", "search")[: reports.MOST_INSTITUTIONS])
    found, text, left = [], "", 0
    if not form.is_bound or form.is_valid():
        wish = form.wish(with_new=form.is_bound and form.cleaned_data["new"])
        found = [each for each in reports.proposals(rows, wish) if each.commands or each.left_out]
        text, left = reports.text_of(found, form.reference)
    if _wants_text(request, form):
        return _as_file(text, "quickstatements.txt")
    context = {
        "filters": filters,
        "chosen": {name: value for name, value in filters.chosen.items() if name != "sort"},
        "form": form,
        "found": found,
        "text": text,
        "left": left,
        "looked_at": len(rows),
        "total": filters.total,
    }
    return _answer(request, "institutions/quickstatements.html", form, context)


def _wants_text(request, form) -> bool:
    return request.GET.get("as") == "text" and not (form.is_bound and form.errors)


def _answer(request, template: str, form, context: dict):
    status = 422 if form.is_bound and form.errors else 200
    return render(request, template, context, status=status)


def _as_file(text: str, name: str) -> HttpResponse:
    response = HttpResponse(text, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
