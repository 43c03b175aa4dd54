# SPDX-License-Identifier: GPL-3.0-or-later
"""Doors to merging: choosing the other one, comparing side by side, undoing."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from institutions.actions.merges import merge_institutions
from institutions.actions.unmerging import undo_merge
from institutions.forms.duplicates import MergeForm, UndoForm
from institutions.models import Merge
from institutions.reports.duplicates import sides, what_moves
from institutions.views.duplicates import may_merge_or_refuse
from partnerships.errors import ChangedMeanwhile
from partnerships.models import Institution
from partnerships.reports.duplicates import likely_duplicates
from partnerships.views.answers import answer, posted, refuse
from work.actions import once
from work.errors import AlreadyDone

FOUND_SHOWN = 20
ROWS_A_PAGE = 50
_ASKED = [
    "name",
    "names",
    "place",
    "latitude",
    "longitude",
    "website",
    "wikidata_item",
    "isil",
    "viaf",
    "ror",
]


@require_safe
def merge_choose(request, pk):
    """Which institution is the same as this one: the likely ones, and a search."""
    institution = get_object_or_404(Institution.objects.visible_to(request.user), pk=pk)
    may_merge_or_refuse(request.user)
    words = request.GET.get("q", "")[:200]
    found = Institution.objects.none()
    if words.strip():
        found = (
            Institution.objects.visible_to(request.user).search(words).exclude(pk=pk).order_by("name", "pk")
        )
    facts = {name: getattr(institution, name) for name in _ASKED}
    context = {
        "institution": institution,
        "words": words,
        "found": found.defer("name_key", "search")[:FOUND_SHOWN],
        "alike": likely_duplicates(**facts, country=institution.country.code, exclude=pk),
    }
    return render(request, "institutions/merge_choose.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def merge(request, pk, other):
    """Both side by side: choose whose value stays, see what moves, confirm."""
    visible = Institution.objects.visible_to(request.user)
    kept, absorbed = get_object_or_404(visible, pk=pk), get_object_or_404(visible, pk=other)
    may_merge_or_refuse(request.user)
    seen = {"kept_version": kept.version, "absorbed_version": absorbed.version}
    form = MergeForm(**posted(request), initial=seen)
    if form.is_valid():
        try:
            return _merge(request, form, kept, absorbed)
        except ValidationError as refusal:
            refuse(form, refusal)
            if isinstance(refusal, ChangedMeanwhile):
                form.data = form.data.copy()
                for name, version in seen.items():
                    form.data[name] = version
    context = {
        "kept": kept,
        "absorbed": absorbed,
        "sides": sides(kept, absorbed, form.choices),
        "moves": what_moves(absorbed),
    }
    return answer(request, "institutions/merge.html", form, **context)


def _merge(request, form: MergeForm, kept: Institution, absorbed: Institution):
    values = form.cleaned_data
    versions = values["kept_version"], values["absorbed_version"]
    try:
        with once(values["form_key"], by=request.user) as first:
            merge_institutions(kept, absorbed, by=request.user, choices=form.choices, versions=versions)
            first.led_to = kept.get_absolute_url()
    except AlreadyDone as done:
        return redirect(done.led_to or kept)
    messages.success(request, _("The two are one now. The merge can be undone for 30 days."))
    return redirect(kept)


@require_safe
def merge_list(request):
    """Merges, the newest first; those of one institution with `?institution=`."""
    may_merge_or_refuse(request.user)
    merges = Merge.objects.select_related("kept", "absorbed", "by", "undone_by")
    merges = merges.defer("moved", "dropped", "before", "choices")
    wanted = request.GET.get("institution", "")
    if wanted.isascii() and wanted.isdigit() and len(wanted) < 19:
        merges = merges.filter(kept=int(wanted))
    page = Paginator(merges, ROWS_A_PAGE).get_page(request.GET.get("page"))
    now = timezone.now()
    for each in page.object_list:
        each.may_be_undone = not each.undone_at and each.may_be_undone_until_at > now
    return render(request, "institutions/merge_list.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def merge_undo(request, pk):
    """Make two of one again."""
    may_merge_or_refuse(request.user)
    merge = get_object_or_404(Merge.objects.select_related("kept", "absorbed"), pk=pk)
    form = UndoForm(**posted(request), initial={"merge": merge.pk})
    if form.is_valid():
        try:
            undone = undo_merge(merge, by=request.user)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("The merge is undone: they are two again."))
            if undone.kept_newer:
                said = _("Changed since the merge, and therefore left as it is: %(what)s.")
                messages.warning(request, said % {"what": ", ".join(undone.kept_newer)})
            return redirect(merge.absorbed)
    return answer(request, "institutions/merge_undo.html", form, merge=merge)
