# SPDX-License-Identifier: GPL-3.0-or-later
"""What the page of an agreement tells of its document, to those who may read it and to others."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interface import words
from partnerships.models import Mou
from partnerships.permissions import may_read_document

# What stands for each state in a badge, and its look; a document that nobody scanned needs no badge.
_SCANS = {
    Mou.Scan.WAITING: (gettext_lazy("being checked for viruses"), "warning"),
    Mou.Scan.CLEAN: (gettext_lazy("no virus found"), "success"),
    Mou.Scan.INFECTED: (gettext_lazy("a virus was found"), "error"),
}
_KILOBYTE, _MEGABYTE = 1000, 1_000_000


def document_panel(user, mou: Mou) -> dict:
    """What `agreements/_mou_document.html` shows as `panel`. Needs the agreement's partnership; no more queries
    than the permission takes, but asks the storage how large the file is."""
    may_read = may_read_document(user, mou.partnership)
    scan, kind = _SCANS.get(mou.document_scan, ("", ""))
    return {
        "mou": mou,
        "may_read": may_read,
        "has_document": bool(mou.document),
        "may_download": may_read and bool(mou.document) and not is_held(mou),
        "name": mou.document_name if may_read else "",
        "size": _size(mou) if may_read and mou.document else "",
        "scan": scan if may_read and mou.document else "",
        "scan_kind": kind,
        "is_waiting": mou.document_scan == Mou.Scan.WAITING,
        "is_infected": mou.document_scan == Mou.Scan.INFECTED,
    }


def is_held(mou: Mou) -> bool:
    """Whether the document is not handed out: not looked at yet by the scanner, or found infected."""
    return mou.document_scan in (Mou.Scan.WAITING, Mou.Scan.INFECTED)


def _size(mou: Mou) -> str:
    """How large the file is, in words; "" when it is lost."""
    try:
        size = mou.document.size
    except OSError:
        return ""
    if size < _MEGABYTE:
        return _("%(number)s kB") % {"number": words.number(-(-size // _KILOBYTE))}
    return _("%(number)s MB") % {"number": words.number(round(size / _MEGABYTE, 1))}
