# SPDX-License-Identifier: GPL-3.0-or-later
"""Doors to institutions and their advocates."""

from django.urls import path

from partnerships.views import advocates, institutions

urlpatterns = [
    path("institutions/", institutions.institution_list, name="institution-list"),
    path("institutions/add/", institutions.institution_add, name="institution-add"),
    path("institutions/<int:pk>/", institutions.institution, name="institution"),
    path("institutions/<int:pk>/correct/", institutions.institution_correct, name="institution-correct"),
    path(
        "institutions/<int:pk>/advocates/introduce/", advocates.advocate_introduce, name="advocate-introduce"
    ),
    path("advocates/<int:pk>/correct/", advocates.advocate_correct, name="advocate-correct"),
]
