# SPDX-License-Identifier: GPL-3.0-or-later
"""Doors to commitments."""

from django.urls import path

from agreements.views import commitments, keeping

urlpatterns = [
    path("agreements/<int:pk>/commitments/", commitments.commitment_make, name="commitment-make"),
    path("commitments/", commitments.commitment_list, name="commitment-list"),
    path("commitments/<int:pk>/", commitments.commitment, name="commitment"),
    path("commitments/<int:pk>/correct/", commitments.commitment_correct, name="commitment-correct"),
    path("commitments/<int:pk>/remove/", commitments.commitment_remove, name="commitment-remove"),
    path("commitments/<int:pk>/progress/", keeping.commitment_progress, name="commitment-progress"),
    path("commitments/<int:pk>/settle/", keeping.commitment_settle, name="commitment-settle"),
    path("commitments/<int:pk>/waive/", keeping.commitment_waive, name="commitment-waive"),
    path("commitments/<int:pk>/reopen/", keeping.commitment_reopen, name="commitment-reopen"),
]
