# SPDX-License-Identifier: GPL-3.0-or-later
"""Doors to one partnership: its page, what is written about it, opening, removing; and the list of all."""

from django.urls import path

from partnerships.views import inline, opening, partnerships, record

urlpatterns = [
    path("institutions/<int:pk>/open-partnership/", opening.open_partnership, name="partnership-open"),
    path("partnerships/", partnerships.partnership_list, name="partnership-list"),
    path("partnerships/removed/", opening.removed_list, name="removed-list"),
    path("partnerships/<int:pk>/", record.partnership, name="partnership"),
    path("partnerships/<int:pk>/put-back/", record.put_back, name="put-back"),
    path("partnerships/<int:pk>/correct/", inline.correct, name="partnership-correct"),
    path("partnerships/<int:pk>/next-step/", inline.next_step, name="next-step"),
    path("partnerships/<int:pk>/next-step/done/", inline.next_step_done, name="next-step-done"),
    *(
        path(f"partnerships/<int:pk>/edit/{field}/", inline.edit, {"field": field}, name=f"edit-{field}")
        for field in inline.FIELDS
    ),
    path("partnerships/<int:pk>/remove/", opening.remove, name="remove"),
    path("partnerships/<int:pk>/restore/", opening.restore, name="restore"),
]
