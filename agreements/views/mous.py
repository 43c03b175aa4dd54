# SPDX-License-Identifier: GPL-3.0-or-later
"""Doors to agreements: the list, the page, drafting, correcting and signing."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.forms import model_to_dict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import may_somewhere
from agreements import actions
from agreements.filters.mous import STANDINGS, MouFilter
from agreements.forms.commitments import CommitmentForm
from agreements.forms.mous import (
    CorrectMouForm,
    DraftMouForm,
    SignMouForm,
)
from partnerships.errors import ChangedMeanwhile
from partnerships.models import Commitment, Mou, Partnership
from partnerships.permissions import may_edit_mou, may_read_document
from partnerships.views.answers import answer, posted, refuse, show_what_is_there
from work.actions import once
from work.errors import AlreadyDone

PAGE_SIZE = 50
TERMS = ("kind", "title", "starts_on", "ends_on", "link", "version")
STANDING_KINDS = {"in_force": "success", "coming": "progressive", "ended": "error", "draft": "warning"}


def visible_mou(user, pk) -> Mou:
    """The agreement with its partnership. A foreign one is a 404 like a missing one."""
    visible = Mou.objects.visible_to(user)
    return get_object_or_404(
        visible.select_related("partnership__institution", "partnership__affiliate"), pk=pk
    )


@require_safe
def mou_list(request):
    """Agreements of the partnerships the user may see."""
    if not may_somewhere(request.user, "mou.see"):
        raise PermissionDenied
    visible = Mou.objects.visible_to(request.user)
    filters = MouFilter(
        request.GET,
        queryset=visible.select_related("partnership__institution", "partnership__affiliate"),
        request=request,
    )
    page = Paginator(filters.qs, PAGE_SIZE).get_page(request.GET.get("page"))
    for mou in page:
        _mark(mou)
    context = {"filters": filters, "page": page, "is_filtered": any(filters.form.cleaned_data.values())}
    return render(request, "agreements/mou_list.html", context)


def _mark(mou: Mou) -> None:
    """Set the words and the look of the agreement's standing for its badge."""
    mou.standing_words, mou.standing_kind = STANDINGS[mou.standing], STANDING_KINDS[mou.standing]


@require_safe
def mou(request, pk):
    """Everything about one agreement."""
    return show_mou(request, visible_mou(request.user, pk), CommitmentForm())


def show_mou(request, mou: Mou, form):
    """The page of an agreement; `form` is the one for another commitment, or one that was refused."""
    _mark(mou)
    commitments = list(mou.commitments.all())
    parties = [
        (party.label, [each for each in commitments if each.party == party]) for party in Commitment.Party
    ]
    return answer(
        request,
        "agreements/mou.html",
        form,
        commitment_form=form if isinstance(form, CommitmentForm) else CommitmentForm(),
        mou=mou,
        partnership=mou.partnership,
        parties=[(label, promises) for label, promises in parties if promises],
        number=len(commitments),
        kept=sum(each.state == Commitment.State.KEPT for each in commitments),
        may_edit=may_edit_mou(request.user, mou.partnership),
        may_read=bool(mou.document) and may_read_document(request.user, mou.partnership),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def mou_draft(request, pk):
    """Begin an agreement in a partnership."""
    visible = Partnership.objects.visible_to(request.user).select_related("institution", "affiliate")
    partnership = get_object_or_404(visible, pk=pk)
    if not may_edit_mou(request.user, partnership):
        raise PermissionDenied
    form = DraftMouForm(**posted(request), initial={"kind": Mou.Kind.MEMORANDUM})
    if form.is_valid():
        terms = form.cleaned_data | {}
        try:
            with once(terms.pop("form_key"), by=request.user) as first:
                mou = actions.draft_mou(partnership, by=request.user, **terms)
                first.led_to = mou.get_absolute_url()
        except AlreadyDone as done:
            return redirect(done.led_to or partnership)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("The agreement is drafted. Add what each side promises."))
            return redirect(mou)
    return answer(request, "agreements/mou_draft.html", form, partnership=partnership)


@require_http_methods(["GET", "HEAD", "POST"])
def mou_correct(request, pk):
    """Change the terms of a draft."""
    mou = visible_mou(request.user, pk)
    if not may_edit_mou(request.user, mou.partnership):
        raise PermissionDenied
    if mou.state == Mou.State.SIGNED and request.method != "POST":
        return _signed_already(request, mou)
    form = CorrectMouForm(**posted(request), initial=_terms(mou))
    if form.is_valid():
        try:
            actions.correct_mou(mou, by=request.user, **form.cleaned_data)
        except ChangedMeanwhile as refusal:
            refuse(form, refusal)
            mou = visible_mou(request.user, pk)
            show_what_is_there(form, _terms(mou), version=mou.version)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("The agreement is corrected."))
            return redirect(mou)
    return answer(request, "agreements/mou_correct.html", form, mou=mou)


def _terms(mou: Mou) -> dict:
    return model_to_dict(mou, fields=TERMS)


def _signed_already(request, mou: Mou):
    messages.warning(request, _("This agreement is signed; its terms no longer change."))
    return redirect(mou)


@require_http_methods(["GET", "HEAD", "POST"])
def mou_sign(request, pk):
    """Record that both sides signed."""
    mou = visible_mou(request.user, pk)
    if not may_edit_mou(request.user, mou.partnership):
        raise PermissionDenied
    if mou.state == Mou.State.SIGNED and request.method != "POST":
        return _signed_already(request, mou)
    initial = {"signed_on": timezone.localdate(), "version": mou.version}
    form = SignMouForm(**posted(request), initial=initial)
    if form.is_valid():
        try:
            actions.sign_mou(mou, by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("The signatures are recorded. The terms are locked now."))
            return redirect(mou)
    return answer(request, "agreements/mou_sign.html", form, mou=mou)
