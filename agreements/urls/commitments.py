# SPDX-License-Identifier: GPL-3.0-or-later
"""Doors to commitments."""

from django.urls import path

from agreements.views import commitments

urlpatterns = [
    path("agreements/<int:pk>/commitments/", commitments.commitment_make, name="commitment-make"),
    path("commitments/<int:pk>/settle/", commitments.commitment_settle, name="commitment-settle"),
]
