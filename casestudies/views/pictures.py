# SPDX-License-Identifier: GPL-3.0-or-later
"""The pictures of a case study: named, looked up on Commons, put into the text."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST
from django.views.decorators.vary import vary_on_headers

from casestudies import actions
from casestudies.actions.pictures import named_in, unasked
from casestudies.forms import PictureForm, PlaceForm
from casestudies.models import Picture
from casestudies.permissions import may_write
from casestudies.views.desk import own_draft
from interface.words import number


@require_http_methods(["GET", "HEAD", "POST"])
@vary_on_headers("HX-Request")
def pictures(request, pk):
    """Those on the list with what Commons says; names another, or asks about all that the text names."""
    case_study = own_draft(request, pk)
    if request.method != "POST":
        return _show(request, case_study, PictureForm())
    if "ask" in request.POST:
        return _ask_about_text(request, case_study)

    form = PictureForm(request.POST)
    if form.is_valid():
        try:
            actions.add_picture(case_study, form.cleaned_data["name"], by=request.user)
        except ValidationError as refusal:
            form.add_error("name", refusal)
        else:
            messages.success(request, _("Commons is asked about it; the answer stands below in a moment."))
            return redirect("casestudies:pictures", pk=pk)
    return _show(request, case_study, form, status=422)


def _ask_about_text(request, case_study):
    try:
        count = actions.add_named_pictures(case_study, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        said = ngettext(
            "Commons is asked about %(count)s file.", "Commons is asked about %(count)s files.", count
        )
        messages.success(request, said % {"count": number(count)})
    return redirect("casestudies:pictures", pk=case_study.pk)


@require_POST
def picture(request, pk):
    """Put one into a section of the text, or take it off the list."""
    shown = get_object_or_404(Picture.objects.visible_to(request.user).select_related("case_study"), pk=pk)
    if not may_write(request.user, shown.case_study):
        raise PermissionDenied
    form = PlaceForm(request.POST)
    if form.is_valid():
        try:
            said = _do(shown, by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, said)
            return redirect("casestudies:pictures", pk=shown.case_study_id)
    return _show(request, shown.case_study, PictureForm(), tried=(shown.pk, form), status=422)


def _do(shown: Picture, *, what: str, section: str, caption: str, by) -> str:
    if what == "remove":
        actions.remove_picture(shown, by=by)
        return _("It is off the list. Where the text names it, the text stays as it is.")
    actions.place_picture(shown, section=section, caption=caption, by=by)
    return _("It stands at the end of the section now; move it in the text as you like.")


def _show(request, case_study, form, tried=(0, None), status=200):
    rows = list(case_study.pictures.all())
    named = named_in(case_study)
    context = {
        "case_study": case_study,
        "form": form,
        "tried": tried[1],
        "rows": [
            (each, tried[1] if each.pk == tried[0] else _place_form(each), each.names.intersection(named))
            for each in rows
        ],
        "unasked": unasked(named, rows),
        "is_waiting": any(each.state == Picture.State.WAITING for each in rows),
    }
    wants_rows = request.htmx and request.method != "POST"
    template = "casestudies/pictures.html#pictures" if wants_rows else "casestudies/pictures.html"
    return render(request, template, context, status=status)


def _place_form(picture: Picture) -> PlaceForm:
    return PlaceForm(
        initial={"section": picture.section, "caption": picture.caption}, auto_id=f"id_{picture.pk}_%s"
    )
