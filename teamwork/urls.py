# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of doors."""

from django.urls import path

from teamwork.views import followings, notes, notices, saved, tasks

app_name = "teamwork"
urlpatterns = [
    path("notes/<int:pk>/edit/", notes.note_edit, name="note-edit"),
    path("notes/<int:pk>/remove/", notes.note_remove, name="note-remove"),
    path("notes/<int:pk>/restore/", notes.note_restore, name="note-restore"),
    path("tasks/", tasks.task_list, name="task-list"),
    path("tasks/<int:pk>/correct/", tasks.task_correct, name="task-correct"),
    path("tasks/<int:pk>/finish/", tasks.task_finish, name="task-finish"),
    path("tasks/<int:pk>/drop/", tasks.task_drop, name="task-drop"),
    path("tasks/<int:pk>/reopen/", tasks.task_reopen, name="task-reopen"),
    path("tasks/<int:pk>/next/", tasks.task_next, name="task-next"),
    path("following/", followings.following_list, name="following-list"),
    path("following/<int:pk>/end/", followings.unfollow, name="unfollow"),
    path("waiting/", notices.waiting, name="waiting"),
    path("notices/", notices.notice_list, name="notice-list"),
    path("notices/read/", notices.notice_read_all, name="notice-read-all"),
    path("notices/<int:pk>/open/", notices.notice_open, name="notice-open"),
    path("notices/<int:pk>/read/", notices.notice_read, name="notice-read"),
    path("views/", saved.view_list, name="view-list"),
    path("views/menu/", saved.view_menu, name="view-menu"),
    path("views/save/", saved.view_save, name="view-save"),
    path("views/<int:pk>/correct/", saved.view_correct, name="view-correct"),
    path("views/<int:pk>/forget/", saved.view_forget, name="view-forget"),
]
