# SPDX-License-Identifier: GPL-3.0-or-later
"""Dates in the coordinator's partnerships, their feeds, a line put off, and a link as it stands in a mail."""

from datetime import date

from django.core import signing
from django.utils import timezone

from partnerships.models import Partnership
from tests.factories import CommitmentFactory, MouFactory, PartnershipFactory, TaskFactory
from today.actions.feeds import digest_of
from today.links import stop_address
from today.models import Feed, Snooze

DAY = date(2031, 3, 4)


def furnish(world):
    private = Partnership.objects.get(pk=world.objects["private"])
    coordinator = world.people["coord"]
    steps = {"next_step": "Write to the director", "next_step_on": DAY, "affiliate": private.affiliate}
    dated = PartnershipFactory(lead=coordinator, **steps)
    agreement = MouFactory(partnership=dated, signed=True, ends_on=DAY, review_on=DAY)
    Snooze.objects.create(user=coordinator, key="commitment-1-20310304", until_on=DAY)
    now = timezone.now()
    feed = Feed.objects.create(user=coordinator, digest=digest_of("open-feed"))
    Feed.objects.create(user=coordinator, digest=digest_of("closed-feed"), revoked_at=now)
    world.objects |= {
        "dated": dated.pk,
        "dated and public": PartnershipFactory(lead=coordinator, is_public=True, **steps).pk,
        "dated agreement": agreement.pk,
        "dated commitment": CommitmentFactory(mou=agreement, due_on=DAY).pk,
        "dated task": TaskFactory(on=private, assignee=coordinator, due_on=DAY).pk,
        "feed": feed.pk,
        "feed's token": "open-feed",
        "revoked feed's token": "closed-feed",
        "link in a mail": stop_address(world.people["volun"], "digest").split("/")[-2],
        "foreign signature": signing.Signer(salt="another purpose", sep=".").sign_object(
            ["digest", coordinator.pk]
        ),
    }
