# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of doors."""

from django.urls import path

from reviews.views import assigning, commenting, queue, reviewing, slots

app_name = "reviews"
urlpatterns = [
    path("case-studies/reviews/", queue.queue, name="list"),
    path("case-studies/reviews/<int:pk>/let-go/", assigning.let_go, name="let-go"),
    path("case-studies/comments/<int:pk>/resolve/", commenting.resolve, name="resolve"),
    path("case-studies/comments/<int:pk>/reopen/", commenting.reopen, name="reopen"),
    path("case-studies/<int:pk>/review/", reviewing.review, name="review"),
    path("case-studies/<int:pk>/review/take/", assigning.take, name="take"),
    path("case-studies/<int:pk>/review/assign/", assigning.assign, name="assign"),
    path("case-studies/<int:pk>/review/comment/", commenting.comment, name="comment"),
    path("case-studies/<int:pk>/review/state/", slots.of_case_study, name="of-case-study"),
    path("case-studies/<int:pk>/review/hints/", slots.hints, name="hints"),
]
