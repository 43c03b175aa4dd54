# SPDX-License-Identifier: GPL-3.0-or-later
"""Doors to institutions."""

from django.urls import path

from partnerships.views import institution_forms, institutions, linked_data

urlpatterns = [
    path("institutions/", institutions.institution_list, name="institution-list"),
    path("institutions/add/", institution_forms.institution_add, name="institution-add"),
    path("institutions/alike/", institution_forms.institution_alike, name="institution-alike"),
    path("institutions/<int:pk>/", institutions.institution, name="institution"),
    path("institutions/<int:pk>.jsonld", linked_data.institution_linked, name="institution-linked"),
    path("institutions/<int:pk>/correct/", institution_forms.institution_correct, name="institution-correct"),
    path("institutions/<int:pk>/history/", institutions.institution_history, name="institution-history"),
]
