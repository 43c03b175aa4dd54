# SPDX-License-Identifier: GPL-3.0-or-later
"""Doors to an agreement's document."""

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404
from django.views.decorators.http import require_safe

from agreements import uploads
from agreements.views.mous import visible_mou
from partnerships.permissions import may_read_document


@require_safe
def mou_document(request, pk):
    """The uploaded document, always as a download: nothing of it runs in our pages."""
    mou = visible_mou(request.user, pk)
    if not may_read_document(request.user, mou.partnership):
        raise PermissionDenied
    if not mou.document:
        raise Http404
    try:
        document = mou.document.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(
        document,
        as_attachment=True,
        filename=mou.document_name or uploads.clean_name(mou.document.name),
        content_type=uploads.content_type(mou.document.name),
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
