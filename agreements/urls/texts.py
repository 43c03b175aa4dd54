# SPDX-License-Identifier: GPL-3.0-or-later
"""Doors to the text of an agreement, and to the templates texts begin from."""

from django.urls import path

from agreements.views import restoring, templates, texts
from agreements.views.texts import CLAUSE, RIGHTS, SIGNATORY


def _pieces(address, name, noun):
    """Add, correct and remove one kind of piece."""
    return [
        path(f"agreements/<int:pk>/{address}/add/", texts.piece_add, {"noun": noun}, name=f"{name}-add"),
        path(f"{address}/<int:pk>/correct/", texts.piece_correct, {"noun": noun}, name=f"{name}-correct"),
        path(f"{address}/<int:pk>/remove/", texts.piece_remove, {"noun": noun}, name=f"{name}-remove"),
    ]


urlpatterns = [
    path("agreements/<int:pk>/text/", texts.mou_text, name="mou-text"),
    path("agreements/<int:pk>/put-back/", restoring.mou_put_back, name="mou-put-back"),
    *_pieces("clauses", "clause", CLAUSE),
    path("clauses/<int:pk>/move/", texts.clause_move, name="clause-move"),
    *_pieces("rights", "rights", RIGHTS),
    *_pieces("signatories", "signatory", SIGNATORY),
    path("agreement-templates/", templates.template_list, name="template-list"),
    path("agreement-templates/make/", templates.template_make, name="template-make"),
    path("agreement-templates/<int:pk>/", templates.template, name="template"),
    path("agreement-templates/<int:pk>/correct/", templates.template_correct, name="template-correct"),
    path("agreement-templates/<int:pk>/retire/", templates.template_retire, name="template-retire"),
]
