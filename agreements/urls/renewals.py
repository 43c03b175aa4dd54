# SPDX-License-Identifier: GPL-3.0-or-later
"""Doors to the renewal of agreements."""

from django.urls import path

from agreements.views import renewals

urlpatterns = [
    path("agreements/<int:pk>/renew/", renewals.mou_renew, name="mou-renew"),
    path("agreements/<int:pk>/let-end/", renewals.mou_let_end, name="mou-let-end"),
]
