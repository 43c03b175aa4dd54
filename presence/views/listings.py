# SPDX-License-Identifier: GPL-3.0-or-later
"""Doors to having a category measured: what to check and write, and how the request was answered."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from partnerships.views.answers import answer, posted, refuse
from presence import listing, reports
from presence.actions import listings as actions
from presence.forms.listings import AnswerForm, AskForm
from presence.models import Place
from presence.views.finding import edited_place
from work.actions import once
from work.errors import AlreadyDone


@require_http_methods(["GET", "HEAD", "POST"])
def listing_ask(request, pk):
    """Explains the allow-list, checks, writes the request, and notes that it was sent."""
    place = edited_place(request, pk)
    if place.kind != Place.Kind.CATEGORY:
        raise Http404
    form = AskForm(**posted(request), can_remind=place.partnership_id is not None)
    if form.is_valid():
        asked = form.cleaned_data | {}
        try:
            with once(asked.pop("form_key"), by=request.user) as first:
                actions.note_request(place, by=request.user, **asked)
                first.led_to = place.get_absolute_url()
        except AlreadyDone as done:
            return redirect(done.led_to or place)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("Your request is noted."))
            return redirect(place)
    facts = reports.facts_of(place, by=request.user)
    context = {
        "place": place,
        "requests": place.listing_requests.select_related("asked_by"),
        "checks": reports.checks_of(getattr(place, "category", None)),
        "title": listing.title_of(facts),
        "text": listing.text_of(facts),
        "form_address": listing.form_address(reports.phabricator(), facts, settings.ALLOW_LIST_TAGS),
    }
    return answer(request, "presence/listing_ask.html", form, **context)


@require_http_methods(["GET", "HEAD", "POST"])
def listing_answer(request, pk):
    """Asks how a request was answered."""
    place = edited_place(request, pk, by="listing_requests")
    asked = place.listing_requests.get(pk=pk)
    form = AnswerForm(**posted(request))
    if form.is_valid():
        try:
            actions.note_answer(asked, by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("The answer is noted."))
            return redirect(place)
    return answer(request, "presence/listing_answer.html", form, place=place, asked=asked)
