# SPDX-License-Identifier: GPL-3.0-or-later
"""What an affiliate thinks of an institution: judging the fit, noting and settling disputes."""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from accounts.models import Affiliate, User
from accounts.permissions import may
from institutions.errors import DisputeSettled, ReaderOutsideAffiliate, SettledBeforeRaised
from institutions.models import Alignment, Dispute
from journal.actions import record, recorded
from partnerships.actions.rows import locked, write_changes
from partnerships.errors import ChangedMeanwhile
from partnerships.models import Institution


@recorded
def judge_alignment(
    institution: Institution,
    affiliate: Affiliate,
    *,
    by: User,
    level: str,
    reason: str = "",
    mitigations: str = "",
    version: int | None = None,
) -> Alignment:
    """Say how the missions fit; one judgement per affiliate, renewed in place.

    `version` is that of the judgement the editor saw, None if there was none. Raises ChangedMeanwhile.
    """
    alignment, is_new = Alignment.objects.select_for_update().get_or_create(
        institution=institution, affiliate=affiliate, defaults={"level": level}
    )
    if version != (None if is_new else alignment.version):
        raise ChangedMeanwhile
    changed = write_changes(
        alignment, level=level, reason=reason, mitigations=mitigations, judged_on=timezone.localdate()
    )
    if changed or is_new:
        record("alignment.judged", alignment, by=by, **changed.told)
    return alignment


@recorded
def raise_dispute(
    institution: Institution,
    affiliate: Affiliate,
    *,
    by: User,
    kind: str,
    title: str,
    account: str = "",
    raised_on: date | None = None,
    readers: Iterable[User] = (),
) -> Dispute:
    """Note a disagreement for those who must know. Raises ReaderOutsideAffiliate.

    The journal line hangs on the dispute itself and says nothing of it.
    """
    readers = _of_the_affiliate(readers, affiliate.pk)
    dispute = Dispute.objects.create(
        institution=institution,
        affiliate=affiliate,
        kind=kind,
        title=title,
        account=account,
        raised_by=by,
        raised_on=raised_on or timezone.localdate(),
    )
    dispute.readers.set(readers)
    record("dispute.raised", dispute, by=by)
    return dispute


@recorded
def correct_dispute(dispute: Dispute, *, version: int, by: User, readers: Iterable[User], **facts) -> Dispute:
    """Change what is written of a dispute and who reads it.

    Raises ChangedMeanwhile, DisputeSettled or ReaderOutsideAffiliate.
    """
    dispute = locked(dispute, version=version)
    if dispute.state == Dispute.State.SETTLED:
        raise DisputeSettled
    readers = _of_the_affiliate(readers, dispute.affiliate_id)
    write_changes(dispute, **facts)
    dispute.readers.set(readers)
    record("dispute.corrected", dispute, by=by)
    return dispute


@recorded
def settle_dispute(dispute: Dispute, *, version: int, by: User, outcome: str, settled_on: date) -> Dispute:
    """Say how a dispute ended. Raises ChangedMeanwhile, DisputeSettled or SettledBeforeRaised."""
    dispute = locked(dispute, version=version)
    if dispute.state == Dispute.State.SETTLED:
        raise DisputeSettled
    if settled_on < dispute.raised_on:
        raise SettledBeforeRaised
    write_changes(dispute, state=Dispute.State.SETTLED, outcome=outcome, settled_on=settled_on)
    record("dispute.settled", dispute, by=by)
    return dispute


def _of_the_affiliate(readers: Iterable[User], affiliate_id: int) -> list[User]:
    readers = list(readers)
    for reader in readers:
        if not may(reader, "dispute.read", affiliate_id=affiliate_id):
            raise ReaderOutsideAffiliate(reader)
    return readers
