# SPDX-License-Identifier: GPL-3.0-or-later
"""“This is me, leave me out”: for whoever is signed in with the account in question."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from outreach import actions
from outreach.forms import RemoveMeForm
from outreach.models import Contributor, Removal, Source
from outreach.parsing.usernames import username


@login_not_required
@require_http_methods(["GET", "POST"])
def remove_me(request):
    """Says how to be left out, and does it for whoever is signed in; anybody may read it, nobody needs a role."""
    if request.method == "POST" and not request.user.is_authenticated:
        return redirect_to_login(request.path)
    name = username(request.user.wiki_username) if request.user.is_authenticated else ""
    if request.method == "POST" and not name:
        raise PermissionDenied
    form = RemoveMeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        for source in Source.objects.order_by("pk"):
            actions.forget_contributor(source, name, by=request.user, way=Removal.Way.THEMSELVES)
        messages.success(request, _("You are left out from now on, under this name and any later one."))
        return redirect("outreach:contributor-list")
    context = {
        "form": form,
        "name": name,
        # Their own entries, whatever country pages place them in.
        "entries": Contributor.objects.filter(username=name).select_related("source") if name else [],
    }
    return render(request, "outreach/remove_me.html", context, status=422 if form.errors else 200)
