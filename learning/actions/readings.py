# SPDX-License-Identifier: GPL-3.0-or-later
"""Keeps gists and machine-read obstacles in step with the case studies: read once a version, in batches."""

from collections.abc import Collection, Sequence

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from casestudies.models import CaseStudy
from journal.actions import recorded
from learning.models import Gist, Obstacle
from learning.parsing import VERSION, Read, read
from outreach.models import Page
from work import actions as work

RUN = "learning.read"
BATCH = 50


def to_read() -> QuerySet[CaseStudy]:
    """Public case studies that nobody has read in their present version and our present way."""
    old = Q(gist=None) | ~Q(gist__version=F("version")) | ~Q(gist__parser=VERSION)
    return CaseStudy.objects.public().filter(old).order_by("pk")


def stale() -> QuerySet[Gist]:
    """Gists of what is public no longer: gone from the wiki, hidden there, withdrawn."""
    return Gist.objects.exclude(case_study__state__in=CaseStudy.PUBLIC_STATES)


def begin_reading() -> None:
    """Queue a run where there is anything to do, unless one is under way."""
    if to_read().exists() or stale().exists():
        work.begin(RUN)


@recorded
def read_next(after: int) -> tuple[int, int] | None:
    """Read the next batch above that number, in one transaction; returns (the last number, how many), None at the end."""
    batch = list(
        to_read()
        .filter(pk__gt=after)
        .select_for_update(of=("self",))
        .select_related("reading")
        .prefetch_related("sections")
        .defer("search", "search_text")[:BATCH]
    )
    if not batch:
        return None
    found = {study: _read(study) for study in batch}
    _keep_gists(found)
    _keep_obstacles(found)
    return batch[-1].pk, len(batch)


def _read(study: CaseStudy) -> Read:
    reading = getattr(study, "reading", None)
    sections = [(each.key, each.heading, each.text) for each in study.sections.all()]
    return read(sections, reading.figures if reading else ())


def _keep_gists(found: dict[CaseStudy, Read]) -> None:
    now = timezone.now()
    Gist.objects.bulk_create(
        [
            Gist(
                case_study=study,
                version=study.version,
                parser=VERSION,
                lesson=each.lesson,
                filled=list(each.filled),
                topics=list(each.topics),
                works=each.works,
                read_at=now,
            )
            for study, each in found.items()
        ],
        update_conflicts=True,
        unique_fields=["case_study"],
        update_fields=["version", "parser", "lesson", "filled", "topics", "works", "read_at"],
    )


def _keep_obstacles(found: dict[CaseStudy, Read]) -> None:
    """Those nobody decided on are what was read now; what a person confirmed, wrote or rejected stays and comes once."""
    studies = list(found)
    Obstacle.objects.open().filter(case_study__in=studies).delete()
    decided = set(
        Obstacle.objects.filter(case_study__in=studies, origin=Obstacle.Origin.MACHINE).values_list(
            "case_study", "theme", "met"
        )
    )
    # A person's correction changes the words: where one looked at the same theme, the machine adds nothing.
    settled = set(
        Obstacle.objects.filter(case_study__in=studies, state=Obstacle.State.CONFIRMED).values_list(
            "case_study", "theme"
        )
    )
    Obstacle.objects.bulk_create(
        Obstacle(
            case_study=study,
            theme=each.theme,
            met=each.met,
            helped=each.helped,
            section=each.section,
            origin=Obstacle.Origin.MACHINE,
            state=Obstacle.State.OPEN,
            confidence=each.confidence,
        )
        for study, read_now in found.items()
        for each in read_now.obstacles
        if (study.pk, each.theme, each.met) not in decided and (study.pk, each.theme) not in settled
    )


@recorded
def forget_stale() -> int:
    """Drop what was read in case studies that are public no longer; what people said themselves stays with them.

    Of a page whose text administrators hid everything that quotes it goes, confirmed or not.
    """
    ids = list(stale().order_by("pk").values_list("case_study", flat=True)[: 20 * BATCH])
    machine = Obstacle.objects.filter(case_study__in=ids, origin=Obstacle.Origin.MACHINE)
    machine.filter(Q(state=Obstacle.State.OPEN) | Q(case_study__page__state=Page.State.HIDDEN)).delete()
    return Gist.objects.filter(case_study__in=ids).delete()[0]


@recorded
def drop_revisions(source_id: int, revisions: Collection[int]) -> None:
    """The wiki hid the texts of these revisions: what a machine took from pages that stand at one of them is dropped."""
    pages = Page.objects.filter(source=source_id, revision__in=sorted(revisions))
    forget_studies(list(CaseStudy.objects.filter(page__in=pages).values_list("pk", flat=True)))


def forget_studies(ids: Sequence[int]) -> None:
    """Drop gists and machine-read obstacles of these; they are read anew if there is a text to read."""
    Obstacle.objects.filter(case_study__in=ids, origin=Obstacle.Origin.MACHINE).delete()
    Gist.objects.filter(case_study__in=ids).delete()
