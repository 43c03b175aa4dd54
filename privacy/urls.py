# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of doors."""

from django.urls import path

from privacy.views import statements

app_name = "privacy"
urlpatterns = [
    path("texts/accept/", statements.accept, name="accept"),
    path("texts/sign/", statements.sign, name="sign"),
    path("texts/", statements.statements, name="statements"),
    path("texts/<slug:kind>/", statements.statement, name="statement"),
    path("texts/<slug:kind>/publish/", statements.publish, name="publish"),
    path("texts/versions/<int:pk>/", statements.statement_version, name="statement-version"),
]
