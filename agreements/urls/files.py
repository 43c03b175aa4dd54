# SPDX-License-Identifier: GPL-3.0-or-later
"""Doors to documents, and to agreements on paper."""

from django.urls import path

from agreements.views import files

urlpatterns = [
    path("agreements/<int:pk>/document/", files.mou_document, name="mou-document"),
]
