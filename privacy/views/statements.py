# SPDX-License-Identifier: GPL-3.0-or-later
"""Doors to the statements: reading them, agreeing to them, publishing the next version."""

from datetime import datetime, time

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.fresh import fresh_sign_in_required
from accounts.permissions import roles_of
from privacy import actions, asking
from privacy.forms.statements import AcceptForm, PublishForm
from privacy.models import Statement
from privacy.permissions import may_list_statements, may_publish
from privacy.reports.statements import shown


@login_not_required
@require_safe
def statement(request, kind):
    """The version of a statement that is in force; open to all."""
    found = Statement.objects.versions(kind).filter(in_force_at__lte=timezone.now()).first()
    if found is None:
        raise Http404
    return _page(request, found)


@login_not_required
@require_safe
def statement_version(request, pk):
    """Any version of a statement, past and coming ones too; open to all."""
    return _page(request, get_object_or_404(Statement, pk=pk))


def _page(request, found: Statement):
    context = {
        "shown": shown(found),
        "versions": Statement.objects.versions(found.kind),
        "is_current": asking.in_force().get(found.kind) == found.pk,
    }
    return render(request, "privacy/statement.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def accept(request):
    """The terms and the privacy statement, for whoever has not agreed to those in force."""
    return _agree(
        request,
        asking.ASKED_OF_ALL,
        title=_("Before you go on"),
        lede=_("Please read this. You are asked once for each version."),
        label=_("I have read this and agree to the terms of use"),
        submit=_("I agree"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def sign(request):
    """The confidentiality statement, before the first look at how to reach people at institutions."""
    if asking.SEES_CONTACTS.isdisjoint(roles_of(request.user)):
        raise PermissionDenied
    return _agree(
        request,
        asking.BEFORE_CONTACTS,
        title=_("Keep it to yourself"),
        lede=_("You are about to see how to reach people at institutions. Please sign this first."),
        label=_("I sign this statement"),
        submit=_("Sign"),
    )


def _agree(request, kinds, *, title, lede, label, submit):
    keys = asking.lacking(request.user, kinds)
    target = _way_back(request)
    if not keys:
        return redirect(target)
    form = AcceptForm(request.POST if request.method == "POST" else None, keys=keys, label=label)
    statements = [shown(each) for each in Statement.objects.filter(pk__in=keys).order_by("-kind")]
    if form.is_valid():
        for each in statements:
            actions.accept(each.statement, by=request.user, language=each.language)
        return redirect(target)
    context = {"form": form, "statements": statements, "title": title, "lede": lede, "submit": submit}
    context["next"] = target
    return render(request, "privacy/accept.html", context, status=422 if form.errors else 200)


def _way_back(request) -> str:
    target = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = target.startswith("/") and url_has_allowed_host_and_scheme(target, allowed_hosts=None)
    return target if is_ours else "/"


@require_safe
def statements(request):
    """Every kind of statement with its versions, for whoever publishes them."""
    if not may_list_statements(request.user):
        raise PermissionDenied
    rows = [
        (kind, label, list(Statement.objects.versions(kind).select_related("published_by")))
        for kind, label in Statement.Kind.choices
    ]
    return render(request, "privacy/statements.html", {"rows": rows, "current": asking.in_force().values()})


@require_http_methods(["GET", "HEAD", "POST"])
@fresh_sign_in_required(to={"POST"})
def publish(request, kind):
    """Publish the next version of a statement; to whom an elevated session would open it, the refusal says so."""
    if not may_publish(request.user):
        raise PermissionDenied
    if kind not in Statement.Kind.values:
        raise Http404
    before = Statement.objects.versions(kind).first()
    number = before.number + 1 if before else 1
    form = PublishForm(
        request.POST if request.method == "POST" else None, before=before, initial={"number": number}
    )
    if form.is_valid():
        day = form.cleaned_data["in_force_on"]
        try:
            made = actions.publish(
                kind,
                by=request.user,
                texts=form.by_language("text"),
                changes=form.by_language("changes"),
                number=form.cleaned_data["number"],
                in_force_at=timezone.make_aware(datetime.combine(day, time())) if day else None,
            )
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Published."))
            return redirect(made)
    label = Statement.Kind(kind).label
    context = {"form": form, "kind": kind, "label": label, "number": number}
    return render(request, "privacy/publish.html", context, status=422 if form.errors else 200)
