# SPDX-License-Identifier: GPL-3.0-or-later
"""Doors to leading a partnership together: proposing, answering, ending, and who else is in touch."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import Affiliate
from accounts.permissions import affiliate_ids, may_somewhere, scope
from partnerships import actions
from partnerships.forms.co_leads import AnswerForm, ProposeForm
from partnerships.models import CoLead, Institution, Partnership
from partnerships.permissions import (
    is_inside,
    may_answer,
    may_end,
    may_invite,
    may_see_others,
    may_withdraw,
)
from partnerships.reports.co_leads import co_led_by, in_touch_at
from partnerships.views.answers import answer, posted, refuse
from work.actions import once
from work.errors import AlreadyDone

ROWS_A_PAGE = 50
DECIDE = {
    "accept": actions.accept_co_lead,
    "decline": actions.decline_co_lead,
    "withdraw": actions.withdraw_co_lead,
    "end": actions.end_co_lead,
}


@require_safe
def co_leads(request, pk):
    """Which affiliates lead the partnership: a page, and for the record's page the list alone."""
    partnership = get_object_or_404(Partnership.objects.visible_to(request.user).for_record(), pk=pk)
    if not is_inside(request.user, partnership):
        raise PermissionDenied
    context = {
        "partnership": partnership,
        "co_leads": list(partnership.co_leads.current().select_related("affiliate", "asked_by_affiliate")),
        "may_invite": partnership.is_open and may_invite(request.user, partnership),
    }
    template = "partnerships/co_leads.html"
    return render(request, f"{template}#list" if request.htmx else template, context)


@require_http_methods(["GET", "HEAD", "POST"])
def co_lead_propose(request, pk):
    """The opening affiliate invites another, or an affiliate that is in touch with the institution asks to join."""
    user, partnership = request.user, get_object_or_404(_known_to(request.user), pk=pk)
    is_invitation = may_invite(user, partnership)
    if not is_invitation and not affiliate_ids(user, "colead.propose"):
        raise PermissionDenied
    affiliates = _to_choose_from(user, partnership, is_invitation=is_invitation)
    if request.method != "POST":  # of two POSTs of one form the second is to find its affiliate still there
        current = list(partnership.co_leads.current())
        affiliates = affiliates.exclude(pk__in=[co_lead.affiliate_id for co_lead in current])
        if not affiliates:
            return _settled(user, partnership, current)
    form = ProposeForm(
        **posted(request),
        affiliates=affiliates,
        is_invitation=is_invitation,
        initial={"affiliate": request.GET.get("affiliate")},
    )
    if form.is_valid() and (proposed := _proposed(request, partnership, form, is_invitation)):
        return proposed
    return answer(
        request,
        "partnerships/co_lead_propose.html",
        form,
        partnership=partnership,
        is_invitation=is_invitation,
        is_visible=is_inside(user, partnership),
    )


def _known_to(user):
    """What the user sees, and what whoever works in an affiliate hears of other affiliates' open ones."""
    known = Partnership.objects.visible_to(user)
    if may_see_others(user):
        known = known | Partnership.objects.kept().open().open_to_others()
    return known.select_related("institution", "affiliate", "lead")


def _to_choose_from(user, partnership, *, is_invitation: bool):
    """The affiliates that can be invited, or those of the user's that can ask."""
    affiliates = Affiliate.objects.exclude(pk=partnership.affiliate_id)
    return affiliates if is_invitation else affiliates.filter(pk__in=affiliate_ids(user, "colead.propose"))


def _settled(user, partnership, current: list[CoLead]):
    """Nobody is left to ask: to what there is already, if it is the user's business."""
    if may_invite(user, partnership):
        return redirect("partnerships:co-leads", partnership.pk)
    own = affiliate_ids(user, "colead.propose")
    mine = next((co_lead for co_lead in current if co_lead.affiliate_id in own), None)
    if mine is None:
        raise PermissionDenied
    return redirect(mine)


def _proposed(request, partnership, form, is_invitation):
    """Where to go after proposing; None with the refusal on the form."""
    answers = form.cleaned_data | {}
    key, affiliate = answers.pop("form_key"), answers["affiliate"]
    asked_by = partnership.affiliate if is_invitation else affiliate
    try:
        with once(key, by=request.user) as first:
            co_lead = actions.propose_co_lead(partnership, by=request.user, asked_by=asked_by, **answers)
            first.led_to = co_lead.get_absolute_url()
    except AlreadyDone as done:
        return redirect(done.led_to or partnership.institution)
    except ValidationError as refusal:
        refuse(form, refusal)
        return None
    messages.success(request, _("The proposal is on its way. The other affiliate is told."))
    return redirect(co_lead)


