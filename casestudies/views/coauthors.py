# SPDX-License-Identifier: GPL-3.0-or-later
"""Who writes a case study together, and what one person is asked to write along."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.limits import limited
from casestudies import actions
from casestudies.forms import AnswerForm, InviteForm
from casestudies.models import CaseStudy, CoAuthor
from casestudies.permissions import may_answer, may_begin, may_lead, may_write
from outreach.models import Source

A_PAGE = 20
ANSWERS = {
    "accept": (actions.accept_invitation, _("You write it together now.")),
    "decline": (actions.decline_invitation, _("You have declined; the author is told.")),
    "leave": (actions.leave_case_study, _("You write it no longer. What you saved stays in it.")),
    "let-go": (actions.let_coauthor_go, _("They write on it no longer. What they saved stays in it.")),
}


@require_http_methods(["GET", "HEAD", "POST"])
@limited("coauthor.invite", methods=("POST",))
def coauthors(request, pk):
    """Those who write it; its author invites, somebody invited answers."""
    case_study = get_object_or_404(
        CaseStudy.objects.visible_to(request.user).select_related("author", "institution"), pk=pk
    )
    shares = list(case_study.coauthors.standing().select_related("user", "invited_by"))
    own = next((share for share in shares if share.user_id == request.user.pk), None)
    if own is None and not may_write(request.user, case_study):
        raise PermissionDenied
    leads = may_lead(request.user, case_study)
    if request.method == "POST" and not leads:
        raise PermissionDenied

    form = InviteForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            share = actions.invite_coauthor(case_study, form.cleaned_data["user"], by=request.user)
        except ValidationError as refusal:
            form.add_error("name", refusal)
        else:
            messages.success(request, _("%(name)s is invited.") % {"name": share.user})
            return redirect("casestudies:coauthors", pk=pk)
    context = {
        "case_study": case_study,
        "form": form,
        "shares": shares,
        "own": own,
        "leads": leads,
        "licence": Source.objects.order_by("pk").first(),
    }
    return render(request, "casestudies/coauthors.html", context, status=422 if form.errors else 200)


@require_POST
def coauthor(request, pk):
    """Accept, decline or leave, for oneself; or let somebody go, as the author."""
    share = get_object_or_404(
        CoAuthor.objects.visible_to(request.user).select_related("case_study", "user"), pk=pk
    )
    form = AnswerForm(request.POST)
    if not form.is_valid():
        context = {"case_study": share.case_study, "form": form}
        return render(request, "casestudies/answer.html", context, status=422)
    answer = form.cleaned_data["answer"]
    is_allowed = (
        may_lead(request.user, share.case_study) if answer == "let-go" else may_answer(request.user, share)
    )
    if not is_allowed:
        raise PermissionDenied
    do, said = ANSWERS[answer]
    try:
        do(share, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, said)
    is_out = answer in ("decline", "leave") or not may_write(request.user, share.case_study)
    return (
        redirect("casestudies:together")
        if is_out
        else redirect("casestudies:coauthors", pk=share.case_study_id)
    )


@require_safe
def together(request):
    """Invitations that wait for an answer, and what one writes along."""
    if not may_begin(request.user):
        raise PermissionDenied
    mine = (
        CoAuthor.objects.standing()
        .filter(user=request.user)
        .exclude(case_study__state=CaseStudy.State.WITHDRAWN)
    )
    mine = mine.select_related("case_study__institution", "case_study__author", "invited_by")
    mine = mine.defer("case_study__search", "case_study__search_text")
    page_obj = Paginator(mine.order_by("-invited_at", "-pk"), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "casestudies/together.html", {"page_obj": page_obj})
