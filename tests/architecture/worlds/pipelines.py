# SPDX-License-Identifier: GPL-3.0-or-later
"""Pipelines: the one of affiliate A, with a stage that nobody is in and one that is out of use."""

from django.utils import timezone

from partnerships.models import Stage


def furnish(world) -> None:
    stage = Stage.objects.get(pk=world.objects["stage"])
    pilot = stage.pipeline.stages.get(phase="pilot")
    paused = stage.pipeline.stages.get(phase="paused")
    paused.retired_at = timezone.now()
    paused.save()
    world.objects |= {"pipeline": stage.pipeline_id, "empty stage": pilot.pk, "retired stage": paused.pk}
