# SPDX-License-Identifier: GPL-3.0-or-later
"""Doors to alignment and disputes."""

from django.urls import path

from institutions.views import judgements

urlpatterns = [
    path("institutions/<int:pk>/judgements/", judgements.judgements_of, name="judgements-of"),
    path("institutions/<int:pk>/alignment/", judgements.alignment, name="alignment"),
    path("institutions/<int:pk>/disputes/raise/", judgements.dispute_raise, name="dispute-raise"),
    path("disputes/", judgements.dispute_list, name="dispute-list"),
    path("disputes/<int:pk>/", judgements.dispute, name="dispute"),
    path("disputes/<int:pk>/correct/", judgements.dispute_correct, name="dispute-correct"),
    path("disputes/<int:pk>/settle/", judgements.dispute_settle, name="dispute-settle"),
]
