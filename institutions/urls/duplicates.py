# SPDX-License-Identifier: GPL-3.0-or-later
"""Doors to likely duplicates and merges."""

from django.urls import path

from institutions.views import duplicates, merges

urlpatterns = [
    path("institutions/duplicates/", duplicates.duplicate_list, name="duplicates"),
    path("institutions/duplicates/find/", duplicates.duplicates_find, name="duplicates-find"),
    path("institutions/told-apart/", duplicates.told_apart, name="told-apart"),
    path(
        "institutions/told-apart/<int:pk>/take-back/",
        duplicates.told_apart_take_back,
        name="told-apart-take-back",
    ),
    path("institutions/<int:pk>/not/<int:other>/", duplicates.tell_apart, name="tell-apart"),
    path("institutions/merges/", merges.merge_list, name="merge-list"),
    path("institutions/merges/<int:pk>/undo/", merges.merge_undo, name="merge-undo"),
    path("institutions/<int:pk>/merge/", merges.merge_choose, name="merge-choose"),
    path("institutions/<int:pk>/merge/<int:other>/", merges.merge, name="merge"),
    path("institutions/removed/", duplicates.removed_list, name="removed-list"),
    path("institutions/<int:pk>/remove/", duplicates.remove, name="remove"),
    path("institutions/<int:pk>/restore/", duplicates.restore, name="restore"),
]
