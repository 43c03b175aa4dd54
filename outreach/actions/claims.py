# SPDX-License-Identifier: GPL-3.0-or-later
"""What pages claim of people follows the pages; what a person decided about a claim stays."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from django.db.models import Exists, OuterRef
from django.utils import timezone

from accounts.models import Affiliate
from journal.actions import record, recorded
from outreach.errors import ClaimsChanged
from outreach.models import Claim, Contributor, Evidence, Page

VERBS = {
    Claim.State.OPEN: "claim.reopened",
    Claim.State.CONFIRMED: "claim.confirmed",
    Claim.State.REJECTED: "claim.rejected",
}


def state_claims(told: Mapping[Page, Sequence[tuple[Contributor, object]]]) -> None:
    """Make the evidence of these pages exactly what they say: `told` holds people with what is said of them.

    Each has `says`, `shape` and `confidence`. Claims nobody states any longer go, unless somebody decided them.
    """
    said = {
        (page, person.pk, one.kind, one.key): (one, each.shape)
        for page, people in told.items()
        for person, each in people
        for one in each.says
    }
    claims = _claims({key[1:]: one for key, (one, _shape) in said.items()})
    wanted = {
        (page.pk, claims[person, kind, key]): Evidence(
            claim_id=claims[person, kind, key],
            page=page,
            revision=page.revision,
            shape=shape,
            confidence=one.confidence,
        )
        for (page, person, kind, key), (one, shape) in said.items()
    }
    standing = {
        (row.page_id, row.claim_id): row
        for row in Evidence.objects.filter(page__in=[page.pk for page in told])
    }
    news = [row for key, row in wanted.items() if key not in standing or _differs(row, standing[key])]
    if news:
        Evidence.objects.bulk_create(
            news,
            update_conflicts=True,
            unique_fields=["claim", "page"],
            update_fields=["revision", "shape", "confidence"],
        )
    if stale := [standing[key] for key in standing.keys() - wanted.keys()]:
        Evidence.objects.filter(pk__in=[row.pk for row in stale]).delete()
        drop_unstated([row.claim_id for row in stale])


def _differs(one: Evidence, other: Evidence) -> bool:
    return (one.shape, one.confidence) != (other.shape, other.confidence)


def _claims(said: Mapping[tuple[int, str, str], object]) -> dict[tuple[int, str, str], int]:
    """The claims by person, kind and key, made where new."""
    if not said:
        return {}
    mine = Claim.objects.filter(contributor__in={person for person, _kind, _key in said})
    standing = {tuple(row[:3]): row[3] for row in mine.values_list("contributor", "kind", "key", "pk")}
    new = [
        Claim(contributor_id=person, kind=kind, key=key, value=one.value)
        for (person, kind, key), one in said.items()
        if (person, kind, key) not in standing
    ]
    made = Claim.objects.bulk_create(new)
    return standing | {(row.contributor_id, row.kind, row.key): row.pk for row in made}


def drop_unstated(claims: Collection[int]) -> None:
    """Let go of those of these claims that no page states and nobody decided."""
    stated = Evidence.objects.filter(claim=OuterRef("pk"))
    Claim.objects.open().filter(~Exists(stated), pk__in=claims).delete()


def absorb(claim: Claim, *, into: Claim) -> None:
    """The same claim stood under two names of one account: one has all evidence, and the decision if only one has."""
    claim.evidence.exclude(page__in=into.evidence.values("page")).update(claim=into)
    if into.state == Claim.State.OPEN:
        for field in ("state", "decided_by_id", "decided_at", "affiliate_id", "item"):
            setattr(into, field, getattr(claim, field))
        into.save(update_fields=["state", "decided_by", "decided_at", "affiliate", "item"])
    claim.delete()


@recorded
def decide_claims(
    claims: Iterable[int],
    state: str,
    *,
    by,
    now=None,
    affiliate: Affiliate | None = None,
    item: str = "",
) -> int:
    """Confirm or reject these claims, or open them again; all or none. Returns how many changed.

    An affiliate or the Wikidata item of an institution goes with a confirmed affiliation only. Raises
    ClaimsChanged when one of them is no longer there.
    """
    wanted = set(claims)
    rows = list(Claim.objects.select_for_update().filter(pk__in=wanted).order_by("pk"))
    if len(rows) != len(wanted):
        raise ClaimsChanged
    is_open = state == Claim.State.OPEN
    changed = []
    for row in rows:
        links = state == Claim.State.CONFIRMED and row.kind == Claim.Kind.AFFILIATION
        linked = (affiliate.pk if affiliate and links else None, item if links else "")
        if (row.state, row.affiliate_id, row.item) == (state, *linked):
            continue
        row.state, (row.affiliate_id, row.item) = state, linked
        row.decided_by, row.decided_at = (None, None) if is_open else (by, now or timezone.now())
        changed.append(row)
    Claim.objects.bulk_update(changed, ["state", "affiliate", "item", "decided_by", "decided_at"])
    for row in changed:
        # No words: what is claimed of a person must not outlive their removal.
        record(VERBS[state], row, by=by)
    return len(changed)
