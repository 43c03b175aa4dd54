# SPDX-License-Identifier: GPL-3.0-or-later
"""Names of files, and which types are taken under them."""

import re
import unicodedata
from pathlib import PurePosixPath

_LONGEST = 200

TYPES = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
}
BEGINNINGS = {
    ".pdf": b"%PDF-",
    ".docx": b"PK\x03\x04",
    ".odt": b"PK\x03\x04",
    ".png": b"\x89PNG\r\n\x1a\n",
    ".jpg": b"\xff\xd8\xff",
    ".jpeg": b"\xff\xd8\xff",
}
# What browsers say who do not know a type, or know it under an older name.
_VAGUE = {"", "application/octet-stream"}
_ALSO = {
    ".pdf": {"application/x-pdf"},
    ".docx": {"application/zip", "application/x-zip-compressed"},
    ".odt": {"application/zip", "application/x-zip-compressed"},
    ".jpg": {"image/jpg", "image/pjpeg"},
    ".jpeg": {"image/jpg", "image/pjpeg"},
    ".png": {"image/x-png"},
}
# A second ending in the middle of a name means nothing to us, but something to a careless server or desktop.
_SECOND_ENDING = re.compile(
    r"\.(?=(?:apk|app|asp|aspx|bat|cgi|cmd|com|cpl|exe|gadget|hta|htm|html|inf|jar|js|jse|jsp|jspx|lnk|mht|msc"
    r"|msi|mjs|phar|php\d?|phtml|pif|pl|ps1|py|rb|reg|scf|scr|sh|svg|swf|url|vb|vbe|vbs|war|wsf|wsh|xht|xhtml|xml"
    r")\.)",
    re.IGNORECASE,
)


def clean_name(name: str) -> str:
    """A file's own name, of at most 200 characters: without folders, control and direction characters, and with
    only one ending that means something."""
    name = unicodedata.normalize("NFC", name.replace("\\", "/")).rpartition("/")[2]
    name = "".join(" " if c.isspace() else c for c in name if unicodedata.category(c)[0] != "C")
    name = _SECOND_ENDING.sub("_", name)
    path = PurePosixPath(" ".join(name.split()).lstrip(".") or "document")
    return path.stem[: _LONGEST - len(path.suffix)] + path.suffix[:_LONGEST]


def content_type(name: str) -> str:
    """The media type of a stored document, by its extension."""
    return TYPES.get(PurePosixPath(name).suffix.lower(), "application/octet-stream")


def may_declare(extension: str, declared: str | None) -> bool:
    """Whether a browser may call a file of that extension so; saying nothing is no contradiction."""
    declared = (declared or "").partition(";")[0].strip().lower()
    return declared in _VAGUE | {TYPES[extension]} | _ALSO.get(extension, set())
