# SPDX-License-Identifier: GPL-3.0-or-later
"""Feeds of one's dates for a calendar program: made, listed, revoked, and read without signing in."""

from hashlib import sha256

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.limits import limited, must_wait
from accounts.tenants import asked_by
from partnerships.views.answers import answer, refuse
from today import actions
from today.actions.feeds import digest_of
from today.forms import FeedForm
from today.models import Feed
from today.permissions import may_make_feed
from today.readings import note_reading, read_lately
from today.reports.calendars import KINDS, calendar_of, date_of, dates_of
from work.actions import once
from work.errors import AlreadyDone


@require_http_methods(["GET", "HEAD", "POST"])
@limited("feed.make", methods=("POST",))
def feeds(request):
    """One's own feeds; a new one's address is shown in the answer, once, and kept nowhere."""
    if not may_make_feed(request.user):
        raise PermissionDenied
    form, address = FeedForm(request.POST if request.method == "POST" else None), ""
    if form.is_valid():
        try:
            with once(form.cleaned_data["form_key"], by=request.user):
                _feed, token = actions.make_feed(request.user)
        except AlreadyDone:
            messages.error(request, _("That feed is made already; its address was shown once only."))
            return redirect("today:feeds")
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            address = f"{settings.SITE_URL.rstrip('/')}{reverse('today:feed', args=[token])}"
            form = FeedForm()
    mine = list(Feed.objects.open(now=timezone.now()).filter(user=request.user))
    context = {
        "address": address,
        "feeds": mine,
        "read_lately": read_lately(mine),
        "days": settings.FEED_DAYS,
    }
    return answer(request, "today/feeds.html", form, **context)


@require_POST
def feed_revoke(request, pk):
    """The feed leads nowhere from now on."""
    feed = get_object_or_404(Feed.objects.filter(user=request.user), pk=pk)
    actions.revoke_feed(feed, by=request.user)
    messages.success(request, _("The feed is revoked: calendars that read it get nothing more."))
    return redirect("today:feeds")


@login_not_required
@require_safe
def feed(request, token):
    """The dates of whoever made the feed, for their calendar program; for nobody else there is nothing here."""
    digest = digest_of(token)
    now = timezone.now()
    row = Feed.objects.open(now=now).select_related("user").filter(digest=digest).first()
    is_known = row is not None and row.user.is_active
    # Calendars share the addresses of the firms that run them: a feed is counted by itself, guesses by address.
    if wait := must_wait(request, "feed.read" if is_known else "feed.unknown", key=digest):
        said = _("Too often: ask again in a few minutes.")
        return HttpResponse(
            said, status=429, content_type="text/plain; charset=utf-8", headers={"Retry-After": wait}
        )
    if not is_known:
        raise Http404
    today = row.user.today(now)
    with asked_by(row.user), translation.override(row.user.language or settings.LANGUAGE_CODE):
        body = calendar_of(dates_of(row.user, today=today), today=today, feed=row)
    note_reading(row)
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = "private, no-cache"
    response["ETag"] = f'"{sha256(body).hexdigest()[:32]}"'
    response["X-Robots-Tag"] = "noindex"
    return get_conditional_response(request, etag=response["ETag"], response=response)


@require_safe
def one_date(request, kind, pk):
    """One date as a file for a calendar."""
    assert kind in KINDS  # noqa: S101  the addresses name it, nobody else
    row = date_of(request.user, kind, pk)
    if row is None:
        raise Http404
    body = calendar_of([row], today=request.user.today(timezone.now()))
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{kind}-{pk}.ics"'
    return response
