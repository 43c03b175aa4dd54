# SPDX-License-Identifier: GPL-3.0-or-later
"""Doors for when somebody leaves: an advocate an institution, a colleague an affiliate."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.models import Affiliate, Membership, User
from accounts.permissions import affiliate_ids
from partnerships import actions
from partnerships.errors import ListChanged
from partnerships.forms.handing_over import HandOverForm, LeaveForm
from partnerships.models import Post
from partnerships.views.answers import answer, posted, refuse
from partnerships.views.asking import part
from partnerships.views.people import others_than
from privacy.contacts import shows_contacts
from work.actions import once
from work.errors import AlreadyDone


@require_http_methods(["GET", "HEAD", "POST"])
@shows_contacts
def post_leave(request, pk):
    """An advocate leaves an institution: who succeeds them, and what becomes of what they stood for."""
    row = part(request, Post.objects.select_related("institution"), pk)
    advocate = row.advocate
    if row.ended_on:
        messages.info(request, _("They have left there already."))
        return redirect(advocate)
    open_things = actions.stands_for(advocate, row.institution_id)
    form = LeaveForm(**posted(request), others=others_than(advocate), open_things=open_things)
    if form.is_valid():
        facts = form.cleaned_data
        try:
            with once(facts.pop("form_key"), by=request.user):
                actions.leave_institution(row, by=request.user, fates=form.fates(), **facts)
        except AlreadyDone:
            return redirect(advocate)
        except ListChanged as refusal:
            refuse(form, refusal)
            now = {each.key: each.stamp for each in actions.stands_for(advocate, row.institution_id)}
            _mark(form, refusal, now)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("It is noted that they left, and who takes what over."))
            return redirect(advocate)
    return answer(
        request, "partnerships/advocate_leaves.html", form, advocate=advocate, post=row, rows=form.rows
    )


@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request, pk):
    """A colleague leaves an affiliate: each partnership, draft and task goes to somebody or is left knowingly."""
    user, affiliate, affiliates = _leaver(request, pk)
    people = _people(affiliate, but=user)
    form = HandOverForm(**posted(request), items=actions.portfolio(user, affiliate), people=people)
    address = f"{request.path}?affiliate={affiliate.pk}"
    if form.is_valid():
        try:
            with once(form.cleaned_data["form_key"], by=request.user):
                count = actions.hand_over_portfolio(user, affiliate, by=request.user, choices=form.choices())
        except AlreadyDone:
            return redirect(address)
        except ListChanged as refusal:
            refuse(form, refusal)
            _mark(form, refusal, {each.key: each.version for each in actions.portfolio(user, affiliate)})
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            said = ngettext(
                "%(count)s thing is handed over.", "%(count)s things are handed over.", count["passed"]
            )
            messages.success(request, said % {"count": count["passed"]})
            return redirect(address)
    return answer(
        request,
        "partnerships/hand_over.html",
        form,
        leaver=user,
        affiliate=affiliate,
        affiliates=affiliates,
        rows=form.rows,
        people=people,
    )


def _leaver(request, pk):
    """Who leaves, which affiliate, and in which others the reader might hand over for them.

    Administrators do it for anybody who is or was in their affiliate, coordinators for themselves. A user
    of none of the reader's affiliates is not there.
    """
    theirs = set(Membership.objects.filter(user=pk).values_list("affiliate", flat=True))
    visible = theirs & affiliate_ids(request.user, "partnership.notes")
    if not visible:
        raise Http404
    allowed = theirs & affiliate_ids(request.user, "membership.grant")
    if pk == request.user.pk:
        allowed |= theirs & affiliate_ids(request.user, "partnership.steer")
    if not allowed:
        raise PermissionDenied
    affiliates = list(Affiliate.objects.filter(pk__in=allowed))
    wanted = request.GET.get("affiliate", "")
    chosen = next((each for each in affiliates if str(each.pk) == wanted), None)
    if wanted and chosen is None:
        raise Http404
    return get_object_or_404(User, pk=pk), chosen or affiliates[0], affiliates


def _people(affiliate: Affiliate, *, but: User) -> list[User]:
    """Those who may take something over."""
    roles = [Membership.Role.COORDINATOR, Membership.Role.ADMIN]
    members = Membership.objects.current().filter(affiliate=affiliate, role__in=roles).values("user")
    return list(
        User.objects.filter(pk__in=members, is_active=True).exclude(pk=but.pk).order_by("wiki_username", "pk")
    )


def _mark(form, refusal: ListChanged, now: dict) -> None:
    """Show the rows that changed with what is there now."""
    for row in form.rows:
        if row.row.key in refusal.rows and row.row.key in now:
            row.show_again(str(now[row.row.key]))
