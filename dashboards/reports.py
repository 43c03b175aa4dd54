# SPDX-License-Identifier: GPL-3.0-or-later
"""The figures of a dashboard: counted live and kept for a minute, in no reader's language."""

import logging

from django.core.cache import cache
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from redis.exceptions import RedisError

from accounts.models import Affiliate
from casestudies.models import CaseStudy, Edition
from dashboards.figures import Figures
from dashboards.small_groups import LEAST, Told, suppress, told
from outreach.models import SyncRun
from outreach.remedies import STOPPED
from partnerships.models import Institution, Mou, Notice, Partnership, StageMove
from partnerships.reports import outcomes_by_origin

logger = logging.getLogger(__name__)

FRESH_FOR = 60  # seconds; the worker counts the movement's figures anew before they run out
MOVES_DAYS = 90
EXPIRY_DAYS = 90
STUCK_SHOWN = 50


def figures(affiliate: Affiliate | None = None, *, inside: bool = False) -> Figures:
    """The figures, at most FRESH_FOR seconds old. None means the whole movement.

    For those `inside` the affiliate confidential partnerships count like all others; the rest is told at most how
    many there are.
    """
    kept = _kept(_key(affiliate, inside))
    return Figures.read(kept) if kept is not None else refresh(affiliate, inside=inside)


def refresh(affiliate: Affiliate | None = None, *, inside: bool = False) -> Figures:
    """Count now, and keep the result for the next minute."""
    counted = count(affiliate, inside=inside)
    _keep(_key(affiliate, inside), counted.plain())
    return counted


def _kept(key: str) -> dict | None:
    # Without the cache every reader counts anew: slower, but there.
    try:
        return cache.get(key)
    except RedisError as error:
        logger.warning("The cache did not give %s (%s).", key, error)
        return None


def _keep(key: str, counted: dict) -> None:
    try:
        cache.set(key, counted, FRESH_FOR)
    except RedisError as error:
        logger.warning("The cache did not take %s (%s).", key, error)


def _key(affiliate: Affiliate | None, inside: bool = False) -> str:
    # The number changes with the fields of `Figures`: what an older version kept is not read.
    return f"figures:5:{affiliate.pk if affiliate else 'movement'}{':inside' if inside else ''}"


def count(affiliate: Affiliate | None = None, *, inside: bool = False) -> Figures:
    """Count live: eight or nine queries, each over an index."""
    now = timezone.now()
    today = timezone.localdate()
    mine = {"affiliate": affiliate} if affiliate else {}
    seen = Partnership.objects.kept() if inside else Partnership.objects.kept().open_to_others()
    partnerships = seen.filter(**mine)
    mous, moves = Mou.objects.kept(), StageMove.objects.kept().filter(**mine)
    if not inside:
        mous = mous.filter(partnership__is_confidential=False)
        moves = moves.filter(partnership__is_confidential=False)
    mous = mous.filter(partnership__affiliate=affiliate) if affiliate else mous
    phases, secret = _phases(Partnership.objects.kept().filter(**mine), inside=inside)
    return Figures(
        counted_at=now,
        phases=phases,
        institutions=partnerships.open().values("institution").distinct().count()
        if affiliate
        else Institution.objects.count(),
        moves=moves.in_last(MOVES_DAYS, now=now).count(),
        expiring=mous.expiring(within_days=EXPIRY_DAYS, on=today).count(),
        case_studies=_case_studies(affiliate, seen, inside=inside),
        overdue=partnerships.open().filter(next_step_on__lt=today).count(),
        last_sync=_last_sync(),
        outcomes=outcomes_by_origin(partnerships),
        confidential=None if inside else _confidential(affiliate, secret),
    )


def _case_studies(affiliate: Affiliate | None, partnerships, *, inside: bool) -> dict[str, int]:
    """By country; for those who are not inside without unpublished ones about confidential partnerships."""
    studies = CaseStudy.objects.filter(state__in=[*CaseStudy.PUBLIC_STATES, CaseStudy.State.FILED])
    if not inside:
        secret = partnerships.model.objects.filter(is_confidential=True).order_by().values("pk")
        studies = studies.exclude(state=CaseStudy.State.FILED, partnership__in=secret)
    if affiliate:
        studies = studies.of_affiliate(affiliate, partnerships=partnerships)
    return dict(studies.values_list("country").annotate(Count("pk")).order_by("country"))


def _phases(partnerships, *, inside: bool) -> tuple[dict[str, int], int]:
    """{phase: how many the reader may see} and how many confidential ones there are besides; one query."""
    is_secret = Q(is_confidential=True)
    rows = partnerships.order_by("phase").values_list("phase")
    rows = list(rows.annotate(told=Count("pk", filter=~is_secret), kept=Count("pk", filter=is_secret)))
    phases = {phase: count + (secret if inside else 0) for phase, count, secret in rows}
    return {phase: count for phase, count in phases.items() if count}, sum(secret for *_rest, secret in rows)


def _confidential(affiliate: Affiliate | None, count: int) -> Told:
    """How many partnerships are confidential, in all or in one affiliate, as far as that may be said."""
    if affiliate is None or count < LEAST:
        return told(count)
    rows = Partnership.objects.kept().filter(is_confidential=True).order_by()
    return suppress(dict(rows.values_list("affiliate").annotate(Count("pk"))))[affiliate.pk]


def _last_sync() -> dict:
    newest = SyncRun.objects.select_related("run", "source").order_by("-pk").first()
    if newest is None:
        return {}
    run = newest.run
    return {
        "pk": newest.pk,
        "source": str(newest.source),
        "state": run.state,
        "at": run.ended_at or run.started_at or run.queued_at,
        "synced_at": newest.source.synced_at,
    }


def stuck_editions(user) -> tuple[int, list[Edition]]:
    """How many case studies changed here and on the wiki; and what is stuck of those the user may see, newest first.

    `address` is where its author decides; for everybody else the case study.
    """
    conflicts = Edition.objects.exclude(conflict_at=None)
    stuck = Q(conflict_at__isnull=False) | Q(publication__state__in=STOPPED)
    seen = Edition.objects.filter(stuck, case_study__in=CaseStudy.objects.visible_to(user))
    rows = seen.select_related("case_study", "publication").order_by("-pk")
    light = rows.defer("base_text", "publication__text", "case_study__search_text", "case_study__search")
    shown = list(light[:STUCK_SHOWN])
    for edition in shown:
        edition.address = _address_of(edition, user)
    return conflicts.count(), shown


def _address_of(edition: Edition, user) -> str:
    if edition.case_study.author_id != user.pk:
        return edition.case_study.get_absolute_url()
    door = "conflict" if edition.conflict_at else "publication"
    return reverse(f"casestudies:{door}", args=[edition.case_study_id])


def public_counts() -> dict[str, int]:
    """What the front page shows to everyone; at most FRESH_FOR seconds old."""
    kept = _kept("figures:public")
    if kept is None:
        kept = {
            "institutions": Institution.objects.current().count(),
            "partnerships": Partnership.objects.kept().filter(is_public=True).count(),
            "case_studies": CaseStudy.objects.filter(state__in=CaseStudy.PUBLIC_STATES).count(),
        }
        _keep("figures:public", kept)
    return kept


def untold(user, affiliate: Affiliate) -> int:
    """How many of its people are not told in time what is kept of them; 0 for whoever does not see these people."""
    overdue = Notice.objects.visible_to(user).overdue(on=timezone.localdate())
    return overdue.filter(advocate__affiliate=affiliate).count()
