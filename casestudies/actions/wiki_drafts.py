# SPDX-License-Identifier: GPL-3.0-or-later
"""Drafts from the wiki's user space: asked for by somebody, brought by a worker, theirs alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.one_step import hold_rights
from casestudies.actions.drafts import FORM_KEYS, begin_case_study
from casestudies.errors import TooManyWaiting
from casestudies.models import CaseStudy, Reading, WikiDraft
from casestudies.parsing import ParsedCaseStudy, ParsedSection
from casestudies.permissions import may_begin
from journal.actions import record, recorded
from outreach.parsing.wording import lead_of, searchable
from work import actions as work
from work.errors import AlreadyUnderWay

RUN_KIND = "casestudies.wiki-drafts"
MOST_TRIES = 3
MOST_WAITING = 10  # of one person: each costs the wiki a request
NO_RIGHT = _("Nothing was brought: whoever asked for this may no longer do so.")


@dataclass(frozen=True, slots=True)
class Found:
    """The page as the wiki gave it, and where that revision is read."""

    title: str
    revision: int
    revised_at: datetime | None
    address: str
    name: str
    parsed: ParsedCaseStudy


@recorded
def ask_for_draft(title: str, *, by) -> WikiDraft:
    """Ask for a page of user space as a draft; asked twice while it waits, it is one. Raises TooManyWaiting."""
    waiting = WikiDraft.objects.waiting().filter(asked_by=by)
    if same := waiting.filter(asked_for=title).first():
        return same
    if waiting.count() >= MOST_WAITING:
        raise TooManyWaiting(MOST_WAITING)
    try:
        with transaction.atomic():
            asked = WikiDraft.objects.create(asked_by=by, asked_for=title)
    except IntegrityError:
        return waiting.get(asked_for=title)
    record("wikidraft.asked", asked, by=by)
    begin_bringing()
    return asked


def begin_bringing() -> None:
    """Wake a worker if any draft waits. One under way takes the new ones along, or the clock calls again."""
    if WikiDraft.objects.waiting().exists():
        try:
            work.queue(RUN_KIND)
        except AlreadyUnderWay:
            return


@recorded
def bring_draft(asked: WikiDraft, found: Found) -> CaseStudy | None:
    """Make the private draft of who asked for it. The same revision brought before leads to the same draft.

    None when another worker was quicker to end the wish, and where who has it may have no more drafts.
    """
    hold_rights(asked.asked_by_id)
    asked = WikiDraft.objects.select_related("asked_by").select_for_update(of=["self"]).get(pk=asked.pk)
    if asked.state != WikiDraft.State.WAITING:
        return None
    if not may_begin(asked.asked_by):
        refuse_draft(asked, NO_RIGHT)
        return None
    case_study = _brought_before(asked, found)
    if case_study is None:
        case_study = begin_case_study(
            by=asked.asked_by, title=found.name[:300], language=(found.parsed.language or "en")[:20]
        )
        _fill(case_study, found.parsed)
        record("wikidraft.brought", case_study, by=asked.asked_by)
    asked.state, asked.ended_at, asked.case_study = WikiDraft.State.BROUGHT, timezone.now(), case_study
    asked.title, asked.revision, asked.revised_at = found.title[:255], found.revision, found.revised_at
    asked.wiki_url = found.address[:1000]
    asked.save(
        update_fields=["state", "ended_at", "case_study", "title", "revision", "revised_at", "wiki_url"]
    )
    return case_study


@recorded
def note_try(asked: WikiDraft) -> None:
    """The wiki is asked for it now: whatever comes of that, others get their turn before it is asked again."""
    WikiDraft.objects.filter(pk=asked.pk).update(tries=F("tries") + 1)


@recorded
def refuse_draft(asked: WikiDraft, why) -> None:
    """It cannot be brought, for a reason the requester reads."""
    WikiDraft.objects.filter(pk=asked.pk, state=WikiDraft.State.WAITING).update(
        state=WikiDraft.State.REFUSED, reason=str(why)[:300], ended_at=timezone.now()
    )


def _brought_before(asked: WikiDraft, found: Found) -> CaseStudy | None:
    drafts = CaseStudy.objects.filter(
        brought_from__asked_by=asked.asked_by,
        brought_from__title=found.title,
        brought_from__revision=found.revision,
        state=CaseStudy.State.DRAFT,
    )
    return drafts.order_by("pk").first()


def _fill(case_study: CaseStudy, parsed: ParsedCaseStudy) -> None:
    texts = in_form(parsed.sections)
    sections = list(case_study.sections.all())
    for section in sections:
        section.text = texts.get(section.key, "")
    type(sections[0]).objects.bulk_update(sections, ["text"])
    case_study.lead = lead_of(section.text for section in sections)
    case_study.search_text = searchable((section.heading, section.text) for section in sections)
    case_study.save(update_fields=["lead", "search_text"])
    Reading.objects.create(
        case_study=case_study,
        images=list(parsed.images),
        links=list(parsed.links),
        wiki_links=list(parsed.wiki_links),
        complete=parsed.complete,
    )


def in_form(sections: Sequence[ParsedSection]) -> dict[str, str]:
    """{key of the form: wikitext} with nothing left out: what has no place of its own goes on below the one before.

    A draft is written in the seven fields of the form, so text under another heading keeps it one level deeper.
    """
    texts: dict[str, str] = {}
    last = FORM_KEYS[0].value
    for section in sections:
        key = section.key if section.key in FORM_KEYS else last
        is_first = key not in texts and section.key == key
        heading = "" if is_first or not section.heading else f"=== {section.heading} ===\n"
        texts[key] = "\n\n".join(filter(None, [texts.get(key, ""), f"{heading}{section.text}".strip()]))
        last = key
    return texts
