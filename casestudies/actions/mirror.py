# SPDX-License-Identifier: GPL-3.0-or-later
"""Keeps mirrored case studies in step with their pages; a handful of statements for fifty pages."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

from django.utils import timezone

from casestudies.actions.following import follow, let_go
from casestudies.actions.guesses import country_by_guess, keep_guesses, standing_guesses
from casestudies.actions.translations import join_waiting
from casestudies.guessing import Guessed
from casestudies.models import CaseStudy, Guess, KnownRevision, Reading, Section
from casestudies.parsing import ParsedCaseStudy, ParsedSection
from casestudies.parsing.facts import ReadFacts
from casestudies.parsing.figures import Figure
from journal.actions import recorded
from outreach.actions.rows import insert_rows
from outreach.models import Page
from outreach.parsing.emails import strip_emails

MOST_SECTIONS = 300
LONGEST_HEADING = 300
FIGURE = [field.name for field in fields(Figure)]
READ = ["figures", "images", "links", "wiki_links", "complete"]
# Read by machine; what a person said (`facts_checked_at`) is not written over.
FACTS = ["kind", "year", "programmes", "tools", "media"]
WRITTEN = ["title", "state", "country", "language", "lead", "search_text", "saved_at", "version", *FACTS]


@dataclass(frozen=True, slots=True, eq=False)
class Account:
    """What was read on a page: the parsed text, the words it is found by, what it seems to be about, its facts."""

    page: Page
    parsed: ParsedCaseStudy
    search_text: str
    guesses: tuple[Guessed, ...] = ()
    facts: ReadFacts = ReadFacts()


@recorded
def mirror(accounts: Sequence[Account]) -> int:
    """Make or update the case studies of these pages; returns how many were written.

    Ours are the links to institution and partnership: they stay, and a linked institution decides the country,
    else what a person confirmed, else the guess.
    A withdrawn one comes back with its page. What says the same already is not written. Pages that we
    published ourselves are looked after by `following`.
    """
    ours = follow([account.page for account in accounts])
    accounts = [account for account in accounts if account.page.pk not in ours]
    standing = {
        each.page_id: each
        for each in CaseStudy.objects.select_for_update(of=("self",))
        .filter(page__in=[account.page for account in accounts])
        .select_related("institution")
        .prefetch_related("sections")
    }
    decided = standing_guesses(standing.values())
    new, changed, rewritten, outdated, read = [], [], [], [], {}
    for account in accounts:
        sections = _sections(account.parsed)
        case_study = standing.get(account.page.pk)
        values = _values(account) | _facts(account, case_study)
        values["country"] = _country(account, case_study, decided)
        if case_study is None:
            case_study = read[account] = CaseStudy(page=account.page, **values)
            new.append(case_study)
            rewritten.append((case_study, sections))
            continue
        read[account] = case_study
        case_study.page = account.page  # known here: what asks for it below need not fetch it
        if any(getattr(case_study, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(case_study, name, value)
            case_study.version += 1
            changed.append(case_study)
        if sections != [(each.key, each.heading, each.text) for each in case_study.sections.all()]:
            rewritten.append((case_study, sections))
            outdated.append(case_study)
    CaseStudy.objects.bulk_create(new)
    CaseStudy.objects.bulk_update(changed, WRITTEN)
    if outdated:
        Section.objects.filter(case_study__in=outdated).delete()
    _write_sections(rewritten)
    _note_revisions([*new, *changed], accounts)
    written = {each.pk for each in (*changed, *(case_study for case_study, _sections in rewritten))}
    _keep_readings({study: account for account, study in read.items() if study.pk in written})
    keep_guesses({study: account.guesses for account, study in read.items()}, decided)
    join_waiting(list(read.values()))
    return len(written)


def _country(account: Account, case_study: CaseStudy | None, decided) -> str:
    if case_study and case_study.institution:
        return case_study.institution.country.code
    return country_by_guess(account.guesses, decided.get(case_study.pk, ()) if case_study else ())


def _keep_readings(read: dict[CaseStudy, Account]) -> None:
    """What the machine found in the texts that are new: figures, pictures, links, how much is filled."""
    insert_rows(
        Reading,
        ["case_study", *READ],
        ((case_study.pk, *_read(account.parsed)) for case_study, account in read.items()),
        unique=["case_study"],
        renew=READ,
    )


def _read(parsed: ParsedCaseStudy) -> tuple:
    """The values of READ."""
    # Not asdict, whose deep copy of flat values was a tenth of the time of storing a page.
    figures = [{name: getattr(figure, name) for name in FIGURE} for figure in parsed.figures]
    return figures, parsed.images, parsed.links, parsed.wiki_links, parsed.complete


def _values(account: Account) -> dict:
    parsed = account.parsed
    return {
        "title": parsed.name[:300],
        "state": CaseStudy.State.MIRRORED,
        "language": (parsed.language or "en")[:20],
        "lead": strip_emails(parsed.lead),
        "search_text": account.search_text,
        "saved_at": account.page.revised_at or account.page.synced_at or timezone.now(),
    }


def _facts(account: Account, case_study: CaseStudy | None) -> dict:
    """What was read of its facts, unless a person has said them."""
    if case_study and case_study.facts_checked_at:
        return {}
    found = {name: getattr(account.facts, name) for name in FACTS}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in found.items()}


def _sections(parsed: ParsedCaseStudy) -> list[tuple[str, str, str]]:
    """(key, heading, text) of each section; a page of a thousand headings keeps the last ones in one text."""
    sections = list(parsed.sections[:MOST_SECTIONS])
    if rest := parsed.sections[MOST_SECTIONS:]:
        last = sections.pop()
        texts = [last.text, *(f"=== {each.heading} ===\n{each.text}" for each in rest)]
        sections.append(ParsedSection(last.key, last.heading, "\n\n".join(texts)))
    return [(each.key, each.heading[:LONGEST_HEADING], each.text) for each in sections]


def _write_sections(rewritten: list[tuple[CaseStudy, list[tuple[str, str, str]]]]) -> None:
    insert_rows(
        Section,
        ["case_study", "position", "key", "heading", "text"],
        (
            (case_study.pk, position, *section)
            for case_study, sections in rewritten
            for position, section in enumerate(sections)
        ),
    )


def _note_revisions(case_studies: Sequence[CaseStudy], accounts: Sequence[Account]) -> None:
    """Remember that there were these revisions; no text of theirs."""
    pages = {account.page.pk: account.page for account in accounts}
    known = ((each.pk, pages[each.page_id]) for each in case_studies)
    insert_rows(
        KnownRevision,
        ["case_study", "revision", "revised_at", "origin"],
        ((pk, page.revision, page.revised_at, KnownRevision.Origin.WIKI.value) for pk, page in known),
        unique=["case_study", "revision"],
    )


@recorded
def withdraw_mirrored(pages: Sequence[Page]) -> None:
    """The pages are gone, moved out of sight or no case studies any more: nobody reads ours either.

    The text is kept for the page's return, but for hidden revisions: what administrators hid is dropped here too.
    """
    let_go(pages)
    CaseStudy.objects.filter(page__in=pages, state=CaseStudy.State.MIRRORED).update(
        state=CaseStudy.State.WITHDRAWN
    )
    mirrored = CaseStudy.objects.filter(author=None)
    hidden = mirrored.filter(page__in=[page for page in pages if page.state == Page.State.HIDDEN])
    Section.objects.filter(case_study__in=hidden).delete()
    Reading.objects.filter(case_study__in=hidden).delete()
    Guess.objects.filter(case_study__in=hidden, state=Guess.State.OPEN).delete()
    hidden.update(lead="", search_text="")
