# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of doors."""

from django.urls import path

from learning.views import alike, failed, guides, mentoring, obstacles, paths

app_name = "learning"
urlpatterns = [
    path("learning/", failed.home, name="home"),
    path("learning/failed/", failed.failed, name="failed"),
    path("partnerships/<int:pk>/like/", alike.like_partnership, name="like-partnership"),
    path("case-studies/<int:pk>/like/", alike.like_case_study, name="like-case-study"),
    path("institutions/<int:pk>/like/", alike.like_institution, name="like-institution"),
    path("learning/obstacles/", obstacles.obstacle_list, name="obstacles"),
    path("learning/obstacles/<int:pk>/", obstacles.obstacle, name="obstacle"),
    path("case-studies/<int:pk>/obstacles/", obstacles.of_case_study, name="obstacles-of-case-study"),
    path("case-studies/<int:pk>/obstacles/add/", obstacles.obstacle_add, name="obstacle-add"),
    path("learning/guides/", guides.guide_list, name="guides"),
    path("learning/guides/add/", guides.guide_add, name="guide-add"),
    path("learning/guides/starters/", guides.starters, name="guide-starters"),
    path("learning/guides/<int:pk>/", guides.guide, name="guide"),
    path("learning/guides/<int:pk>/correct/", guides.guide_correct, name="guide-correct"),
    path("partnerships/<int:pk>/guides/", guides.for_partnership, name="guides-for-partnership"),
    path("learning/first-partnership/", paths.path, name="path"),
    path("learning/first-partnership/step/", paths.step, name="path-step"),
    path("learning/first-partnership/leave/", paths.leave, name="path-leave"),
    path("learning/first-partnership/studies/", paths.studies, name="path-studies"),
    path("learning/first-partnership/institution/", paths.institution, name="path-institution"),
    path("learning/first-partnership/mentors/", mentoring.mentors, name="path-mentors"),
    path("learning/first-partnership/<int:pk>/", paths.path_seen, name="path-seen"),
    path("learning/mentors/<int:pk>/ask/", mentoring.ask, name="mentor-ask"),
    path("learning/mentorships/<int:pk>/answer/", mentoring.answer_request, name="mentorship-answer"),
    path("learning/mentorships/<int:pk>/end/", mentoring.end, name="mentorship-end"),
    path("learning/mentoring/", mentoring.mentoring, name="mentoring"),
    path("learning/mentoring/stop/", mentoring.stop, name="mentoring-stop"),
]
