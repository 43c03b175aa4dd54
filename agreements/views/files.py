# SPDX-License-Identifier: GPL-3.0-or-later
"""Doors to an agreement's document, and to the agreement on paper."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from accounts.limits import limited
from agreements import printing, uploads
from agreements.reports.documents import is_held
from agreements.views.mous import visible_mou
from interface.paper import PdfNotPossible
from partnerships.models import Mou
from partnerships.permissions import may_read_document
from privacy.contacts import note_taken
from privacy.models import Reading

_WHY_NO_PDF = {
    "libraries": gettext_lazy("This server cannot make PDFs. Print this page into a PDF instead."),
    "long": gettext_lazy(
        "The agreement is too long for a PDF made here. Print this page into a PDF instead."
    ),
    "busy": gettext_lazy("Many PDFs are being made just now. Try again, or print this page into a PDF."),
}


def _readable_mou(user, pk) -> Mou:
    """The agreement, for those who may read what is signed and by whom; raises Http404 or PermissionDenied."""
    mou = visible_mou(user, pk)
    if not may_read_document(user, mou.partnership):
        raise PermissionDenied
    return mou


@require_safe
def mou_document(request, pk):
    """The uploaded document, always as a download: nothing of it runs in our pages."""
    mou = _readable_mou(request.user, pk)
    if not mou.document:
        raise Http404
    if is_held(mou):
        return render(request, "agreements/document_held.html", {"mou": mou}, status=409)
    try:
        document = mou.document.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    note_taken(request, mou, mou.partnership.affiliate_id)
    name = mou.document_name or uploads.clean_name(mou.document.name)
    answer = FileResponse(
        document, as_attachment=True, filename=name, content_type=uploads.content_type(mou.document.name)
    )
    return _harmless(answer)


@require_safe
def mou_print(request, pk):
    """The agreement as a page to print, in its own language; the buttons on it are in the reader's."""
    mou = _readable_mou(request.user, pk)
    note_taken(request, mou, mou.partnership.affiliate_id, Reading.How.PAGE)
    reader = translation.get_language()
    with translation.override(printing.language_of(mou)):
        context = printing.paper(mou) | {"reader": reader}
        answer = render(request, "agreements/print.html", context)
    answer["Content-Language"] = context["language"]
    return answer


@require_safe
@limited("paper")
def mou_pdf(request, pk):
    """The agreement as a PDF, or where none can be made the page to print with a sentence that says why."""
    mou = _readable_mou(request.user, pk)
    try:
        made = printing.pdf(mou)
    except PdfNotPossible as why:
        messages.info(request, _WHY_NO_PDF[why.reason])
        return redirect("agreements:mou-print", mou.pk)
    note_taken(request, mou, mou.partnership.affiliate_id)
    answer = HttpResponse(made, content_type="application/pdf")
    name = uploads.clean_name(f"{mou.title.replace('/', ' ')}.pdf")
    answer["Content-Disposition"] = content_disposition_header(True, name)
    return _harmless(answer)


def _harmless(answer):
    """The answer as a download that no browser guesses about, runs, or keeps for the next person."""
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    patch_cache_control(answer, private=True, no_store=True)
    return answer
