# SPDX-License-Identifier: GPL-3.0-or-later
"""What people say of obstacles: added, confirmed as read or in their own words, rejected."""

from django.utils import timezone

from journal.actions import record, recorded
from learning.errors import AlreadyDecided, ChangedMeanwhile
from learning.models import Obstacle

SAID = ("theme", "met", "helped", "section")


@recorded
def note_obstacle(case_study, *, by, theme: str, met: str, helped: str = "", section: str = "") -> Obstacle:
    """Somebody says what stood in the way, and what helped."""
    obstacle = Obstacle.objects.create(
        case_study=case_study,
        theme=theme,
        met=met,
        helped=helped,
        section=section,
        origin=Obstacle.Origin.PERSON,
        state=Obstacle.State.CONFIRMED,
        said_by=by,
        decided_at=timezone.now(),
    )
    record("obstacle.noted", obstacle, by=by, about=case_study, after=obstacle.get_theme_display())
    return obstacle


@recorded
def confirm_obstacle(obstacle: Obstacle, *, by, version: int, **said) -> Obstacle:
    """It is so: as a machine read it or in other words; also corrects what a person said.

    `said` is any of SAID. Of two who confirm the same words the second finds it done.
    Raises AlreadyDecided where it was rejected, ChangedMeanwhile where it was changed since.
    """
    if unknown := set(said) - set(SAID):
        raise TypeError(f"Not part of an obstacle: {sorted(unknown)}")
    obstacle = Obstacle.objects.select_for_update().get(pk=obstacle.pk)
    if obstacle.state == Obstacle.State.REJECTED:
        raise AlreadyDecided(obstacle.get_state_display())
    changed = [name for name, value in said.items() if getattr(obstacle, name) != value]
    was_open = obstacle.state == Obstacle.State.OPEN
    if not changed and not was_open:
        return obstacle
    if obstacle.version != version:
        raise ChangedMeanwhile
    for name in changed:
        setattr(obstacle, name, said[name])
    obstacle.state, obstacle.confidence = Obstacle.State.CONFIRMED, 1
    obstacle.said_by, obstacle.decided_at = by, timezone.now()
    obstacle.version += 1
    obstacle.save(update_fields=[*changed, "state", "confidence", "said_by", "decided_at", "version"])
    verb = "obstacle.confirmed" if was_open else "obstacle.corrected"
    record(verb, obstacle, by=by, about=obstacle.case_study, after=obstacle.get_theme_display())
    return obstacle


@recorded
def reject_obstacle(obstacle: Obstacle, *, by, version: int) -> Obstacle:
    """It is none, or is not told so: nobody sees it any more, and no reading brings it back.

    Raises AlreadyDecided, ChangedMeanwhile.
    """
    obstacle = Obstacle.objects.select_for_update().get(pk=obstacle.pk)
    if obstacle.state == Obstacle.State.REJECTED:
        raise AlreadyDecided(obstacle.get_state_display())
    if obstacle.version != version:
        raise ChangedMeanwhile
    before = obstacle.get_state_display()
    obstacle.state, obstacle.decided_at = Obstacle.State.REJECTED, timezone.now()
    obstacle.said_by = by
    obstacle.version += 1
    obstacle.save(update_fields=["state", "decided_at", "said_by", "version"])
    record("obstacle.rejected", obstacle, by=by, about=obstacle.case_study, before=before)
    return obstacle
