# SPDX-License-Identifier: GPL-3.0-or-later
"""Doors to commitments: the list, a page for each, making, correcting and striking them from drafts."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import model_to_dict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.permissions import may, may_somewhere
from agreements import actions
from agreements.actions.commitments import advocates_for
from agreements.filters.commitments import CommitmentFilter
from agreements.forms.commitments import (
    AssignForm,
    CommitmentForm,
    CorrectCommitmentForm,
    ProgressForm,
    RemoveForm,
    ReopenForm,
    SettleForm,
    WaiveForm,
)
from agreements.reports.commitments import history_of, lines_of, neighbours_of
from agreements.reports.pages import FirstRows
from partnerships.errors import ChangedMeanwhile
from partnerships.models import Advocate, Commitment, Mou
from partnerships.permissions import may_edit_mou, may_read_notes, readers_of
from partnerships.views.answers import answer, posted, show_what_is_there
from work.actions import once
from work.errors import AlreadyDone

PAGE_SIZE = 50
PROMISED = ("party", "what", "quantity", "unit", "due_on", "recurrence", "user", "advocate", "version")
JOINED = ("mou__partnership__institution", "mou__partnership__affiliate", "user", "advocate")


def visible_commitment(user, pk) -> Commitment:
    """The commitment with its agreement and people. A foreign one is a 404 like a missing one."""
    return get_object_or_404(Commitment.objects.visible_to(user).select_related(*JOINED), pk=pk)


def commitment_to_change(request, pk) -> Commitment:
    """The commitment, for those who may write in its agreement."""
    commitment = visible_commitment(request.user, pk)
    if not may_edit_mou(request.user, commitment.mou.partnership):
        raise PermissionDenied
    return commitment


def refuse(form, refusal: ValidationError) -> None:
    """Put an action's refusal at the field it names, where the form asks for it; `answer` reads `form.refusal`."""
    field = getattr(refusal, "field", None)
    form.add_error(field if field in form.fields else None, refusal)
    form.refusal = refusal


@require_safe
def commitment_list(request):
    """Commitments of the agreements the user may see, by their day."""
    if not may_somewhere(request.user, "mou.see"):
        raise PermissionDenied
    visible = Commitment.objects.visible_to(request.user).select_related(*JOINED)
    filters = CommitmentFilter(request.GET, queryset=visible, request=request)
    page = FirstRows(filters.qs, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "filters": filters,
        "page": page,
        "lines": lines_of(request.user, page),
        "is_filtered": any(filters.form.cleaned_data.values()),
    }
    return render(request, "agreements/commitment_list.html", context)


@require_safe
def commitment(request, pk):
    """Everything about one commitment."""
    return show_commitment(request, visible_commitment(request.user, pk))


def show_commitment(request, commitment: Commitment, refused=None):
    """The page of a commitment; `refused` is the one of its forms that was sent and refused."""
    mou = commitment.mou
    (line,) = lines_of(request.user, [commitment])
    forms = {}
    if may_edit_mou(request.user, mou.partnership) and mou.state == Mou.State.SIGNED:
        forms = _forms(commitment, line)
        # One that no longer fits, as when somebody else was quicker, leaves only its words.
        if type(refused) in forms:
            forms[type(refused)] = refused
    return answer(
        request,
        "agreements/commitment.html",
        refused or forms.get(SettleForm) or RemoveForm(),
        commitment=commitment,
        mou=mou,
        line=line,
        progress=commitment.progress.select_related("made_by"),
        with_notes=may_read_notes(request.user, mou.partnership),
        history=history_of(request.user, commitment),
        neighbours=neighbours_of(commitment),
        may_edit=may_edit_mou(request.user, mou.partnership),
        progress_form=forms.get(ProgressForm),
        settle_form=forms.get(SettleForm),
        waive_form=forms.get(WaiveForm),
        reopen_form=forms.get(ReopenForm),
    )


def _forms(commitment: Commitment, line) -> dict:
    """What can be done with a promise of a signed agreement now."""
    initial = {"version": commitment.version, "state": line.proposed}
    if commitment.state != Commitment.State.OPEN:
        return {ReopenForm: ReopenForm(initial=initial, auto_id="reopen-%s")}
    return {
        ProgressForm: ProgressForm(commitment=commitment, auto_id="progress-%s"),
        SettleForm: SettleForm(initial=initial, auto_id="settle-%s"),
        WaiveForm: WaiveForm(initial=initial, auto_id="waive-%s"),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def commitment_make(request, pk):
    """Note one promise in the draft of an agreement."""
    visible = Mou.objects.visible_to(request.user)
    mou = get_object_or_404(
        visible.select_related("partnership__institution", "partnership__affiliate"), pk=pk
    )
    if not may_edit_mou(request.user, mou.partnership):
        raise PermissionDenied
    form = CommitmentForm(**_data(request), **_people(request.user, mou.partnership))
    if form.is_valid():
        promise = form.cleaned_data | {}
        try:
            with once(promise.pop("form_key"), by=request.user):
                actions.make_commitment(mou, by=request.user, **promise)
        except AlreadyDone:
            return redirect(mou)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("The commitment is noted."))
            return redirect(mou)
    return answer(request, "agreements/commitment_make.html", form, mou=mou)


def _data(request) -> dict:
    return {name: value for name, value in posted(request).items() if name == "data"}


def _people(user, partnership, *, named: Advocate | None = None) -> dict:
    """Who can be chosen; the advocates only by those who know them, and not in place of one they do not."""
    visible = Advocate.objects.visible_to(user)
    is_foreign = named is not None and not may(user, "advocate.see", affiliate_id=named.affiliate_id)
    return {
        "users": readers_of(partnership).order_by("wiki_username", "pk"),
        "advocates": None if is_foreign else visible.filter(pk__in=advocates_for(partnership).values("pk")),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def commitment_correct(request, pk):
    """Change a promise of a draft; in a signed agreement only who sees to it."""
    commitment = commitment_to_change(request, pk)
    partnership = commitment.mou.partnership
    is_draft = commitment.mou.state == Mou.State.DRAFT
    people = _people(request.user, partnership, named=commitment.advocate)
    asked = CorrectCommitmentForm if is_draft else AssignForm
    form = asked(**_data(request), initial=model_to_dict(commitment, fields=PROMISED), **people)
    if form.is_valid():
        try:
            actions.correct_commitment(commitment, by=request.user, **form.cleaned_data)
        except ChangedMeanwhile as refusal:
            refuse(form, refusal)
            commitment = visible_commitment(request.user, pk)
            show_what_is_there(form, model_to_dict(commitment, fields=PROMISED), version=commitment.version)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("The commitment is corrected."))
            return redirect(commitment)
    return answer(
        request, "agreements/commitment_correct.html", form, commitment=commitment, mou=commitment.mou
    )


@require_POST
def commitment_remove(request, pk):
    """Strike a promise from a draft."""
    commitment = commitment_to_change(request, pk)
    mou = commitment.mou
    form = RemoveForm(request.POST)
    if form.is_valid():
        try:
            actions.remove_commitment(commitment, by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(
                request,
                _("The commitment is struck. You can put it back: see below, “Struck from this draft”."),
            )
            return redirect(mou)
    return show_commitment(request, visible_commitment(request.user, pk), form)
