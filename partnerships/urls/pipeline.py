# SPDX-License-Identifier: GPL-3.0-or-later
"""Doors to the board, partnerships and moves."""

from django.urls import path

from partnerships.views import beginning, board, bulk, conditions, moves, undoing

urlpatterns = [
    path("board/", board.board, name="board"),
    path("partnerships/begin/", beginning.begin, name="begin"),
    path("partnerships/bulk/", bulk.bulk, name="bulk"),
    path("partnerships/conditions/", conditions.conditions, name="conditions"),
    path("partnerships/undo/", undoing.undo, name="undo"),
    path("partnerships/<int:pk>/move/", moves.move_stage, name="move-stage"),
    path("moves/", moves.move_list, name="move-list"),
    path("moves/<int:pk>/undo/", undoing.undo_move, name="undo-move"),
]