@require_http_methods(["GET", "HEAD", "POST"])
def co_lead(request, pk):
    """One proposal or shared lead: what it means, and the buttons for whoever may decide."""
    user, shared = request.user, _seen(request.user, pk)
    form = AnswerForm(**posted(request))
    if request.method == "POST":
        if not _may_decide(user, shared, request.POST.get("verdict")):
            raise PermissionDenied
        if form.is_valid() and (done := _decided(request, shared, form)):
            return done
        shared = _seen(user, pk)
    return answer(
        request,
        "partnerships/co_lead.html",
        form,
        co_lead=shared,
        partnership=shared.partnership,
        is_visible=is_inside(user, shared.partnership),
        # What one affiliate writes to the other is for those who work in either.
        is_concerned=bool(
            {shared.affiliate_id, shared.partnership.affiliate_id} & affiliate_ids(user, "partnership.notes")
        ),
        may_answer=shared.state == CoLead.State.PROPOSED and may_answer(user, shared),
        may_withdraw=shared.state == CoLead.State.PROPOSED and may_withdraw(user, shared),
        may_end=shared.state == CoLead.State.ACCEPTED and may_end(user, shared),
    )


def _seen(user, pk) -> CoLead:
    whole = CoLead.objects.visible_to(user).select_related(
        "affiliate",
        "asked_by_affiliate",
        "proposed_by",
        "answered_by",
        "partnership__institution",
        "partnership__affiliate",
        "partnership__lead",
    )
    return get_object_or_404(whole, pk=pk)


def _may_decide(user, shared: CoLead, verdict: str | None) -> bool:
    """Whether the button is the user's to press; of no known button, whether any is."""
    allowed = {
        "accept": may_answer(user, shared),
        "decline": may_answer(user, shared),
        "withdraw": may_withdraw(user, shared),
        "end": may_end(user, shared),
    }
    return allowed.get(verdict, any(allowed.values()))


def _decided(request, shared: CoLead, form):
    """Where to go after the decision; None with the refusal on the form."""
    verdict = form.cleaned_data["verdict"]
    try:
        DECIDE[verdict](shared, by=request.user)
    except ValidationError as refusal:
        refuse(form, refusal)
        return None
    said = {
        "accept": _("From now on you lead the partnership together."),
        "decline": _("The proposal is declined. The other affiliate is told."),
        "withdraw": _("The proposal is taken back."),
        "end": _("You no longer lead the partnership together."),
    }
    messages.success(request, said[verdict])
    return redirect(shared.partnership if verdict == "accept" else shared)


@require_safe
def co_led(request):
    """What an affiliate leads together with others, beside its own board; `?affiliate=` says which."""
    user = request.user
    if not may_somewhere(user, "move.see"):
        raise PermissionDenied
    affiliates = Affiliate.objects.filter(scope(user, "move.see", affiliate="pk", is_open=Q()))
    wanted = request.GET.get("affiliate")
    if wanted:
        affiliates = (
            affiliates.filter(pk=wanted) if wanted.isdecimal() and len(wanted) < 10 else affiliates.none()
        )
        if not affiliates:
            raise Http404
    rows = co_led_by(affiliates.values_list("pk", flat=True), user)
    context = {
        "page": Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page")),
        "affiliate": affiliates[0] if wanted else None,
    }
    template = "partnerships/co_led.html"
    return render(request, f"{template}#list" if request.htmx else template, context)


@require_safe
def also_here(request, pk):
    """Which other affiliates are in touch with an institution: who, how far, whom to ask; nothing else."""
    institution = get_object_or_404(Institution.objects.visible_to(request.user), pk=pk)
    if not may_see_others(request.user):
        raise PermissionDenied
    context = {
        "institution": institution,
        "in_touch": in_touch_at(institution, request.user),
        "may_propose": bool(affiliate_ids(request.user, "colead.propose")),
    }
    page = "partnerships/co_lead_also_here.html"
    return render(request, "partnerships/_second_affiliate.html" if request.htmx else page, context)
