# SPDX-License-Identifier: GPL-3.0-or-later
"""The life of a draft: begun, saved often, filed once, or withdrawn."""

from collections.abc import Mapping

from django.db.models import Max
from django.utils import timezone

from casestudies.actions.holds import hold_written
from casestudies.actions.locking import locked_draft
from casestudies.actions.saving import refuse_torn, touched
from casestudies.errors import (
    AlreadyWithdrawn,
    BelongsToTheWiki,
    ChangedMeanwhile,
    LicenceNotAgreed,
    NamesPeople,
    NotADraft,
    OnTheWiki,
    PartnershipElsewhere,
    PeopleNotSaid,
    TitleMissing,
)
from casestudies.filing import tell_of_filing
from casestudies.models import CaseStudy, Section
from casestudies.named_people import people_in
from casestudies.prefill import facts_of
from casestudies.seen import ABOUT, FORM_KEYS
from journal.actions import record, recorded
from outreach.parsing.wording import lead_of, searchable


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
    kind: str = "",
) -> CaseStudy:
    """Begin a draft with the form's seven sections, all empty.

    A partnership brings its institution along, with its year and the agreement in force as far as `by` may know
    them, and the institution its country, where none is given.
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
        kind=kind,
        **(facts_of(partnership, reader=by) if partnership else {}),
    )
    Section.objects.bulk_create(
        Section(case_study=case_study, key=key, position=position) for position, key in enumerate(FORM_KEYS)
    )
    record("casestudy.begun", case_study, by=by)
    return case_study


@recorded
def save_case_study(
    case_study: CaseStudy,
    *,
    version: int,
    by,
    sections: dict[str, str],
    seen: Mapping[str, str] | None = None,
    quietly: bool = False,
    **about,
) -> CaseStudy:
    """Save the text of a draft, or of a published one for the next time: {section key: wikitext} and any of ABOUT.

    Several people, or tabs, may save at once: only a part that somebody else changed too is a conflict, and all
    of the saving waits until its writer has decided. `seen` are the fingerprints of what the writer was shown
    (`casestudies.seen`). What is the same already is not written, and is no conflict, however old the version.
    `quietly` (autosave) leaves the journal alone.
    Raises NotADraft, ChangedMeanwhile (with `.current` and `.parts`), NoLongerWriting, SectionHeld,
    PartnershipElsewhere.
    """
    if unknown := set(about) - set(ABOUT) | set(sections) - set(FORM_KEYS):
        raise TypeError(f"Not part of a case study: {sorted(unknown)}")
    case_study = locked_draft(case_study, by=by)
    standing = {section.key: section for section in case_study.sections.all()}
    wanted = touched(case_study, standing, sections | about, seen=seen or {})
    if not wanted:
        return case_study
    changed = [name for name in wanted if name in sections]
    hold_written(case_study, changed, by=by)
    refuse_torn(case_study, standing, wanted, version=version, seen=seen or {})
    facts = [name for name in wanted if name in about]
    for name in facts:
        setattr(case_study, name, about[name])
    partnership = case_study.partnership
    if partnership and case_study.institution_id not in (None, partnership.institution_id):
        raise PartnershipElsewhere(case_study.institution)
    if case_study.mou and case_study.mou.partnership != partnership:
        case_study.mou, facts = None, [*facts, "mou"]

    case_study.version += 1
    if changed:
        _write_sections(case_study, standing, {key: sections[key] for key in changed})
    case_study.saved_at = timezone.now()
    case_study.save(update_fields=[*facts, "lead", "search_text", "saved_at", "version"])
    if not quietly:
        record("casestudy.saved", case_study, by=by)
    return case_study


def _write_sections(case_study: CaseStudy, standing: dict[str, Section], texts: dict[str, str]) -> None:
    """Write these texts as of the case study's version; what is shown and searched of it follows."""
    for key in texts.keys() & standing.keys():
        standing[key].text, standing[key].changed_in = texts[key], case_study.version
    Section.objects.bulk_update([standing[key] for key in texts if key in standing], ["text", "changed_in"])
    last = case_study.sections.aggregate(last=Max("position"))["last"]
    position = -1 if last is None else last
    for key in texts.keys() - standing.keys():
        position += 1
        standing[key] = Section.objects.create(
            case_study=case_study,
            key=key,
            text=texts[key],
            position=position,
            changed_in=case_study.version,
        )
    written = sorted(standing.values(), key=lambda section: section.position)
    case_study.lead = lead_of(section.text for section in written)
    case_study.search_text = searchable((section.heading, section.text) for section in written)


@recorded
def file_case_study(
    case_study: CaseStudy, *, version: int, by, licence: bool = False, people_named: str = ""
) -> CaseStudy:
    """File the draft, or again one that was handed back: its affiliate's people and WMF staff may read and review it.

    `licence` says that the author publishes under CC BY-SA 4.0, `people_named` what the text says of people; what
    was said at an earlier filing holds. Empty sections are allowed; the page says which.
    Raises NotADraft, NoLongerWriting, ChangedMeanwhile, TitleMissing, LicenceNotAgreed, PeopleNotSaid, NamesPeople.
    """
    case_study = locked_draft(case_study, by=by)
    if case_study.state == CaseStudy.State.PUBLISHED:
        raise NotADraft(case_study.get_state_display())
    if case_study.version != version:
        raise ChangedMeanwhile(case_study)
    if not case_study.title.strip():
        raise TitleMissing
    before, now = case_study.state, timezone.now()
    if licence:
        case_study.licence_agreed_at = case_study.licence_agreed_at or now
    case_study.people_named = people_named or case_study.people_named
    _see_what_was_declared(case_study, by)
    case_study.state = CaseStudy.State.FILED
    case_study.filed_at = case_study.saved_at = now
    case_study.version += 1
    declared = ["licence_agreed_at", "people_named"]
    case_study.save(update_fields=["state", "filed_at", "saved_at", "version", *declared])
    record("casestudy.filed", case_study, by=by, before=before, after=CaseStudy.State.FILED)
    tell_of_filing(case_study, by=by)
    return case_study


def _see_what_was_declared(case_study: CaseStudy, by) -> None:
    if case_study.licence_agreed_at is None:
        raise LicenceNotAgreed
    if case_study.people_named not in CaseStudy.People.values:
        raise PeopleNotSaid
    if case_study.people_named == CaseStudy.People.NONE and (found := people_in(case_study, reader=by)):
        raise NamesPeople(found)


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
