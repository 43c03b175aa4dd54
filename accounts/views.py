# SPDX-License-Identifier: GPL-3.0-or-later
"""API tokens of one's own, and the people of an affiliate."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from knox.models import AuthToken

from accounts import actions
from accounts.forms import AffiliateForm, ProfileForm, RoleForm, TokenForm
from accounts.models import Affiliate, Membership, User
from accounts.permissions import may, may_somewhere, scope


@require_http_methods(["GET", "HEAD", "POST"])
def profile(request):
    """What somebody tells of themselves, and how they like to work."""
    user = request.user
    present = {name: getattr(user, name) for name in ("language", "time_zone", "skills", "has_shortcuts")}
    present["mails"] = [kind for kind in User.MailKind.values if user.wants(kind)]
    form = ProfileForm(request.POST if request.method == "POST" else None, initial=present)
    if form.is_valid():
        actions.correct_profile(user, by=user, **form.cleaned_data)
        messages.success(request, _("Your profile is saved."))
        return redirect("accounts:profile")
    return render(request, "accounts/profile.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def tokens(request):
    """One's own tokens; a new one's secret is shown in the answer, once, and kept nowhere."""
    form, secret = TokenForm(request.POST if request.method == "POST" else None), ""
    if form.is_valid():
        try:
            _token, secret = actions.make_token(request.user, days=form.cleaned_data["days"])
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            form = TokenForm()
    context = {
        "form": form,
        "secret": secret,
        "tokens": AuthToken.objects.filter(user=request.user).order_by("-created"),
    }
    return render(request, "accounts/tokens.html", context, status=422 if form.errors else 200)


@require_POST
def revoke_token(request, key):
    token = get_object_or_404(AuthToken, user=request.user, token_key=key)
    actions.revoke_token(token, by=request.user)
    messages.success(request, _("The token is revoked."))
    return redirect("accounts:tokens")


@require_http_methods(["GET", "POST"])
def affiliates(request):
    """The affiliates whose roles one gives; platform administrators found new ones here."""
    if not may_somewhere(request.user, "affiliate.list"):
        raise PermissionDenied
    may_found = may(request.user, "affiliate.found")
    form = AffiliateForm(request.POST if request.method == "POST" else None) if may_found else None
    if request.method == "POST":
        if form is None:
            raise PermissionDenied
        if form.is_valid():
            try:
                founded = actions.found_affiliate(by=request.user, **form.cleaned_data)
            except ValidationError as refusal:
                form.add_error(None, refusal)
            else:
                messages.success(request, _("Added. Now give somebody the role of administrator."))
                return redirect("accounts:people", pk=founded.pk)
    people = Count("memberships", filter=Q(memberships__ended_at=None))
    shown = Paginator(_affiliates(request.user).annotate(people=people).order_by("name", "pk"), 50)
    context = {"page": shown.get_page(request.GET.get("page")), "form": form}
    return render(request, "accounts/affiliates.html", context, status=422 if form and form.errors else 200)


def _affiliates(user):
    return Affiliate.objects.filter(scope(user, "membership.grant", affiliate="pk"))


@require_http_methods(["GET", "POST"])
def people(request, pk):
    """Who has which role in an affiliate; its administrators give and end roles."""
    affiliate = get_object_or_404(_affiliates(request.user), pk=pk)
    form = RoleForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            membership = actions.grant_role(
                form.cleaned_data["user"], affiliate, form.cleaned_data["role"], by=request.user
            )
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("%(who)s now has a role here.") % {"who": membership.user})
            return redirect("accounts:people", pk=affiliate.pk)
    current = affiliate.memberships.current().select_related("user").order_by("user__username")
    rights = ("membership.grant", "partnership.notes")
    context = {
        "affiliate": affiliate,
        "memberships": current,
        "form": form,
        "may_hand_over": all(may(request.user, each, affiliate_id=affiliate.pk) for each in rights),
    }
    return render(request, "accounts/people.html", context, status=422 if form.errors else 200)


@require_POST
def end_role(request, pk):
    membership = get_object_or_404(
        Membership.objects.current().filter(affiliate__in=_affiliates(request.user)), pk=pk
    )
    if not may(request.user, "membership.grant", affiliate_id=membership.affiliate_id):
        raise PermissionDenied
    try:
        actions.end_role(membership, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("The role has ended."))
    return redirect("accounts:people", pk=membership.affiliate_id)
