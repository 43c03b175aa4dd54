# SPDX-License-Identifier: GPL-3.0-or-later
"""Doors to the text of a draft: its clauses, the rights it gives, who signs it."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import model_to_dict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agreements import actions
from agreements.forms.texts import ClauseForm, MoveForm, RemoveForm, RightsForm, SignatoryForm
from agreements.models import Clause, RightsTerm, Signatory
from agreements.reports.struck import struck_panel
from agreements.views.mous import signed_already, text_of, visible_mou
from partnerships.errors import ChangedMeanwhile
from partnerships.models import Mou
from partnerships.models.sharing import shared_scope
from partnerships.permissions import may_edit_mou
from partnerships.views.answers import answer, posted, refuse, show_what_is_there
from work.actions import once
from work.errors import AlreadyDone


@dataclass(frozen=True)
class Noun:
    """What the doors to one kind of piece differ in."""

    model: type
    # What opens it to a reader: of clauses and signatories the foundation knows nothing.
    seen_by: str
    form: type
    fields: tuple[str, ...]
    place: str
    add: Promise
    correct: Promise
    remove: Promise


CLAUSE = Noun(
    Clause,
    "mou.document",
    ClauseForm,
    ("kind", "title", "text"),
    "clauses",
    gettext_lazy("Add a clause"),
    gettext_lazy("Correct the clause"),
    gettext_lazy("Remove the clause"),
)
RIGHTS = Noun(
    RightsTerm,
    "mou.see",
    RightsForm,
    ("content_set", "licence", "vrt_ticket", "note"),
    "rights",
    gettext_lazy("Add a set of content"),
    gettext_lazy("Correct the rights"),
    gettext_lazy("Remove the set of content"),
)
SIGNATORY = Noun(
    Signatory,
    "mou.document",
    SignatoryForm,
    ("side", "advocate", "name", "post", "signed_on"),
    "signatories",
    gettext_lazy("Add somebody who signs"),
    gettext_lazy("Correct who signs"),
    gettext_lazy("Remove somebody who signs"),
)


@require_safe
def mou_text(request, pk):
    """The text of a draft with all that changes it."""
    mou = _editable(request.user, pk)
    if mou.state == Mou.State.SIGNED:
        return signed_already(request, mou)
    return _text_page(request, mou)


def _editable(user, pk) -> Mou:
    mou = visible_mou(user, pk)
    if not may_edit_mou(user, mou.partnership):
        raise PermissionDenied
    return mou


def _text_page(request, mou: Mou, refusal: ValidationError | None = None):
    context = text_of(mou) | {
        "mou": mou,
        "partnership": mou.partnership,
        "signatories": mou.signatories.all(),
        "struck": struck_panel(mou, may_edit=True),
        "refusal": refusal,
        "may_read": True,
        "may_write": True,
    }
    status = 200
    if refusal:
        status = 409 if isinstance(refusal, ChangedMeanwhile) else 422
    return render(request, "agreements/mou_text.html", context, status=status)


def _back(mou: Mou, noun: Noun):
    return redirect(f"{reverse('agreements:mou-text', args=[mou.pk])}#{noun.place}")


@require_http_methods(["GET", "HEAD", "POST"])
def piece_add(request, pk, noun):
    """Add a piece to the text."""
    mou = _editable(request.user, pk)
    if mou.state == Mou.State.SIGNED and request.method != "POST":
        return signed_already(request, mou)
    form = noun.form(**posted(request), is_new=True, user=request.user, mou=mou)
    if form.is_valid():
        values = form.cleaned_data | {}
        try:
            with once(values.pop("form_key"), by=request.user):
                actions.add_piece(mou, noun.model, by=request.user, **values)
        except AlreadyDone:
            return _back(mou, noun)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("It is in the draft now."))
            return _back(mou, noun)
    context = {"mou": mou, "heading": noun.add, "place": noun.place}
    return answer(request, "agreements/mou_piece.html", form, **context)


def _piece(request, pk, noun):
    """The piece with its agreement, for those who may change it. A foreign one is a 404 like a missing one."""
    inside = shared_scope(
        request.user,
        noun.seen_by,
        affiliate="mou__partnership__affiliate",
        partnership="mou__partnership",
    )
    piece = get_object_or_404(noun.model.objects.filter(inside), pk=pk)
    piece.mou = _editable(request.user, piece.mou_id)
    return piece


@require_http_methods(["GET", "HEAD", "POST"])
def piece_correct(request, pk, noun):
    """Change a piece of the text."""
    piece = _piece(request, pk, noun)
    if piece.mou.state == Mou.State.SIGNED and request.method != "POST":
        return signed_already(request, piece.mou)
    form = _correcting(request, piece, noun)
    if form.is_valid():
        try:
            actions.correct_piece(piece, by=request.user, **form.cleaned_data)
        except ChangedMeanwhile as refusal:
            refuse(form, refusal)
            piece = _piece(request, pk, noun)
            show_what_is_there(form, _values(piece, noun), version=piece.mou.version)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("It is corrected."))
            return _back(piece.mou, noun)
    context = {"mou": piece.mou, "heading": noun.correct, "place": noun.place}
    return answer(request, "agreements/mou_piece.html", form, **context)


def _correcting(request, piece, noun):
    initial = _values(piece, noun) | {"version": piece.mou.version}
    return noun.form(**posted(request), initial=initial, is_new=False, user=request.user, mou=piece.mou)


def _values(piece, noun) -> dict:
    return model_to_dict(piece, fields=noun.fields)


@require_http_methods(["GET", "HEAD", "POST"])
def piece_remove(request, pk, noun):
    """Take a piece out of the text, after asking."""
    piece = _piece(request, pk, noun)
    mou = piece.mou
    if mou.state == Mou.State.SIGNED and request.method != "POST":
        return signed_already(request, mou)
    form = RemoveForm(**posted(request), initial={"version": mou.version})
    if form.is_valid():
        try:
            actions.remove_piece(piece, by=request.user, **form.cleaned_data)
        except ChangedMeanwhile as refusal:
            refuse(form, refusal)
            piece = _piece(request, pk, noun)
            show_what_is_there(form, {}, version=piece.mou.version)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(
                request,
                _("It is out of the draft. You can put it back: see below, “Struck from this draft”."),
            )
            return _back(mou, noun)
    context = {"mou": mou, "piece": piece, "heading": noun.remove, "place": noun.place}
    return answer(request, "agreements/mou_piece_remove.html", form, **context)


@require_POST
def clause_move(request, pk):
    """Put a clause one place up or down."""
    clause = _piece(request, pk, CLAUSE)
    form = MoveForm(request.POST)
    if not form.is_valid():
        return _text_page(
            request, clause.mou, ValidationError([e for es in form.errors.values() for e in es])
        )
    up, version = form.cleaned_data["where"] == "up", form.cleaned_data["version"]
    try:
        actions.move_clause(clause, version=version, by=request.user, up=up)
    except ValidationError as refusal:
        return _text_page(request, visible_mou(request.user, clause.mou_id), refusal)
    return redirect(f"{reverse('agreements:mou-text', args=[clause.mou_id])}#clause-{clause.pk}")
