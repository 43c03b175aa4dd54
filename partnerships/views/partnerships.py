# SPDX-License-Identifier: GPL-3.0-or-later
"""One partnership: its page, and the forms that open, correct and plan it; and the list of all."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import affiliate_ids, may
from journal.models import Entry
from partnerships import actions, reports
from partnerships.errors import ChangedMeanwhile
from partnerships.filters.pipeline import PartnershipFilter
from partnerships.forms.pipeline import CorrectPartnershipForm, NextStepForm, OpenPartnershipForm
from partnerships.models import Advocate, Institution, Mou, Partnership
from partnerships.permissions import may_read_notes, may_steer
from partnerships.views.answers import answer, posted, refuse, show_what_is_there
from work.actions import once
from work.errors import AlreadyDone

ROWS_A_PAGE = 50
MOVES_SHOWN = 50


@login_not_required
@require_safe
def partnership(request, pk):
    """The page of a partnership. The public sees facts, summary and stage of a public one, nothing else."""
    partnership = _seen(request, pk)
    stages = list(partnership.pipeline.stages.all())
    context = {
        "partnership": partnership,
        "steps": reports.steps(partnership, stages),
        "is_inside": may(request.user, "partnership.see", affiliate_id=partnership.affiliate_id),
    }
    if context["is_inside"]:
        context |= _inside(request, partnership, stages)
    return render(request, "partnerships/partnership.html", context)


def _inside(request, partnership, stages):
    """What those see who work with the partnership, and the foundation's staff without the notes."""
    with_notes = may_read_notes(request.user, partnership)
    entries = Entry.objects.about(partnership).newest()
    page = Paginator(entries, ROWS_A_PAGE).get_page(request.GET.get("page"))
    moves = list(partnership.moves.select_related("by")[:MOVES_SHOWN])
    advocates = Advocate.objects.visible_to(request.user).filter(institution=partnership.institution_id)
    may_move = may_steer(request.user, partnership)
    return {
        "may_move": may_move,
        "with_notes": with_notes,
        "page": page,
        "lines": reports.timeline(page, partnership, stages, with_notes=with_notes),
        "steps": reports.steps(partnership, stages, moves=moves),
        "mous": Mou.objects.visible_to(request.user).filter(partnership=partnership),
        "advocates": advocates,
        "form": NextStepForm(initial=_next_step_of(partnership)) if may_move else None,
    }


def _next_step_of(partnership):
    return {
        "next_step": partnership.next_step,
        "next_step_on": partnership.next_step_on,
        "version": partnership.version,
    }


def _seen(request, pk):
    return get_object_or_404(Partnership.objects.visible_to(request.user).for_record(), pk=pk)


def _steered(request, pk):
    partnership = _seen(request, pk)
    if not may_steer(request.user, partnership):
        raise PermissionDenied
    return partnership


@require_http_methods(["GET", "HEAD", "POST"])
def next_step(request, pk):
    """Asks what comes next and when."""
    partnership = _steered(request, pk)
    form = NextStepForm(**posted(request), initial=_next_step_of(partnership))
    if form.is_valid() and _done(request, actions.plan_next_step, partnership, form, _next_step_of):
        messages.success(request, _("The next step is noted."))
        return redirect(partnership)
    return answer(request, "partnerships/partnership_plan.html", form, partnership=partnership)


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request, pk):
    """Asks for what is written about the partnership."""
    partnership = _steered(request, pk)
    form = CorrectPartnershipForm(
        **posted(request), partnership=partnership, initial=_writings_of(partnership)
    )
    if form.is_valid() and _done(request, actions.correct_partnership, partnership, form, _writings_of):
        messages.success(request, _("The partnership is corrected."))
        return redirect(partnership)
    return answer(request, "partnerships/partnership_correct.html", form, partnership=partnership)


def _writings_of(partnership):
    fields = ("lead", "origin", "summary", "notes", "is_public", "version")
    return {name: getattr(partnership, name) for name in fields}


def _done(request, action, partnership, form, facts_of) -> bool:
    """Do it with the answers; False with the refusal on the form, and beside it what is there now."""
    try:
        action(partnership, by=request.user, **form.cleaned_data)
    except ChangedMeanwhile as refusal:
        refuse(form, refusal)
        now = Partnership.objects.select_related("lead").get(pk=partnership.pk)
        show_what_is_there(form, facts_of(now), version=now.version)
    except ValidationError as refusal:
        refuse(form, refusal)
    else:
        return True
    return False


@require_http_methods(["GET", "HEAD", "POST"])
def open_partnership(request, pk):
    """Begins a partnership with an institution, for one of the reader's affiliates."""
    institution = get_object_or_404(Institution.objects.visible_to(request.user), pk=pk)
    if not affiliate_ids(request.user, "partnership.open"):
        raise PermissionDenied
    form = OpenPartnershipForm(**posted(request), user=request.user)
    if form.is_valid():
        answers = form.cleaned_data | {}
        try:
            with once(answers.pop("form_key"), by=request.user) as first:
                opened = actions.open_partnership(institution, by=request.user, **answers)
                first.led_to = opened.get_absolute_url()
        except AlreadyDone as done:
            return redirect(done.led_to or "partnerships:partnership-list")
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("The partnership is open. Plan the next step."))
            return redirect(opened)
    return answer(request, "partnerships/partnership_open.html", form, institution=institution)


@login_not_required
@require_safe
def partnership_list(request):
    """All partnerships one may see, narrowed by the address; strangers see the public ones."""

    def is_inside(affiliate_id):
        return may(request.user, "partnership.see", affiliate_id=affiliate_id)

    seen = Partnership.objects.visible_to(request.user)
    leads, countries = reports.lead_and_country_choices(seen, is_inside=is_inside)
    filters = PartnershipFilter(
        request.GET, queryset=seen.order_by("-pk"), request=request, leads=leads, countries=countries
    )
    rows = reports.with_card_facts(filters.qs).select_related("affiliate", "stage", "lead", "institution")
    page = Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page"))
    cards = reports.cards_for(page, [row.stage for row in page])
    context = {
        "filters": filters,
        "page": page,
        "rows": [(row, card, is_inside(row.affiliate_id)) for row, card in zip(page, cards, strict=True)],
    }
    return render(request, "partnerships/partnership_list.html", context)
