# SPDX-License-Identifier: GPL-3.0-or-later
"""Documents of agreements: what the scanner said, and files that nobody names any more."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice

from django.conf import settings
from django.core.files.storage import default_storage
from django.utils.translation import gettext_lazy

from journal.actions import record, recorded
from partnerships.models import Mou
from partnerships.permissions import readers_of
from teamwork import notices
from teamwork.actions import tell
from work import actions as work
from work.errors import AlreadyUnderWay

notices.register(
    "agreement.infected",
    gettext_lazy(
        "A virus was found in the document of “%(agreement)s” with “%(record)s”. It is not handed out to anybody."
    ),
    icon_name="alert",
)

_FOLDER = Mou._meta.get_field("document").upload_to.rstrip("/")
# A form that is being saved has its file before its row; none takes so long.
_OLD_ENOUGH = timedelta(days=1)
_BATCH = 500


def scan_state_for_new() -> str:
    """What `document_scan` of an agreement becomes when a document is stored: call it where that is written.

    With a scanner the document waits, and the worker is asked to look after the commit.
    """
    if not settings.CLAMD_ADDRESS:
        return Mou.Scan.NONE
    ask_for_scan()
    return Mou.Scan.WAITING


def ask_for_scan() -> bool:
    """Queue a run that scans what waits, unless one is under way. Whether a run was queued."""
    try:
        work.queue("agreements.scan")
    except AlreadyUnderWay:
        return False  # that run looks again before it ends, and the clock after it
    return True


@recorded
def note_verdict(mou: Mou, *, is_clean: bool) -> bool:
    """Write what the scanner said of the document as it was in `mou`; False when it was replaced meanwhile.

    The version stays: nobody's open form is out of date because a file was looked at. Of an infected one the
    partnership's lead is told.
    """
    fresh = Mou.objects.select_for_update().get(pk=mou.pk)
    if fresh.document.name != mou.document.name or fresh.document_scan != Mou.Scan.WAITING:
        return False
    fresh.document_scan = Mou.Scan.CLEAN if is_clean else Mou.Scan.INFECTED
    fresh.save(update_fields=["document_scan"])
    if not is_clean:
        record("mou.infected", fresh, by=None, about=fresh.partnership, after=fresh.title)
        _tell_lead(fresh)
    return True


def _tell_lead(mou: Mou) -> None:
    partnership = mou.partnership
    tell(
        readers_of(partnership).filter(pk=partnership.lead_id),
        kind="agreement.infected",
        record=partnership,
        key=f"agreement-infected-{mou.pk}-{mou.document.name}",
        words={"record": partnership.institution, "agreement": mou.title},
        address=mou.get_absolute_url(),
    )


@recorded
def scan_again(*, with_clean: bool = False) -> int:
    """Let all documents wait for the scanner that it never saw; `with_clean` those too that it found clean, since
    it learns something new every day. Returns how many."""
    states = [Mou.Scan.NONE, Mou.Scan.CLEAN] if with_clean else [Mou.Scan.NONE]
    kept = Mou.objects.exclude(document="").filter(document_scan__in=states)
    return kept.update(document_scan=Mou.Scan.WAITING)


@recorded
def release_waiting() -> int:
    """Hand out what waits, unscanned: for an operator who gave the scanner up. Returns how many."""
    return Mou.objects.filter(document_scan=Mou.Scan.WAITING).update(document_scan=Mou.Scan.NONE)


def sweep_files(*, now: datetime) -> int:
    """Delete files of agreements that no agreement names, and none ever named that is still there.

    A file is written before its row: when the form is refused at the last moment, or the process is killed, it
    stays behind. The row history counts as naming, since it tells which document an agreement had when. Files
    younger than a day are left alone. Returns how many were deleted.
    """
    swept = 0
    names = iter(_stored())
    while batch := list(islice(names, _BATCH)):
        for name in sorted(set(batch) - _named(batch)):
            if _is_old(name, now):
                default_storage.delete(name)
                swept += 1
    return swept


def _stored() -> Iterator[str]:
    try:
        _folders, files = default_storage.listdir(_FOLDER)
    except FileNotFoundError:  # no agreement has a document yet
        return
    yield from (f"{_FOLDER}/{file}" for file in files)


def _named(names: list[str]) -> set[str]:
    agreements = Mou.objects.values("pk")
    events = Mou.pgh_event_model.objects.filter(document__in=names, pgh_obj__in=agreements)
    rows = Mou.objects.filter(document__in=names)
    return {*rows.values_list("document", flat=True), *events.values_list("document", flat=True)}


def _is_old(name: str, now: datetime) -> bool:
    try:
        return default_storage.get_modified_time(name) < now - _OLD_ENOUGH
    except FileNotFoundError:  # somebody else was quicker
        return False
