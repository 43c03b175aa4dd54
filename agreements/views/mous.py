# SPDX-License-Identifier: GPL-3.0-or-later
"""Doors to agreements: the list, the page, drafting, correcting and signing."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.forms import Form, model_to_dict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.limits import limited
from accounts.permissions import may_somewhere
from agreements import actions
from agreements.filters.mous import STANDINGS, MouFilter
from agreements.forms.mous import CorrectMouForm, DraftMouForm, MouForm, SignMouForm
from agreements.languages import direction_of, name_of
from agreements.parsing import blocks
from agreements.reports.beginnings import beginnings, plans
from agreements.reports.chain import chain_of
from agreements.reports.commitments import commitments_panel
from agreements.reports.differences import difference
from agreements.reports.documents import document_panel
from agreements.reports.renewals import renewal_panel
from agreements.reports.struck import struck_panel
from partnerships.errors import ChangedMeanwhile
from partnerships.models import Mou, Partnership
from partnerships.permissions import may_edit_mou, may_hold_mou, may_read_document
from partnerships.views.answers import answer, posted, refuse, show_what_is_there
from work.actions import once
from work.errors import AlreadyDone

PAGE_SIZE = 50
TERMS = tuple(name for name in MouForm.base_fields if name != "document") + ("version",)
STANDING_KINDS = {
    "in_force": "success",
    "coming": "progressive",
    "ended": "error",
    "draft": "warning",
    "replaced": "",
}


# A document that comes with the form is kept, scanned and read.
counted_upload = limited("upload", methods=("POST",), when=lambda request: bool(request.FILES))


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
        mark(mou)
    context = {
        "filters": filters,
        "page": page,
        "is_filtered": any(filters.form.cleaned_data.values()),
        "may_make_templates": may_somewhere(request.user, "template.edit"),
    }
    return render(request, "agreements/mou_list.html", context)


def mark(mou: Mou) -> None:
    """Set the words and the look of the agreement's standing for its badge."""
    mou.standing_words, mou.standing_kind = STANDINGS[mou.standing], STANDING_KINDS[mou.standing]


@require_safe
def mou(request, pk):
    """Everything about one agreement."""
    return show_mou(request, visible_mou(request.user, pk), Form())


def show_mou(request, mou: Mou, form):
    """The page of an agreement; `form` is one that was refused there, or an empty one."""
    mark(mou)
    may_read = may_read_document(request.user, mou.partnership)
    may_edit = may_edit_mou(request.user, mou.partnership)
    chain = chain_of(mou)
    for link in chain:
        mark(link.mou)
    return answer(
        request,
        "agreements/mou.html",
        form,
        mou=mou,
        partnership=mou.partnership,
        chain=chain,
        change=_change(mou) if may_read else None,
        signatories=mou.signatories.all() if may_read else (),
        may_edit=may_edit,
        may_read=may_read,
        amendment=next((link.mou for link in chain if link.mou.amends_id == mou.pk), None),
        commitments=commitments_panel(request.user, mou),
        struck=struck_panel(mou, may_edit=may_edit),
        document=document_panel(request.user, mou),
        renewal=renewal_panel(request.user, mou),
        hold=mou.legal_holds.current().first() if may_read else None,
        may_hold=may_hold_mou(request.user, mou.partnership),
        language_name=name_of(mou.language),
        is_open=_is_open(mou),
        **(text_of(mou) if may_read else _rights_of(mou)),
    )


def _rights_of(mou: Mou) -> dict:
    """What others than its affiliates read of the text: which sets of content get which licence."""
    return {"clauses": (), "rights": mou.rights_terms.all()}


def text_of(mou: Mou) -> dict:
    """What the templates of clauses and rights show."""
    return {
        "clauses": [(clause, blocks(clause.text)) for clause in mou.clauses.all()],
        "rights": mou.rights_terms.all(),
        "direction": direction_of(mou.language),
    }


def _is_open(mou: Mou) -> bool:
    """Whether everybody may read the summary; the twin of `permissions.publicly_summarised`, for one row."""
    is_signed = mou.state == Mou.State.SIGNED
    return is_signed and mou.is_summary_public and bool(mou.public_summary) and mou.partnership.is_public


def _change(mou: Mou):
    """What an amendment changes; None for a first version."""
    if not mou.amends_id:
        return None
    both = Mou.objects.prefetch_related("clauses", "rights_terms").in_bulk([mou.pk, mou.amends_id])
    return difference(both[mou.amends_id], both[mou.pk])


@require_http_methods(["GET", "HEAD", "POST"])
@counted_upload
def mou_draft(request, pk):
    """Begin an agreement in a partnership."""
    visible = Partnership.objects.visible_to(request.user).select_related("institution", "affiliate")
    partnership = get_object_or_404(visible, pk=pk)
    if not may_edit_mou(request.user, partnership):
        raise PermissionDenied
    initial = {"kind": Mou.Kind.MEMORANDUM}
    form = DraftMouForm(**posted(request), initial=initial, beginnings=beginnings(request.user))
    if form.is_valid():
        terms = form.cleaned_data | {}
        text = terms.pop("begin_from")
        try:
            with once(terms.pop("form_key"), by=request.user) as first:
                clauses = text.clauses if text else ()
                mou = actions.draft_mou(partnership, by=request.user, clauses=clauses, **terms)
                first.led_to = mou.get_absolute_url()
        except AlreadyDone as done:
            return redirect(done.led_to or partnership)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(
                request, _("The agreement is drafted. Go through its text, and add what each side promises.")
            )
            return redirect(mou)
    return answer(request, "agreements/mou_draft.html", form, partnership=partnership)


@require_http_methods(["GET", "HEAD", "POST"])
@counted_upload
def mou_correct(request, pk):
    """Change the terms of a draft."""
    mou = visible_mou(request.user, pk)
    if not may_edit_mou(request.user, mou.partnership):
        raise PermissionDenied
    if mou.state == Mou.State.SIGNED and request.method != "POST":
        return signed_already(request, mou)
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


def signed_already(request, mou: Mou):
    messages.warning(request, _("This agreement is signed; its terms no longer change."))
    return redirect(mou)


@require_http_methods(["GET", "HEAD", "POST"])
@counted_upload
def mou_sign(request, pk):
    """Record that both sides signed."""
    mou = visible_mou(request.user, pk)
    if not may_edit_mou(request.user, mou.partnership):
        raise PermissionDenied
    if mou.state == Mou.State.SIGNED and request.method != "POST":
        return signed_already(request, mou)
    initial = {"signed_on": timezone.localdate(), "version": mou.version}
    form = SignMouForm(**posted(request), initial=initial, plans=plans(request.user, mou))
    if form.is_valid():
        try:
            actions.sign_mou(mou, by=request.user, **form.cleaned_data)
        except ChangedMeanwhile as refusal:
            refuse(form, refusal)
            mou = visible_mou(request.user, pk)
            show_what_is_there(form, {}, version=mou.version)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("The signatures are recorded. The terms are locked now."))
            return redirect(mou)
    return answer(request, "agreements/mou_sign.html", form, mou=mou)
