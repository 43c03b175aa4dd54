# SPDX-License-Identifier: GPL-3.0-or-later
"""Guides: all of them by phase, one to read, those that help a partnership now, and writing them."""

from itertools import groupby

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from casestudies.languages import NAMES, direction_of
from interface.words import number
from learning.actions import guides as actions
from learning.forms.guides import CorrectGuideForm, MakeGuideForm
from learning.models import Guide
from learning.permissions import may_edit_guides
from learning.themes import Theme, typical_of
from outreach.rendering import render as render_wikitext
from partnerships.models import Partnership
from partnerships.stages import Phase
from partnerships.views.answers import answer, posted, refuse, show_what_is_there
from work.actions import once
from work.errors import AlreadyDone

_LIGHT = ("text", "links")


def in_one_language(guides) -> list[Guide]:
    """Each guide once: in the reader's language, else in English, else in any."""
    language = get_language() or "en"
    best: dict[str, Guide] = {}
    for guide in guides:
        rank = (guide.language != language, guide.language != "en", guide.language)
        there = best.get(guide.code)
        if there is None or rank < (there.language != language, there.language != "en", there.language):
            best[guide.code] = guide
    return sorted(best.values(), key=lambda guide: (guide.position, guide.code))


@login_not_required
@require_safe
def guide_list(request):
    """All guides, by the phase in which they help."""
    shown = in_one_language(Guide.objects.visible_to(request.user).defer(*_LIGHT))
    order = {phase.value: place for place, phase in enumerate(Phase)}
    shown.sort(key=lambda guide: (order.get(guide.phase, 99), guide.position, guide.code))
    context = {
        "phases": [
            (Phase(phase).label, list(rows)) for phase, rows in groupby(shown, lambda each: each.phase)
        ],
        "may_edit": may_edit_guides(request.user),
    }
    return render(request, "learning/guide_list.html", context)


@login_not_required
@require_safe
def guide(request, pk):
    """One guide, and the other languages it can be read in."""
    shown = get_object_or_404(Guide.objects.visible_to(request.user), pk=pk)
    others = (
        Guide.objects.visible_to(request.user).filter(code=shown.code).exclude(pk=shown.pk).defer(*_LIGHT)
    )
    context = {
        "guide": shown,
        "html": render_wikitext(shown.text),
        "direction": direction_of(shown.language),
        "others": [(each, NAMES.get(each.language, each.language)) for each in others],
        "may_edit": may_edit_guides(request.user),
    }
    return render(request, "learning/guide.html", context)


@login_not_required
@require_safe
@vary_on_headers("HX-Request")
def for_partnership(request, pk):
    """What helps a partnership where it stands: guides, and the obstacles that are typical now."""
    rows = Partnership.objects.visible_to(request.user).select_related("institution", "affiliate")
    partnership = get_object_or_404(rows.defer("institution__name_key", "institution__search"), pk=pk)
    helping = Guide.objects.published().helping_in(partnership.phase, partnership.institution.kind)
    context = {
        "partnership": partnership,
        "phase": Phase(partnership.phase).label,
        "guides": in_one_language(helping.defer(*_LIGHT)),
        "themes": [(theme.value, Theme(theme).label) for theme in typical_of(partnership.phase)],
    }
    template = "learning/guides_for_partnership.html"
    return render(request, f"{template}#list" if request.htmx else template, context)


def _writer(request) -> None:
    if not may_edit_guides(request.user):
        raise PermissionDenied


@require_http_methods(["GET", "HEAD", "POST"])
def guide_add(request):
    """Asks for a new guide; `?of=` begins a translation of one there is."""
    _writer(request)
    form = MakeGuideForm(**posted(request), initial=_translated(request))
    if form.is_valid():
        written = form.cleaned_data | {}
        try:
            with once(written.pop("form_key"), by=request.user) as first:
                made = actions.make_guide(by=request.user, **written)
                first.led_to = made.get_absolute_url()
        except AlreadyDone as done:
            return redirect(done.led_to or "learning:guides")
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("The guide is saved."))
            return redirect(made)
    return answer(request, "learning/guide_form.html", form, guide=None)


def _translated(request) -> dict:
    of = request.GET.get("of", "")
    origin = (
        Guide.objects.filter(pk=int(of)).first() if of.isascii() and of.isdigit() and len(of) < 15 else None
    )
    if origin is None:
        return {}
    names = ("code", "phase", "institution_kind", "position", "links", "text", "title")
    return {name: getattr(origin, name) for name in names} | {"language": get_language() or "en"}


@require_http_methods(["GET", "HEAD", "POST"])
def guide_correct(request, pk):
    """Asks what to change; also publishes and takes back."""
    _writer(request)
    shown = get_object_or_404(Guide.objects.visible_to(request.user), pk=pk)
    initial = {name: getattr(shown, name) for name in (*actions.WRITTEN, "version")}
    form = CorrectGuideForm(**posted(request), initial=initial)
    if form.is_valid():
        try:
            corrected = actions.correct_guide(shown, by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            refuse(form, refusal)
            if form.cleaned_data.get("version") != shown.version:
                show_what_is_there(form, initial, version=shown.version)
        else:
            messages.success(request, _("The guide is saved."))
            return redirect(corrected)
    return answer(request, "learning/guide_form.html", form, guide=shown)


@require_POST
def starters(request):
    """Lays out those guides of the starter set that are missing."""
    _writer(request)
    made = actions.lay_out_starters(by=request.user)
    told = ngettext("%(number)s guide was added.", "%(number)s guides were added.", made)
    messages.success(request, told % {"number": number(made)})
    return redirect("learning:guides")
