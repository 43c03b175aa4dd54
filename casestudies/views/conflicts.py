# SPDX-License-Identifier: GPL-3.0-or-later
"""The wiki's text, ours, and the one both come from: the author decides, section by section."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from casestudies import actions
from casestudies.actions.rewriting import sections_of
from casestudies.comparing import rows
from casestudies.errors import ChangedMeanwhile, NothingNew
from casestudies.forms import ConflictForm
from casestudies.models import SectionKey
from casestudies.parsing.revising import read
from casestudies.views.publishing import edition_of, own_case_study
from work.actions import once
from work.errors import AlreadyDone


@require_http_methods(["GET", "HEAD", "POST"])
def conflict(request, pk):
    case_study = own_case_study(request, pk)
    edition = edition_of(case_study)
    if edition is None or edition.conflict_at is None or case_study.page is None:
        return redirect(case_study)
    compared = rows(read(case_study.page.text), sections_of(case_study), read(edition.base_text))
    initial = {
        "version": case_study.version,
        "revision": case_study.page.revision,
        "summary": _("A case study, merged with GLAMwiki"),
    }
    form = ConflictForm(request.POST if request.method == "POST" else None, rows=compared, initial=initial)
    if request.method != "POST":
        return _show(request, case_study, edition, form)
    if form.is_valid():
        try:
            with once(form.cleaned_data["form_key"], by=request.user) as first:
                first.led_to = request.path
                is_sent = _settle(request, case_study, form)
        except AlreadyDone:
            return redirect("casestudies:publication", pk=pk)
        except ChangedMeanwhile:
            messages.warning(
                request, _("One of the texts was changed again meanwhile: this is how they are now.")
            )
            return redirect("casestudies:conflict", pk=pk)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return redirect("casestudies:publication", pk=pk) if is_sent else redirect(case_study)
    return _show(request, case_study, edition, form, status=422)


def _settle(request, case_study, form) -> bool:
    """Both or neither: the merged text is ours, and on its way; False where the wiki has it already."""
    settled = actions.settle_conflict(
        case_study,
        form.chosen(),
        version=form.cleaned_data["version"],
        revision=form.cleaned_data["revision"],
        by=request.user,
    )
    try:
        with transaction.atomic():
            actions.publish_case_study(
                settled,
                title=settled.page.title,
                summary=form.cleaned_data["summary"],
                version=settled.version,
                by=request.user,
            )
    except NothingNew:
        messages.success(request, _("The wiki's text is ours now: there was nothing to send."))
        return False
    return True


def _show(request, case_study, edition, form, status=200):
    labels = dict(SectionKey.choices)
    sections = [
        {
            "row": row,
            "label": row.heading or labels[row.key],
            "choice": None if row.is_same else form[f"choice_{row.number}"],
            "text": None if row.is_same else form[f"text_{row.number}"],
        }
        for row in form.rows
    ]
    context = {
        "case_study": case_study,
        "edition": edition,
        "form": form,
        "different": [each for each in sections if not each["row"].is_same],
        "same": [each for each in sections if each["row"].is_same],
    }
    return render(request, "casestudies/conflict.html", context, status=status)
