# SPDX-License-Identifier: GPL-3.0-or-later
"""The life of a draft: begun, saved often, filed once, or withdrawn."""

from django.db.models import Max
from django.utils import timezone

from casestudies.errors import (
    AlreadyWithdrawn,
    BelongsToTheWiki,
    ChangedMeanwhile,
    NotADraft,
    OnTheWiki,
    PartnershipElsewhere,
    TitleMissing,
)
from casestudies.filing import tell_of_filing
from casestudies.models import CaseStudy, Section, SectionKey
from journal.actions import record, recorded
from outreach.parsing.wording import lead_of, searchable

FORM_KEYS = [key for key in SectionKey if key != SectionKey.OTHER]
ABOUT = ("title", "partnership", "affiliate", "country", "language")


@recorded
def begin_case_study(
    *,
    by,
    title: str,
    institution=None,
    partnership=None,
    affiliate=None,
    country: str = "",
    language: str = "en",
) -> CaseStudy:
    """Begin a draft with the form's seven sections, all empty.

    A partnership brings its institution along, and the institution its country, where none is given.
    Raises PartnershipElsewhere when the two do not belong together.
    """
    if partnership and institution and partnership.institution_id != institution.pk:
        raise PartnershipElsewhere(institution)
    institution = institution or (partnership.institution if partnership else None)
    case_study = CaseStudy.objects.create(
        title=title,
        author=by,
        institution=institution,
        partnership=partnership,
        affiliate=affiliate,
        country=country or (institution.country.code if institution else ""),
        language=language,
    )
    Section.objects.bulk_create(
        Section(case_study=case_study, key=key, position=position) for position, key in enumerate(FORM_KEYS)
    )
    record("casestudy.begun", case_study, by=by)
    return case_study


@recorded
def save_case_study(
    case_study: CaseStudy, *, version: int, by, sections: dict[str, str], quietly: bool = False, **about
) -> CaseStudy:
    """Save the text of a draft, or of a published one for the next time: {section key: wikitext} and any of ABOUT.

    What is the same already is not written, and is no conflict, however old the version: a saving that runs
    beside another of the same words does no harm. `quietly` (autosave) leaves the journal alone.
    Raises NotADraft, ChangedMeanwhile (with `.current`), PartnershipElsewhere.
    """
    if unknown := set(about) - set(ABOUT) | set(sections) - set(FORM_KEYS):
        raise TypeError(f"Not part of a case study: {sorted(unknown)}")
    case_study = _locked_draft(case_study, is_published_too=True)
    standing = {section.key: section for section in case_study.sections.all()}
    changed = [key for key, text in sections.items() if key not in standing or standing[key].text != text]
    facts = [name for name, value in about.items() if getattr(case_study, name) != value]
    if not changed and not facts:
        return case_study
    if case_study.version != version:
        raise ChangedMeanwhile(case_study)
    for name in facts:
        setattr(case_study, name, about[name])
    partnership = case_study.partnership
    if partnership and case_study.institution_id not in (None, partnership.institution_id):
        raise PartnershipElsewhere(case_study.institution)

    if changed:
        _write_sections(case_study, standing, {key: sections[key] for key in changed})
    case_study.saved_at = timezone.now()
    case_study.version += 1
    case_study.save(update_fields=[*facts, "lead", "search_text", "saved_at", "version"])
    if not quietly:
        record("casestudy.saved", case_study, by=by)
    return case_study


def _write_sections(case_study: CaseStudy, standing: dict[str, Section], texts: dict[str, str]) -> None:
    for key in texts.keys() & standing.keys():
        standing[key].text = texts[key]
    Section.objects.bulk_update([standing[key] for key in texts if key in standing], ["text"])
    last = case_study.sections.aggregate(last=Max("position"))["last"]
    position = -1 if last is None else last
    for key in texts.keys() - standing.keys():
        position += 1
        standing[key] = Section.objects.create(
            case_study=case_study, key=key, text=texts[key], position=position
        )
    written = sorted(standing.values(), key=lambda section: section.position)
    case_study.lead = lead_of(section.text for section in written)
    case_study.search_text = searchable((section.heading, section.text) for section in written)


@recorded
def file_case_study(case_study: CaseStudy, *, version: int, by) -> CaseStudy:
    """File the draft, or one that was handed back: its affiliate's people and WMF staff may read and review it.

    Raises NotADraft, ChangedMeanwhile, TitleMissing. Empty sections are allowed; the page says which.
    """
    case_study = _locked_draft(case_study)
    if case_study.version != version:
        raise ChangedMeanwhile(case_study)
    if not case_study.title.strip():
        raise TitleMissing
    before, case_study.state = case_study.state, CaseStudy.State.FILED
    case_study.filed_at = case_study.saved_at = timezone.now()
    case_study.version += 1
    case_study.save(update_fields=["state", "filed_at", "saved_at", "version"])
    record("casestudy.filed", case_study, by=by, before=before, after=CaseStudy.State.FILED)
    tell_of_filing(case_study, by=by)
    return case_study


@recorded
def withdraw_case_study(case_study: CaseStudy, *, by) -> CaseStudy:
    """Take a draft or a filed case study back; only its author sees it after that.

    Raises BelongsToTheWiki for a mirrored one, OnTheWiki for a published one, AlreadyWithdrawn.
    """
    case_study = CaseStudy.objects.select_for_update().get(pk=case_study.pk)
    if case_study.is_mirrored:
        raise BelongsToTheWiki
    if case_study.state == CaseStudy.State.WITHDRAWN:
        raise AlreadyWithdrawn
    if case_study.state == CaseStudy.State.PUBLISHED:
        raise OnTheWiki
    before = case_study.state
    case_study.state = CaseStudy.State.WITHDRAWN
    case_study.version += 1
    case_study.save(update_fields=["state", "version"])
    record("casestudy.withdrawn", case_study, by=by, before=before, after=case_study.state)
    return case_study


def _locked_draft(case_study: CaseStudy, *, is_published_too: bool = False) -> CaseStudy:
    case_study = CaseStudy.objects.select_for_update().get(pk=case_study.pk)
    if case_study.is_mirrored:
        raise BelongsToTheWiki
    if not (
        case_study.can_be_written and (is_published_too or case_study.state != CaseStudy.State.PUBLISHED)
    ):
        raise NotADraft(case_study.get_state_display())
    return case_study
