# SPDX-License-Identifier: GPL-3.0-or-later
"""Saying what a case study was: kind, outcome, year, programmes, tools, media, agreement, campaign, people."""

import hashlib
from collections.abc import Collection

from django.utils import timezone

from casestudies.actions.locking import locked_draft
from casestudies.errors import AgreementElsewhere, BelongsToTheWiki, FactsChangedMeanwhile
from casestudies.models import CaseStudy
from journal.actions import record, recorded
from outreach.models import Contributor

WORDS = ("kind", "outcome", "year", "programmes", "tools", "media")
FACTS = (*WORDS, "campaign", "campaign_url", "mou")


def digest_of(case_study: CaseStudy) -> str:
    """A mark of the facts as they stand, by which a form knows whether somebody saved others meanwhile."""
    stand = [getattr(case_study, "mou_id" if name == "mou" else name) for name in FACTS]
    people = sorted(case_study.contributors.values_list("pk", flat=True))
    return hashlib.sha256(repr([*stand, people]).encode()).hexdigest()[:16]


@recorded
def say_facts(
    case_study: CaseStudy, *, by, seen: str, contributors: Collection[Contributor] | None = None, **facts
) -> CaseStudy:
    """Say any of FACTS, and who took part; from then on no reading of the page writes over it.

    `seen` is the `digest_of` what the person saw. Who took part and is hidden from `by` stays. The text has a
    version of its own, which this leaves alone: somebody may be writing it.
    Raises what locking does, BelongsToTheWiki for one withdrawn with its page, AgreementElsewhere,
    FactsChangedMeanwhile.
    """
    if unknown := set(facts) - set(FACTS):
        raise TypeError(f"No facts of a case study: {sorted(unknown)}")
    case_study = _held(case_study, by)
    if facts.get("mou") and facts["mou"].partnership_id != case_study.partnership_id:
        raise AgreementElsewhere
    changed = [name for name, value in facts.items() if getattr(case_study, name) != value]
    people = _people(case_study, contributors, by)
    if (changed or people is not None) and digest_of(case_study) != seen:
        raise FactsChangedMeanwhile(case_study)

    for name in changed:
        setattr(case_study, name, facts[name])
    is_news = changed or people is not None or case_study.facts_checked_at is None
    if not is_news:
        return case_study
    case_study.facts_checked_at = timezone.now()
    case_study.save(update_fields=[*changed, "facts_checked_at"])
    if people is not None:
        case_study.contributors.set(people)
    record("casestudy.facts_said", case_study, by=by)
    return case_study


def _held(case_study: CaseStudy, by) -> CaseStudy:
    """Locked: ours while it may be written on, the wiki's as long as its page stands there."""
    if not case_study.is_mirrored:
        return locked_draft(case_study, by=by)
    case_study = CaseStudy.objects.select_for_update().get(pk=case_study.pk)
    if case_study.state != CaseStudy.State.MIRRORED:
        raise BelongsToTheWiki
    return case_study


def _people(case_study: CaseStudy, chosen: Collection[Contributor] | None, by) -> set[int] | None:
    """The ids to be linked, those hidden from `by` among them; None if that changes nothing."""
    if chosen is None:
        return None
    standing = set(case_study.contributors.values_list("pk", flat=True))
    shown = set(Contributor.objects.visible_to(by).filter(pk__in=standing).values_list("pk", flat=True))
    wanted = {each.pk for each in chosen} | (standing - shown)
    return wanted if wanted != standing else None
