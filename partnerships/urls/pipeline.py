# SPDX-License-Identifier: GPL-3.0-or-later
"""Doors to the board, partnerships and moves."""

from django.urls import path

from partnerships.views import board, moves, partnerships

urlpatterns = [
    path("board/", board.board, name="board"),
    path("institutions/<int:pk>/open-partnership/", partnerships.open_partnership, name="partnership-open"),
    path("partnerships/", partnerships.partnership_list, name="partnership-list"),
    path("partnerships/<int:pk>/", partnerships.partnership, name="partnership"),
    path("partnerships/<int:pk>/correct/", partnerships.correct, name="partnership-correct"),
    path("partnerships/<int:pk>/next-step/", partnerships.next_step, name="next-step"),
    path("partnerships/<int:pk>/move/", moves.move_stage, name="move-stage"),
    path("moves/", moves.move_list, name="move-list"),
]
