# SPDX-License-Identifier: GPL-3.0-or-later
"""Doors to commands for QuickStatements."""

from django.urls import path

from institutions.views import quickstatements as views

urlpatterns = [
    path("institutions/quickstatements/", views.quickstatements, name="quickstatements"),
    path("institutions/<int:pk>/quickstatements/", views.quickstatements_of, name="quickstatements-of"),
]
