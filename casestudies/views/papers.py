# SPDX-License-Identifier: GPL-3.0-or-later
"""A case study to take along: on one sheet as a PDF, and as wikitext."""

import re
from io import BytesIO

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from accounts.limits import limited
from casestudies import printing
from casestudies.actions.rewriting import sections_of
from casestudies.models import CaseStudy
from casestudies.parsing.revising import compose
from casestudies.reports.credits import writers_of
from interface.paper import PdfNotPossible
from outreach.attribution import attribution
from outreach.parsing.emails import strip_emails
from outreach.parsing.wikitext import drop_between

WHY_NO_PDF = {
    "libraries": gettext_lazy("This server cannot make PDFs. Print this page into a PDF instead."),
    "busy": gettext_lazy("Many PDFs are being made just now. Try again, or print this page into a PDF."),
}
STRANGERS_WAIT = 1  # second
_NOT_IN_NAMES = re.compile(r"[^\w.-]+")


@login_not_required
@require_safe
@limited("paper")
def case_study_pdf(request, pk):
    """One page for somebody's desk, or where none can be made the page to print with a sentence that says why."""
    shown = _readable(request.user, pk)
    # Paper goes on to others: it names whom everybody is shown, whoever draws it.
    source = attribution(shown.page, AnonymousUser()) if shown.page else None
    if source and (writers := writers_of([shown], reader=AnonymousUser())):
        others = (name for name in map(str, source["contributors"]) if name not in writers[shown.pk])
        source |= {"contributors": [*writers[shown.pk], *others]}
    address = request.build_absolute_uri(shown.get_absolute_url())
    # Whoever comes along may ask for it: many at once must not keep every thread waiting.
    patience = None if request.user.is_authenticated else STRANGERS_WAIT
    sections = list(shown.sections.all())
    try:
        made = printing.one_sheet(shown, sections, address=address, source=source, patience=patience)
    except PdfNotPossible as why:
        messages.info(request, WHY_NO_PDF[why.reason])
        return redirect(shown)
    return pdf_answer(made, title=shown.title)


@login_not_required
@require_safe
def case_study_wikitext(request, pk):
    """Its sections as the wiki has them, under the form's headings; with a line on where they come from."""
    shown = _readable(request.user, pk)
    text = drop_between(strip_emails(compose(sections_of(shown))), "<!--", "-->")
    head = ""
    if shown.page:
        source = shown.page.source
        origin = [shown.page.revision_url or shown.page.title, source.licence_name]
        head = f"<!-- {'; '.join(part.replace('--', '- -') for part in origin if part)} -->\n"
    answer = HttpResponse(f"{head}{text}", content_type="text/plain; charset=utf-8")
    return taken_along(answer, name=f"{shown.title}.wikitext")


def taken_along(answer: HttpResponseBase, *, name: str) -> HttpResponseBase:
    """The answer as a download that no browser guesses about or runs."""
    stem, _dot, ending = name.rpartition(".")
    stem = _NOT_IN_NAMES.sub(" ", stem).strip(" .")[:80] or "case-study"
    answer["Content-Disposition"] = content_disposition_header(True, f"{stem}.{ending}")
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer


def pdf_answer(made: bytes, *, title: str) -> HttpResponseBase:
    """A PDF as a download."""
    return taken_along(FileResponse(BytesIO(made), content_type="application/pdf"), name=f"{title}.pdf")


def _readable(user, pk: int) -> CaseStudy:
    """The case study, for whoever may read it."""
    visible = CaseStudy.objects.visible_to(user).defer("search", "search_text")
    return get_object_or_404(
        visible.select_related("page__source", "institution", "author", "reading"), pk=pk
    )
