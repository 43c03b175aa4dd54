# SPDX-License-Identifier: GPL-3.0-or-later
"""Doors to statements, to who read what, to why data are kept, and to one's own data."""

from django.urls import path

from privacy.views import affiliates, own, statements

urlpatterns = [
    path("texts/accept/", statements.accept, name="accept"),
    path("texts/sign/", statements.sign, name="sign"),
    path("texts/", statements.statements, name="statements"),
    path("texts/<slug:kind>/", statements.statement, name="statement"),
    path("texts/<slug:kind>/publish/", statements.publish, name="publish"),
    path("texts/versions/<int:pk>/", statements.statement_version, name="statement-version"),
    path("affiliates/<int:pk>/readings/", affiliates.readings, name="readings"),
    path("affiliates/<int:pk>/assessment/", affiliates.assessment, name="assessment"),
    path("account/data/", own.own_data, name="own-data"),
    path("account/data/file/", own.own_data_file, name="own-data-file"),
]
