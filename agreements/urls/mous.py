# SPDX-License-Identifier: GPL-3.0-or-later
"""Doors to agreements, their commitments and documents."""

from django.urls import path

from agreements.views import commitments, mous

urlpatterns = [
    path("partnerships/<int:pk>/agreements/draft/", mous.mou_draft, name="mou-draft"),
    path("agreements/", mous.mou_list, name="mou-list"),
    path("agreements/<int:pk>/", mous.mou, name="mou"),
    path("agreements/<int:pk>/correct/", mous.mou_correct, name="mou-correct"),
    path("agreements/<int:pk>/sign/", mous.mou_sign, name="mou-sign"),
    path("agreements/<int:pk>/document/", commitments.mou_document, name="mou-document"),
    path("agreements/<int:pk>/commitments/", commitments.commitment_make, name="commitment-make"),
    path("commitments/<int:pk>/settle/", commitments.commitment_settle, name="commitment-settle"),
]
