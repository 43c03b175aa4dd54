# SPDX-License-Identifier: GPL-3.0-or-later
"""Which documents are taken in: by size, name, declared type and content, all of which must agree."""

import uuid
from pathlib import PurePosixPath

from django.core.files import File

from agreements.uploads import archives, pdfs, pictures, refusals
from agreements.uploads.names import BEGINNINGS, TYPES, clean_name, content_type, may_declare
from agreements.uploads.refusals import DocumentRefused

__all__ = ["LARGEST", "TYPES", "DocumentRefused", "checked", "clean_name", "content_type"]

LARGEST = 20 * 1024 * 1024
_CHECKS = {
    ".pdf": pdfs.check,
    ".docx": archives.check,
    ".odt": archives.check,
    ".png": pictures.check,
    ".jpg": pictures.check,
    ".jpeg": pictures.check,
}


def checked(upload: File) -> File:
    """The upload with a random name and its own, cleaned, in `original_name`. Raises DocumentRefused."""
    name = clean_name(upload.name or "")
    extension = PurePosixPath(name).suffix.lower()
    if extension not in TYPES:
        raise refusals.wrong_type()
    if upload.size > LARGEST:
        raise refusals.too_large()
    upload.seek(0)
    if not upload.read(16).startswith(BEGINNINGS[extension]):
        raise refusals.not_what_it_says(extension)
    if not may_declare(extension, getattr(upload, "content_type", "")):
        raise refusals.not_what_it_says(extension)
    _CHECKS[extension](upload, extension)
    upload.seek(0)
    upload.name, upload.original_name = f"{uuid.uuid4().hex}{extension}", name
    return upload
