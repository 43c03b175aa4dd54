# SPDX-License-Identifier: GPL-3.0-or-later
"""What pages claim of contributors, for those who know better: confirm, reject, many at once."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from accounts.limits import limited
from outreach import actions, reports
from outreach.errors import ClaimsChanged
from outreach.filters import ClaimFilter
from outreach.forms import DecideForm
from outreach.models import Claim, Contributor
from outreach.permissions import may_decide_claims

ROWS_A_PAGE = 50


@require_GET
@limited("claim.look_up")
def claim_list(request):
    """The claims that wait for somebody, or those that were decided."""
    if not may_decide_claims(request.user):
        raise PermissionDenied
    return _claims(request, request.GET, DecideForm())


@require_POST
@limited("claim.look_up")
def decide(request):
    """Confirms or rejects the claims that are ticked; all of them or none."""
    if not may_decide_claims(request.user):
        raise PermissionDenied
    form = DecideForm(request.POST)
    if form.is_valid():
        answer = dict(form.cleaned_data)
        asked, state = answer.pop("claims"), answer.pop("state")
        try:
            if _seen(request.user).filter(pk__in=asked).count() != len(set(asked)):
                raise ClaimsChanged
            count = actions.decide_claims(asked, state, by=request.user, **answer)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            text = ngettext("%(count)d claim decided.", "%(count)d claims decided.", count)
            messages.success(request, text % {"count": count})
            filters = _shown(request.POST)
            kept = {name: value for name, value in filters.cleaned_data.items() if value}
            return redirect(f"{reverse('outreach:claim-list')}?{urlencode(kept)}")
    return _claims(request, request.POST, form, status=409 if form.non_field_errors() else 422)


def _seen(user):
    """The claims about contributors whom this reader is shown."""
    people = Contributor.objects.visible_to(user).values("pk")
    return Claim.objects.visible_to(user).filter(contributor__in=people)


def _shown(posted) -> ClaimFilter:
    """What the list showed that was posted: in the form `state` is the answer, and the list's stands beside it."""
    filters = ClaimFilter({**posted.dict(), "state": posted.get("shown", "")})
    filters.is_valid()
    return filters


def _claims(request, asked, form, status=200):
    filters = ClaimFilter(asked) if request.method == "GET" else _shown(asked)
    claims = filters.apply(_seen(request.user)).select_related(
        "contributor__source", "decided_by", "affiliate"
    )
    claims = claims.prefetch_related(reports.with_evidence())
    page = Paginator(claims, ROWS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "filters": filters,
        "page": page,
        "rows": [reports.ShownClaim(claim, list(claim.evidence.all())) for claim in page],
        "form": form,
        "shown": filters.cleaned_data.get("state") or Claim.State.OPEN.value,
    }
    return render(request, "outreach/claim_list.html", context, status=status)
