# SPDX-License-Identifier: GPL-3.0-or-later
"""Closing one's account, or somebody's who asked for it; restricting what is done with one's data."""

from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.fresh import fresh_sign_in_required
from accounts.models import User
from privacy import actions
from privacy.forms.closing import CloseForm, CloseForThemForm
from privacy.permissions import may_close


@require_http_methods(["GET", "HEAD", "POST"])
@fresh_sign_in_required
def close_account(request):
    """One's own: says what goes and what stays, then does it and signs out."""
    return _asked(request, request.user, CloseForm)


@require_http_methods(["GET", "HEAD", "POST"])
@fresh_sign_in_required
def close_account_of(request, pk):
    """Somebody's who asked for it, by a platform administrator."""
    account = get_object_or_404(User.objects.filter(closed_at=None), pk=pk)
    if account.pk == request.user.pk or not may_close(request.user, account):
        raise Http404
    return _asked(request, account, CloseForThemForm)


def _asked(request, account, form_class):
    is_own = account.pk == request.user.pk
    form = form_class(request.POST if request.method == "POST" else None)
    if form.is_valid():
        wanted = {name: form.cleaned_data[name] for name in ("drafts", "leaves_lists")}
        try:
            # Signing out writes too: a closed account with an answer that says it failed would be a half step.
            with transaction.atomic():
                actions.close_account(account, by=request.user, **wanted)
                if is_own:
                    logout(request)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("The account is closed. What led to its owner is gone."))
            return redirect("home")
    context = {"form": form, "account": account, "is_own": is_own}
    return render(request, "privacy/close_account.html", context, status=422 if form.errors else 200)


@require_POST
def restrict(request):
    """Restrict what is done with one's own data, or lift that."""
    restricted = request.POST.get("restricted") == "yes"
    actions.restrict_account(request.user, by=request.user, restricted=restricted)
    said = _("Restricted: you appear in no directory, suggestion, mail or reminder.")
    messages.success(request, said if restricted else _("The restriction is lifted."))
    return redirect("accounts:profile")
