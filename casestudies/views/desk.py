# SPDX-License-Identifier: GPL-3.0-or-later
"""What all pages of writing share: the draft on the desk, saving what was typed, and answering a refusal."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import prefetch_related_objects
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from casestudies import actions
from casestudies.errors import ChangedMeanwhile
from casestudies.forms import FilingForm, WriteForm, asks_for_same, declared, written
from casestudies.languages import direction_of
from casestudies.models import CaseStudy
from casestudies.named_people import people_in
from casestudies.parsing import ParsedSection
from casestudies.permissions import may_write
from casestudies.rendering import render as render_wikitext
from casestudies.seen import ABOUT, as_seen, fingerprint, parts_of, plain
from casestudies.steps import Step, empty_steps, steps_of
from outreach.models import Source
from outreach.rendering.pieces import Budget

TOKEN = re.compile(r"[a-z0-9]{8,40}")


def own_draft(request, pk) -> CaseStudy:
    """The case study, if it is this user's to write on: unseen is 404, seen but another's is 403."""
    found = CaseStudy.objects.visible_to(request.user).select_related("institution")
    case_study = get_object_or_404(found.prefetch_related("sections"), pk=pk)
    if not may_write(request.user, case_study):
        raise PermissionDenied
    return case_study


def form_for(request, case_study: CaseStudy, steps: Sequence[Step], only=None) -> WriteForm:
    form = WriteForm(
        request.POST if request.method == "POST" else None,
        initial=written(case_study, steps),
        user=request.user,
        institution=case_study.institution,
        kept=case_study.partnership_id,
        steps=steps,
        only=only,
    )
    if "title" in form.fields:
        asks_for_same(form.fields["title"], but=case_study.pk)
    return form


def save_typed(case_study: CaseStudy, form: WriteForm, *, by, quietly: bool = False) -> CaseStudy:
    """Save what the writer touched, all of it or nothing."""
    version = form.cleaned_data["version"]
    standing = {step.field: step.text for step in form.steps}
    extras = {
        place: text for place, text in form.extras.items() if standing.get(f"extra_{place}", "") != text
    }
    with transaction.atomic():
        if extras:
            case_study = actions.save_own_sections(
                case_study, extras, version=version, by=by, quietly=quietly
            )
            version = case_study.version
        return actions.save_case_study(
            case_study,
            version=version,
            by=by,
            sections=form.sections,
            seen=form.cleaned_data["seen"],
            quietly=quietly,
            **form.about,
        )


@dataclass(frozen=True)
class Torn:
    """A part that was changed here and elsewhere: both texts."""

    name: str
    label: object
    saved: str
    typed: str


def torn_parts(form: WriteForm, current: CaseStudy) -> list[Torn]:
    """What was typed and says something else than what is saved by now."""
    saved = {step.field: step.text for step in steps_of(current)}
    saved |= {name: plain(value) for name, value in parts_of(current).items() if name in ABOUT}
    touched = [f"section_{key}" for key in form.sections] + [f"extra_{place}" for place in form.extras]
    touched += list(form.about)
    return [
        Torn(name, form[name].label, saved.get(name, ""), plain(form.cleaned_data[name]))
        for name in touched
        if saved.get(name, "") != plain(form.cleaned_data[name])
    ]


@dataclass(frozen=True)
class Fresh:
    """A part that somebody else has changed: its field, the text by now, and what the form carries once it took it."""

    name: str
    text: str
    seen: str


def fresh_parts(form: WriteForm, current: CaseStudy) -> list[Fresh]:
    """What the writer did not touch and somebody else has changed since it was handed out."""
    seen, touched = form.cleaned_data["seen"], form.sections | form.about
    return [
        Fresh(part if part in ABOUT else f"section_{part}", plain(value), as_seen({part: value}))
        for part, value in parts_of(current).items()
        if part in seen and part not in touched and fingerprint(value) != seen[part]
    ]


def refuse(form: WriteForm, case_study: CaseStudy, refusal) -> tuple[CaseStudy, list[Torn], int]:
    """Ready the form to be shown again with all that was typed; after a conflict a second try counts."""
    form.add_error(None, refusal)
    if not isinstance(refusal, ChangedMeanwhile):
        return case_study, [], 422
    current = refusal.current
    prefetch_related_objects([current], "sections")
    torn = torn_parts(form, current)
    form.catch_up(current)
    return current, torn, 409


def homeless(request, form: WriteForm) -> list[str]:
    """Texts that were typed under a heading which is no longer there: shown, so that they can be taken along."""
    names = [name for name in request.POST if name.startswith(("section_", "extra_"))]
    texts = [request.POST[name] for name in names if name not in form.fields]
    return [text for text in texts if text.strip()]


@dataclass(frozen=True)
class Preview:
    """A text as it will be read: `notes` is how many references it lists at its end."""

    label: object
    html: str
    notes: int


def previews_of(case_study: CaseStudy, sections: Sequence[tuple[object, str]]) -> list[Preview]:
    """Our own rendering of these (heading, wikitext), in one budget."""
    page_url = Source.objects.order_by("pk").values_list("page_url", flat=True).first() or ""
    budget, shown = Budget(), []
    for label, text in sections:
        html = render_wikitext(text, page_url=page_url, budget=budget)
        _before, mark, notes = html.rpartition('<ol class="notes">')
        shown.append(Preview(label, html, notes.count("<li>") if mark else 0))
    return shown


def reference_line(request, source):
    """The reference as wikitext, for the script that puts it where the writer is; or what is missing."""
    status = 200 if source.is_valid() else 422
    return render(request, "casestudies/_reference.html#written", {"source": source}, status=status)


def onward(request, name: str, *args) -> HttpResponseRedirect:
    """To the next page, which tells the script that what it kept of this form in the browser is saved."""
    token = request.POST.get("kept", "")
    confirmed = f"?kept={token}" if TOKEN.fullmatch(token) else ""
    return HttpResponseRedirect(reverse(f"casestudies:{name}", args=args) + confirmed)


def unsaved(request, form) -> str:
    """Whether what the page shows is saved nowhere, and if so, why."""
    if not form.is_bound:
        return ""
    return "looked-at" if "preview" in request.POST and form.is_valid() else "refused"


def frame_of(case_study: CaseStudy, steps: Sequence[Step], way: str, step: Step | None = None) -> dict:
    """What the frame around every page of writing shows; `way` is one of section, all, wikitext, check."""
    return {
        "case_study": case_study,
        "steps": steps,
        "step": step,
        "way": way,
        "filled": sum(each.progress == "filled" for each in steps),
        "direction": direction_of(case_study.language),
    }


def look_over(case_study: CaseStudy, *, reader, filing: FilingForm | None = None) -> dict:
    """What the page shows that comes before filing; `filing` where filing was refused."""
    steps = steps_of(case_study)
    return frame_of(case_study, steps, "check") | {
        "empty": empty_steps(steps),
        "filing": filing or FilingForm(initial=declared(case_study)),
        "people_hints": people_in(case_study, reader=reader),
    }


def saved_line(case_study: CaseStudy, **more) -> dict:
    """What the script is told of a saving: how far the sections are now, and `more`."""
    steps = steps_of(case_study)
    filled = sum(each.progress == "filled" for each in steps)
    return {"case_study": case_study, "steps": steps, "filled": filled} | more


def about_step(case_study: CaseStudy) -> Step:
    """The first step, which asks no text but the facts."""
    title = ParsedSection("about", "", case_study.title)
    return Step("about", "", _("What it is about"), section=title)


def hints_of(step: Step) -> dict:
    """What may be wrong with a section's text: said, never refused."""
    return {"unclosed": step.named_unclosed, "own_headings": step.own_headings}
