# SPDX-License-Identifier: GPL-3.0-or-later
"""The stages of a pipeline: adding, correcting, taking out of use and back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.permissions import may
from partnerships import actions
from partnerships.errors import ChangedMeanwhile
from partnerships.forms.stages import RetireStageForm, StageForm, VersionForm
from partnerships.models import Stage
from partnerships.views.answers import answer, posted, refuse, show_what_is_there
from partnerships.views.pipelines import edited_pipeline
from work.actions import once
from work.errors import AlreadyDone


def _edited_stage(request, pk) -> Stage:
    seen = Stage.objects.visible_to(request.user).select_related("pipeline__affiliate")
    stage = get_object_or_404(seen, pk=pk)
    if not may(request.user, "pipeline.edit", affiliate_id=stage.pipeline.affiliate_id):
        raise PermissionDenied
    return stage


@require_http_methods(["GET", "HEAD", "POST"])
def stage_add(request, pk):
    """Asks for a new stage, which stands last."""
    pipeline = edited_pipeline(request, pk)
    form = StageForm(**posted(request), pipeline=pipeline)
    page = reverse("partnerships:pipeline", args=[pk])
    if form.is_valid():
        try:
            with once(form.cleaned_data["form_key"], by=request.user) as first:
                actions.add_stage(pipeline, by=request.user, **form.words)
                first.led_to = page
        except AlreadyDone as done:
            return redirect(done.led_to or page)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("The stage is added, as the last one. Put it where it belongs."))
            return redirect(page)
    return answer(request, "partnerships/stage_add.html", form, pipeline=pipeline)


@require_http_methods(["GET", "HEAD", "POST"])
def stage_correct(request, pk):
    """Asks for everything about a stage but its place."""
    stage = _edited_stage(request, pk)
    form = StageForm(**posted(request), pipeline=stage.pipeline, stage=stage)
    if form.is_valid():
        version = form.cleaned_data["version"]
        try:
            actions.correct_stage(stage, version=version, by=request.user, **form.words)
        except ChangedMeanwhile as refusal:
            refuse(form, refusal)
            now = Stage.objects.get(pk=pk)
            show_what_is_there(form, StageForm.facts_of(now), version=now.version)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("The stage is changed."))
            return redirect("partnerships:pipeline", stage.pipeline_id)
    return answer(request, "partnerships/stage_correct.html", form, stage=stage, pipeline=stage.pipeline)


@require_http_methods(["GET", "HEAD", "POST"])
def stage_retire(request, pk):
    """Asks where the cards go, and takes the stage out of use."""
    stage = _edited_stage(request, pk)
    form = RetireStageForm(**posted(request), stage=stage)
    if form.is_valid():
        try:
            actions.retire_stage(stage, by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("The stage is out of use. Its history stays."))
            return redirect("partnerships:pipeline", stage.pipeline_id)
    context = {"stage": stage, "pipeline": stage.pipeline, "cards": stage.partnerships.kept().count()}
    return answer(request, "partnerships/stage_retire.html", form, **context)


@require_POST
def stage_restore(request, pk):
    """Takes a stage into use again."""
    stage = _edited_stage(request, pk)
    form = VersionForm(request.POST)
    if form.is_valid():
        try:
            actions.restore_stage(stage, version=form.cleaned_data["version"], by=request.user)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("The stage is in use again."))
            return redirect("partnerships:pipeline", stage.pipeline_id)
    return answer(request, "partnerships/stage_restore.html", form, stage=stage, pipeline=stage.pipeline)
