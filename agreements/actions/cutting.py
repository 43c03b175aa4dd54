# SPDX-License-Identifier: GPL-3.0-or-later
"""Taking a person out of an agreement's document: another file in its place or none, and no older one is left."""

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction

from agreements.actions.documents import scan_state_for_new
from agreements.errors import HeldAsItIs, NothingToCut
from journal.actions import record, recorded
from journal.forgetting import emptied
from partnerships.actions.rows import locked, write_changes
from partnerships.models import Mou


@recorded
def cut_document(mou: Mou, *, by, document: File | None = None) -> Mou:
    """Put a file without the person in the place of the document, signed or not; without one it has none any more.

    Every file that it ever had goes, and the history forgets where they lay; terms, days and clauses stay.
    Raises NothingToCut, and HeldAsItIs while it is kept for a dispute or the law.
    """
    mou = locked(mou, version=None)
    past = Mou.pgh_event_model.objects.filter(pgh_obj_id=mou.pk).exclude(document="", document_name="")
    before = dict(past.values_list("pk", "document"))
    files = {mou.document.name, *before.values()} - {"", None}
    if not files:
        raise NothingToCut
    if mou.legal_holds.current().exists():
        raise HeldAsItIs
    write_changes(
        mou,
        document=document or "",
        document_name=getattr(document, "original_name", "") if document else "",
        document_scan=scan_state_for_new() if document else Mou.Scan.NONE,
    )
    emptied(Mou.pgh_event_model.objects.filter(pk__in=before), document="", document_name="")
    record("mou.document_cut", mou, by=by, about=mou.partnership)
    for name in sorted(files):
        transaction.on_commit(lambda name=name: default_storage.delete(name))
    return mou
