# SPDX-License-Identifier: GPL-3.0-or-later
"""Doors to suggested institutions."""

from django.urls import path

from institutions.views import answering, suggestions

urlpatterns = [
    path("suggestions/", suggestions.suggestion_list, name="suggestion-list"),
    path("suggestions/add/", suggestions.suggest, name="suggest"),
    path("suggestions/<int:pk>/", suggestions.suggestion, name="suggestion"),
    path("suggestions/<int:pk>/vote/", suggestions.suggestion_vote, name="suggestion-vote"),
    path("suggestions/<int:pk>/take-up/", answering.take_up, name="suggestion-take-up"),
    path("suggestions/<int:pk>/decline/", answering.decline, name="suggestion-decline"),
    path("suggestions/<int:pk>/join/", answering.join, name="suggestion-join"),
]
