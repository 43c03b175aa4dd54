# SPDX-License-Identifier: GPL-3.0-or-later
"""Lines of the consent log, and an affiliate's assessment of its legitimate interest."""

from collections.abc import Iterator
from datetime import date, datetime

from accounts.models import Affiliate
from journal.actions import record, recorded
from journal.forgetting import emptied
from privacy import asking
from privacy.actions.batches import delete, in_batches
from privacy.models import Assessment, Consent

# The text that somebody who agrees is shown.
TEXTS = {Consent.Category.WIKI_ACCOUNT: "consent-wiki", Consent.Category.CAMPAIGN_MAIL: "consent-mail"}


def note_consent(
    subject,
    *,
    by,
    category: str,
    answer: str,
    given_on: date,
    source: str = Consent.Source.OTHER,
    expires_on: date | None = None,
    note: str = "",
) -> Consent:
    """Add a line to the log of somebody with an affiliate; the caller records it where the record's story is."""
    is_yes = answer == Consent.Answer.OPT_IN
    return Consent.objects.create(
        affiliate_id=subject.affiliate_id,
        subject_kind=subject._meta.label_lower,
        subject_id=subject.pk,
        category=category,
        answer=answer,
        source=source,
        given_on=given_on,
        expires_on=expires_on if is_yes else None,
        statement_id=asking.in_force().get(TEXTS.get(category, "")) if is_yes else None,
        note=note.strip(),
        by=by,
    )


def forget_subject(subject, *, category: str | None = None) -> int:
    """Empty the words of somebody's lines; what they answered and when stays, as proof. Returns how many."""
    lines = Consent.objects.about(subject).order_by().exclude(note="")
    if category:
        lines = lines.filter(category=category)
    return emptied(lines, note="")


def forget_answers(before: datetime) -> Iterator[int]:
    """Those noted before the moment, in batches: nothing has to be proved by them any more."""
    yield from in_batches(Consent.objects.filter(recorded_at__lt=before), delete)


@recorded
def assess(affiliate: Affiliate, *, by, purpose: str, necessity: str, balance: str) -> Assessment:
    """Write down why the affiliate may keep data by legitimate interest; earlier texts stay."""
    assessment = Assessment.objects.create(
        affiliate=affiliate, purpose=purpose, necessity=necessity, balance=balance, written_by=by
    )
    record("assessment.written", assessment, by=by, about=affiliate)
    return assessment
