# SPDX-License-Identifier: GPL-3.0-or-later
"""A first path: begun, walked step by step, changed, left."""

from django.utils import timezone

from journal.actions import forget_words, record, recorded
from learning.errors import AlreadyOnThePath, StepUnknown
from learning.models import FirstPath
from learning.steps import BY_CODE, STEPS


@recorded
def start_path(*, by, country: str = "", institution_kind: str = "") -> FirstPath:
    """Set out. Raises AlreadyOnThePath."""
    path, is_new = FirstPath.objects.get_or_create(
        user=by, defaults={"country": country, "institution_kind": institution_kind}
    )
    if not is_new:
        raise AlreadyOnThePath
    record("path.started", path, by=by)
    return path


@recorded
def wish(path: FirstPath, *, by, country: str, institution_kind: str) -> FirstPath:
    """Wish for another country or kind of institution."""
    path = _locked(path)
    if (path.country.code or "", path.institution_kind) != (country, institution_kind):
        path.country, path.institution_kind = country, institution_kind
        path.save(update_fields=["country", "institution_kind"])
        record("path.corrected", path, by=by)
    return path


@recorded
def choose_institution(path: FirstPath, institution, *, by) -> FirstPath:
    """Choose the institution, which does that step; None takes the choice back."""
    path = _locked(path)
    path.institution = institution
    path.save(update_fields=["institution"])
    record("path.corrected", path, by=by)
    return _mark(path, "choose", institution is not None, by=by)


@recorded
def tick_step(path: FirstPath, code: str, *, is_done: bool, by) -> FirstPath:
    """A step is done, or is not after all; the same twice is nothing new. Raises StepUnknown."""
    if code not in BY_CODE:
        raise StepUnknown
    return _mark(_locked(path), code, is_done, by=by)


def _mark(path: FirstPath, code: str, is_done: bool, *, by) -> FirstPath:
    if (code in path.done) == is_done:
        return path
    now = timezone.now()
    if is_done:
        path.done[code] = timezone.localdate(now).isoformat()
    else:
        del path.done[code]
    path.stepped_at = now
    path.finished_at = now if all(step.code in path.done for step in STEPS) else None
    path.save(update_fields=["done", "stepped_at", "finished_at"])
    record("path.step_done" if is_done else "path.step_undone", path, by=by, after=BY_CODE[code].title)
    return path


def mark_mentored(path: FirstPath, *, by) -> None:
    """A mentor said yes: that step is done. In the caller's transaction."""
    _mark(_locked(path), "mentor", True, by=by)


@recorded
def leave_path(path: FirstPath, *, by) -> None:
    """Leave it: all that was kept of it is deleted, requests to mentors with it. That there was one stays known."""
    path = _locked(path)
    record("path.left", path, by=by)
    forget_words(path)
    path.delete()


def _locked(path: FirstPath) -> FirstPath:
    return FirstPath.objects.select_for_update().get(pk=path.pk)
