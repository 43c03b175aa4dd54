# SPDX-License-Identifier: GPL-3.0-or-later
"""A role that ends closes every channel at the next request: the same session, tokens, feed, fragment and file."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import actions
from tests.factories import (
    AdvocateFactory,
    MouFactory,
    PartnershipFactory,
    member,
)
from tests.people import sign_in_freshly
from today.actions import make_feed

pytestmark = pytest.mark.django_db

NAME = "Zirconia Quicksilver"


class Desk:
    """A coordinator at work, with all they come in by, and what only their affiliate knows."""

    def __init__(self):
        self.user = member("coordinator")
        affiliate = self.user.affiliate
        tomorrow = timezone.localdate() + timedelta(days=1)
        self.card = PartnershipFactory(
            affiliate=affiliate, lead=self.user, next_step="Ask Quicksilver", next_step_on=tomorrow
        )
        self.advocate = AdvocateFactory(affiliate=affiliate, name=NAME)
        document = default_storage.save("mous/quicksilver.pdf", ContentFile(b"%PDF-1.4 Quicksilver"))
        self.mou = MouFactory(partnership=self.card, document=document, document_name="terms.pdf")
        self.browser = Client()
        sign_in_freshly(self.browser, self.user)
        self.whole, self.part = self._token(), self._token(affiliate=affiliate)
        _feed, self.feed = make_feed(self.user)

    def _token(self, **scope):
        _token, secret = actions.make_token(self.user, days=1, may_write=True, **scope)
        return {"authorization": f"Token {secret}"}

    def page(self, name, *args, **headers):
        return self.browser.get(reverse(name, args=args), headers=headers)

    def api(self, address, token):
        return Client().get(f"/api/v1/{address}", headers=token)


# What somebody asks by that channel, and what is answered once the role is over; 200 is an answer without what is not theirs.
CHANNELS = {
    "page": (lambda desk: desk.page("partnerships:advocate", desk.advocate.pk), 404),
    "list": (lambda desk: desk.page("partnerships:advocate-list"), 403),
    "fragment": (
        lambda desk: desk.page("partnerships:edit-next-step", desk.card.pk, **{"HX-Request": "true"}),
        404,
    ),
    "file": (lambda desk: desk.page("agreements:mou-document", desk.mou.pk), 404),
    "export": (lambda desk: desk.page("outreach:contributor-export"), 403),
    "search": (lambda desk: desk.browser.get("/search/?q=Zirconia"), 200),
    "palette": (lambda desk: desk.browser.get("/search/palette/?q=Zirconia"), 200),
    "feed": (lambda desk: Client().get(f"/feeds/{desk.feed}.ics"), 200),
    "API, list, token": (lambda desk: desk.api("advocates/", desk.whole), 200),
    "API, one, token": (lambda desk: desk.api(f"advocates/{desk.advocate.pk}/", desk.whole), 404),
    "API, list, affiliate's token": (lambda desk: desk.api("advocates/", desk.part), 200),
    "API, one, affiliate's token": (lambda desk: desk.api(f"advocates/{desk.advocate.pk}/", desk.part), 404),
    "API, unsafe, token": (
        lambda desk: Client().post(
            f"/api/v1/partnerships/{desk.card.pk}/stage/",
            {"stage": desk.card.stage_id, "version": 1},
            content_type="application/json",
            headers=desk.whole,
        ),
        404,
    ),
}


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_role_that_ended_opens_nothing_at_the_next_request_by_any_channel(channel):
    ask, then = CHANNELS[channel]
    desk = Desk()
    before = ask(desk)
    told = before.getvalue().decode(errors="replace")
    assert before.status_code in (200, 409), told

    actions.end_role(desk.user.memberships.get(), by=None)
    after = ask(desk)

    assert after.status_code == then
    assert "Quicksilver" in told or channel in {"export", "API, unsafe, token"}
    assert "Quicksilver" not in after.getvalue().decode(errors="replace")
