# SPDX-License-Identifier: GPL-3.0-or-later
"""Doors to agreements."""

from django.urls import path

from agreements.views import amendments, mous, summaries

urlpatterns = [
    path("partnerships/<int:pk>/agreements/draft/", mous.mou_draft, name="mou-draft"),
    path("agreements/", mous.mou_list, name="mou-list"),
    path("agreements/<int:pk>/", mous.mou, name="mou"),
    path("agreements/<int:pk>/correct/", mous.mou_correct, name="mou-correct"),
    path("agreements/<int:pk>/sign/", mous.mou_sign, name="mou-sign"),
    path("agreements/<int:pk>/amend/", amendments.mou_amend, name="mou-amend"),
    path("agreements/<int:pk>/summary/", summaries.mou_summary, name="mou-summary"),
    path("agreements/<int:pk>/summary/write/", summaries.mou_summarise, name="mou-summarise"),
]
