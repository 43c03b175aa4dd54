# SPDX-License-Identifier: GPL-3.0-or-later
"""The doors of accounts: one's profile, wiki account and tokens, and the people of an affiliate."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from knox.models import AuthToken

from accounts import actions, credentials, wiki_login, wiki_server
from accounts.errors import WikiAccountSuspended
from accounts.forms import AffiliateForm, ProfileForm, RoleForm, TokenForm
from accounts.fresh import ask, fresh_sign_in_required, is_fresh
from accounts.limits import limited, too_often
from accounts.models import Affiliate, Membership, User, WikiAccount
from accounts.permissions import may, may_somewhere, scope
from accounts.sign_in import BEGUN, comes_too_often


@require_http_methods(["GET", "HEAD", "POST"])
def profile(request):
    """What somebody tells of themselves, and how they like to work."""
    user = request.user
    present = {
        name: getattr(user, name) for name in ("language", "time_zone", "skills", "has_shortcuts", "openness")
    }
    present["mails"] = [kind for kind in User.MailKind.values if user.wants(kind)]
    form = ProfileForm(request.POST if request.method == "POST" else None, initial=present)
    if form.is_valid():
        actions.correct_profile(user, by=user, **form.cleaned_data)
        messages.success(request, _("Your profile is saved."))
        return redirect("accounts:profile")
    context = {"form": form, "wiki": _wiki_account(user)}
    return render(request, "accounts/profile.html", context, status=422 if form.errors else 200)


def _wiki_account(user) -> dict | None:
    """What the profile says of the wiki account; None where there is nothing to say."""
    account = WikiAccount.objects.filter(user=user).first()
    if account is None and not wiki_server.is_configured():
        return None
    is_connected = account is not None and credentials.is_connected(user)
    wiki = settings.WIKI_OAUTH_URL.rstrip("/").removesuffix("/rest.php")
    return {
        "account": account,
        "is_configured": wiki_server.is_configured(),
        "may_publish": is_connected,
        "may_disconnect": is_connected or user.has_usable_password(),
        "suspended": " ".join(WikiAccountSuspended().messages),
        "grants_address": f"{wiki}/index.php?title=Special:OAuthManageMyGrants",
    }


@login_not_required
@require_POST
def wiki_sign_in(request):
    """To the wiki, to sign in with one's account there; signed in already and asked to, to connect it."""
    if not wiki_server.is_configured():
        raise Http404
    if wait := comes_too_often(request, BEGUN):
        return too_often(request, wait)
    connects = request.user.is_authenticated and "connect" in request.POST
    proves = request.user.is_authenticated and not connects and "prove" in request.POST
    # Whoever could connect an account of their own to a stranger's session could prove by it ever after.
    if (connects and not is_fresh(request)) or (proves and not wiki_login.may_prove(request.user)):
        return ask(request)
    return wiki_login.begin(
        request, connects=connects, proves=proves, next_address=request.POST.get("next", "")
    )


@login_not_required
@require_safe
def wiki_callback(request):
    """Back from the wiki, with a code or a no."""
    if not wiki_server.is_configured():
        raise Http404
    return wiki_login.callback(request)


@require_POST
def disconnect_wiki(request):
    """Take back what the wiki account was connected for."""
    if actions.disconnect_wiki(request.user, by=request.user):
        messages.success(
            request, _("Your wiki account is disconnected, and what we held of it is destroyed.")
        )
    else:
        messages.success(request, _("We can no longer publish in your name. You still sign in with it."))
    return redirect("accounts:profile")


@require_http_methods(["GET", "POST"])
@limited("token.make", methods=("POST",))
@fresh_sign_in_required(to={"POST"})
def tokens(request):
    """One's own tokens; a new one's secret is shown in the answer, once, and kept nowhere."""
    form, secret = TokenForm(request.POST if request.method == "POST" else None, user=request.user), ""
    if form.is_valid():
        try:
            _token, secret = actions.make_token(request.user, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            form = TokenForm(user=request.user)
    mine = AuthToken.objects.filter(user=request.user).select_related("scope__affiliate")
    context = {
        "form": form,
        "secret": secret,
        "tokens": mine.order_by("-created", "pk"),
        "now": timezone.now(),
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
@limited("role.grant", methods=("POST",))
@fresh_sign_in_required(to={"POST"})
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
@fresh_sign_in_required
def end_role(request, pk):
    membership = get_object_or_404(
        Membership.objects.current().filter(affiliate__in=_affiliates(request.user)), pk=pk
    )
    try:
        actions.end_role(membership, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("The role has ended."))
    return redirect("accounts:people", pk=membership.affiliate_id)
