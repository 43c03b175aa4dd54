# SPDX-License-Identifier: GPL-3.0-or-later
"""An affiliate's pipelines: the list, one with its stages, making, naming, ordering, retiring."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.permissions import may, may_somewhere
from partnerships import actions, requirements
from partnerships.errors import ChangedMeanwhile
from partnerships.forms.stages import MakePipelineForm, OrderForm, PipelineForm, VersionForm
from partnerships.models import Pipeline, Stage
from partnerships.packs import PACKS
from partnerships.views.answers import answer, posted, refuse, show_what_is_there
from work.actions import once
from work.errors import AlreadyDone

ROWS_A_PAGE = 50


@require_safe
def pipeline_list(request):
    """The pipelines one sees from inside, those out of use last."""
    if not may_somewhere(request.user, "stage.see"):
        raise PermissionDenied
    in_use = Count("stages", filter=Q(stages__retired_at=None))
    seen = Pipeline.objects.visible_to(request.user).select_related("affiliate").annotate(stage_count=in_use)
    ordered = seen.order_by("affiliate__name", "retired_at", "pk")
    context = {
        "page": Paginator(ordered, ROWS_A_PAGE).get_page(request.GET.get("page")),
        "may_make": may_somewhere(request.user, "pipeline.edit"),
    }
    return render(request, "partnerships/pipeline_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def pipeline_make(request):
    """Asks for a pack to begin with."""
    if not may_somewhere(request.user, "pipeline.edit"):
        raise PermissionDenied
    form = MakePipelineForm(**posted(request), user=request.user)
    if form.is_valid():
        answers = form.cleaned_data | {}
        try:
            with once(answers.pop("form_key"), by=request.user) as first:
                made = actions.make_pipeline(answers.pop("affiliate"), by=request.user, **answers)
                first.led_to = reverse("partnerships:pipeline", args=[made.pk])
        except AlreadyDone as done:
            return redirect(done.led_to or "partnerships:pipeline-list")
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("The pipeline is made. Change its stages as you like."))
            return redirect(first.led_to)
    return answer(request, "partnerships/pipeline_make.html", form, packs=PACKS.values())


def seen_pipeline(request, pk) -> Pipeline:
    """The pipeline, if the user sees it from inside."""
    return get_object_or_404(Pipeline.objects.visible_to(request.user).select_related("affiliate"), pk=pk)


def edited_pipeline(request, pk) -> Pipeline:
    """The pipeline, for those who may change it."""
    pipeline = seen_pipeline(request, pk)
    if not may(request.user, "pipeline.edit", affiliate_id=pipeline.affiliate_id):
        raise PermissionDenied
    return pipeline


@require_safe
def pipeline(request, pk):
    """A pipeline's stages, with what each asks for; for administrators with the ways to change them."""
    return _page(request, seen_pipeline(request, pk))


def _page(request, pipeline, refusal=None):
    held = Count("partnerships", filter=Q(partnerships__removed_at=None))
    counted = pipeline.stages.annotate(cards=held).order_by("position", "pk")  # counting forgets the order
    stages = list(counted.prefetch_related("leads_to"))
    for stage in stages:
        stage.asks_for = requirements.named(stage.needs_to_enter)
    context = {
        "pipeline": pipeline,
        "stages": [stage for stage in stages if not stage.retired_at],
        "retired": [stage for stage in stages if stage.retired_at],
        "may_edit": may(request.user, "pipeline.edit", affiliate_id=pipeline.affiliate_id),
        "refusal": refusal,
    }
    status = 200 if refusal is None else 409 if isinstance(refusal, ChangedMeanwhile) else 422
    return render(request, "partnerships/pipeline.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def pipeline_correct(request, pk):
    """Asks for the name, in each language of the interface."""
    pipeline = edited_pipeline(request, pk)
    form = PipelineForm(**posted(request), pipeline=pipeline)
    if form.is_valid():
        version = form.cleaned_data["version"]
        try:
            actions.correct_pipeline(pipeline, version=version, by=request.user, **form.words)
        except ChangedMeanwhile as refusal:
            refuse(form, refusal)
            pipeline.refresh_from_db()
            show_what_is_there(form, PipelineForm.facts_of(pipeline), version=pipeline.version)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("The pipeline is renamed."))
            return redirect("partnerships:pipeline", pk)
    return answer(request, "partnerships/pipeline_correct.html", form, pipeline=pipeline)


@require_POST
def pipeline_order(request, pk):
    """Puts the stages into another order: by their numbers, or one of them a step up or down."""
    pipeline = edited_pipeline(request, pk)
    stages = list(pipeline.stages.in_use())
    form = OrderForm(request.POST, stages=stages)
    if not form.is_valid():
        return _page(request, pipeline, ValidationError(_("An order is given in whole numbers.")))
    retired = Stage.objects.filter(pipeline=pipeline).exclude(retired_at=None)
    order = [*form.order, *retired.values_list("pk", flat=True)]
    return _try(
        request,
        pipeline,
        lambda: actions.order_stages(
            pipeline, version=form.cleaned_data["version"], by=request.user, stages=order
        ),
        _("The stages are in order."),
    )


@require_POST
def pipeline_retire(request, pk):
    """Takes the pipeline out of use, or back into it."""
    pipeline = edited_pipeline(request, pk)
    form = VersionForm(request.POST)
    if not form.is_valid():
        return _page(request, pipeline, ValidationError(_("The form came incomplete. Load the page again.")))
    action = actions.restore_pipeline if pipeline.retired_at else actions.retire_pipeline
    told = _("The pipeline is in use again.") if pipeline.retired_at else _("The pipeline is out of use.")
    version = form.cleaned_data["version"]
    return _try(request, pipeline, lambda: action(pipeline, version=version, by=request.user), told)


def _try(request, pipeline, action, told):
    """Do it and go back to the pipeline's page, or show there why not."""
    try:
        action()
    except ValidationError as refusal:
        pipeline.refresh_from_db()
        return _page(request, pipeline, refusal)
    messages.success(request, told)
    return redirect("partnerships:pipeline", pipeline.pk)
