# SPDX-License-Identifier: GPL-3.0-or-later
"""Doors to documents, to agreements on paper, and to holding one against its period."""

from django.urls import path

from agreements.views import cutting, files, holds

urlpatterns = [
    path("agreements/<int:pk>/document/", files.mou_document, name="mou-document"),
    path("agreements/<int:pk>/document/cut/", cutting.mou_document_cut, name="mou-document-cut"),
    path("agreements/<int:pk>/print/", files.mou_print, name="mou-print"),
    path("agreements/<int:pk>/agreement.pdf", files.mou_pdf, name="mou-pdf"),
    path("agreements/<int:pk>/hold/", holds.mou_hold, name="mou-hold"),
    path("agreements/<int:pk>/hold/release/", holds.mou_release, name="mou-release"),
]
