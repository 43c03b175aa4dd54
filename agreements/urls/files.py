# SPDX-License-Identifier: GPL-3.0-or-later
"""Doors to documents, and to agreements on paper."""

from django.urls import path

from agreements.views import files

urlpatterns = [
    path("agreements/<int:pk>/document/", files.mou_document, name="mou-document"),
    path("agreements/<int:pk>/print/", files.mou_print, name="mou-print"),
    path("agreements/<int:pk>/agreement.pdf", files.mou_pdf, name="mou-pdf"),
]
