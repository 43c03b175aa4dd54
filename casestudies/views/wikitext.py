# SPDX-License-Identifier: GPL-3.0-or-later
"""Writing the whole study as one wikitext, and looking at any text as it will be read."""

from dataclasses import replace

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import prefetch_related_objects
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.limits import limited
from casestudies import actions
from casestudies.actions.rewriting import sections_of
from casestudies.errors import ChangedMeanwhile
from casestudies.forms import WHOLE_LIMIT, WikitextForm
from casestudies.languages import direction_of
from casestudies.models import CaseStudy, SectionKey
from casestudies.parsing import ParsedSection
from casestudies.parsing.whole import completed, cut, whole
from casestudies.seen import as_seen, fingerprint, joined, parts_of
from casestudies.steps import steps_from, steps_of
from casestudies.views.desk import (
    Torn,
    frame_of,
    hints_of,
    onward,
    own_draft,
    previews_of,
    saved_line,
    unsaved,
)


@require_http_methods(["GET", "HEAD", "POST"])
def write_wikitext(request, pk):
    """All of it in one field. For the script the same address answers how the saving went."""
    case_study = own_draft(request, pk)
    if request.method != "POST":
        if not case_study.can_be_written:
            return redirect(case_study)
        return _show(request, case_study, WikitextForm(initial=_written(case_study)))
    form = WikitextForm(request.POST)
    if not form.is_valid():
        return _answer(request, case_study, form, status=422)
    if "preview" in request.POST:
        return _show(request, case_study, form)
    try:
        saved = _save(case_study, form, by=request.user, quietly=bool(request.htmx))
    except ChangedMeanwhile as refusal:
        return _conflict(request, form, refusal)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return _answer(request, case_study, form, status=422)
    if request.htmx:
        return _answer(request, saved, form)
    messages.success(request, _("The draft is saved."))
    return onward(request, "write-check" if request.POST.get("go") == "check" else "write-wikitext", pk)


def _written(case_study: CaseStudy) -> dict:
    return {
        "wikitext": whole(completed(sections_of(case_study))),
        "version": case_study.version,
        "seen": as_seen(parts_of(case_study)),
    }


def _save(case_study: CaseStudy, form: WikitextForm, *, by, quietly: bool) -> CaseStudy:
    """Where only words changed, those sections are saved, as a form's are; else all of it is put in place."""
    terms = {"version": form.cleaned_data["version"], "by": by, "quietly": quietly}
    stored = sections_of(case_study)
    standing = completed(stored)
    if len(stored) != len(standing) or list(map(_place, standing)) != list(map(_place, form.sections)):
        return actions.rewrite_case_study(case_study, form.sections, **terms)
    sections, extras = _changed(standing, form)
    with transaction.atomic():
        if extras:
            case_study = actions.save_own_sections(case_study, extras, **terms)
            terms["version"] = case_study.version
        return actions.save_case_study(case_study, sections=sections, seen=form.cleaned_data["seen"], **terms)


def _place(section: ParsedSection) -> tuple[str, str]:
    return section.key, section.heading


def _changed(standing: list[ParsedSection], form: WikitextForm) -> tuple[dict[str, str], dict[int, str]]:
    """{key: text} and {position: text} of what its writer changed."""
    seen = form.cleaned_data["seen"]
    before = {step.field: step.text.rstrip() for step in steps_from(standing)}
    sections, extras = {}, {}
    for step in steps_from(form.sections):
        kind, _line, name = step.field.partition("_")
        if step.text == before[step.field]:
            continue
        if kind == "extra":
            extras[int(name)] = step.text
        elif fingerprint(step.text) != seen.get(name):
            sections[name] = step.text
    return sections, extras


def _conflict(request, form: WikitextForm, refusal: ChangedMeanwhile):
    current = refusal.current
    prefetch_related_objects([current], "sections")
    standing = _written(current)
    torn = [Torn("wikitext", form["wikitext"].label, standing["wikitext"], form.cleaned_data["wikitext"])]
    form.add_error(None, refusal)
    form.data = form.data.copy()
    form.data["version"], form.data["seen"] = standing["version"], standing["seen"]
    return _answer(request, current, form, refusal=refusal, torn=torn, status=409)


def _answer(request, case_study, form, *, refusal=None, torn=(), status=200):
    """The page again, or for the script the line that says how it went."""
    if not request.htmx:
        return _show(request, case_study, form, torn=torn, status=status)
    seen = as_seen(parts_of(case_study)) if refusal else _seen_after(form, case_study)
    context = saved_line(case_study, form=form, refusal=refusal, status=status, torn=torn, seen=seen)
    return render(request, "casestudies/_saved.html", context, status=status)


def _seen_after(form: WikitextForm, current: CaseStudy) -> str:
    """Seen is what the field says now; what somebody else changed meanwhile stays as it was handed out."""
    if not form.is_valid():
        return form["seen"].value() or ""
    standing, typed = parts_of(current), {each.key: each.text.rstrip() for each in form.sections}
    written = {part: fingerprint(text) for part, text in typed.items() if standing.get(part) == text}
    return joined(form.cleaned_data["seen"] | written)


def _show(request, case_study, form, *, torn=(), status=200):
    steps = steps_of(case_study)
    text = form["wikitext"].value() or ""
    form.fields["wikitext"].widget.attrs["lang"] = case_study.language
    context = frame_of(case_study, steps, "wikitext") | _looked_at(case_study, text)
    context |= {"form": form, "torn": torn, "unsaved": unsaved(request, form)}
    return render(request, "casestudies/write_wikitext.html", context, status=status)


@require_POST
@limited("wiki.preview")
def write_preview(request, pk):
    """What is typed, as it will be read, and what may be wrong with it; nothing is saved."""
    case_study = own_draft(request, pk)
    if "wikitext" in request.POST:
        context = _looked_at(case_study, request.POST["wikitext"])
    else:
        context = _section_looked_at(case_study, request.POST)
    context |= {"case_study": case_study, "direction": direction_of(case_study.language)}
    return render(request, "casestudies/_preview.html", context)


def _looked_at(case_study: CaseStudy, text: str) -> dict:
    """A whole study: rendered, what does not close with its section and line, and headings that are its own."""
    text = text[:WHOLE_LIMIT].replace("\r\n", "\n")
    sections = cut(text)
    own = [(each.heading, "", 0) for each in sections if each.key == SectionKey.OTHER and each.heading]
    return {
        "previews": previews_of(case_study, [("", text)]) if text.strip() else [],
        "unclosed": [each for step in steps_from(sections) for each in step.named_unclosed],
        "own_headings": own,
    }


def _section_looked_at(case_study: CaseStudy, typed) -> dict:
    """The first of the draft's sections that the request holds."""
    step = next((each for each in steps_of(case_study) if each.field in typed), None)
    if step is None:
        return {"previews": [], "unclosed": [], "own_headings": []}
    text = typed[step.field][:WHOLE_LIMIT].replace("\r\n", "\n")
    step = replace(step, section=replace(step.section, text=text))
    return {"previews": previews_of(case_study, [(step.label, text)]) if text.strip() else []} | hints_of(
        step
    )
