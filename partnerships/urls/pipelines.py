# SPDX-License-Identifier: GPL-3.0-or-later
"""Doors to pipelines and their stages."""

from django.urls import path

from partnerships.views import pipelines, stages

urlpatterns = [
    path("pipelines/", pipelines.pipeline_list, name="pipeline-list"),
    path("pipelines/make/", pipelines.pipeline_make, name="pipeline-make"),
    path("pipelines/<int:pk>/", pipelines.pipeline, name="pipeline"),
    path("pipelines/<int:pk>/correct/", pipelines.pipeline_correct, name="pipeline-correct"),
    path("pipelines/<int:pk>/order/", pipelines.pipeline_order, name="pipeline-order"),
    path("pipelines/<int:pk>/retire/", pipelines.pipeline_retire, name="pipeline-retire"),
    path("pipelines/<int:pk>/stages/add/", stages.stage_add, name="stage-add"),
    path("stages/<int:pk>/correct/", stages.stage_correct, name="stage-correct"),
    path("stages/<int:pk>/retire/", stages.stage_retire, name="stage-retire"),
    path("stages/<int:pk>/restore/", stages.stage_restore, name="stage-restore"),
]
