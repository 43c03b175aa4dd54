# SPDX-License-Identifier: GPL-3.0-or-later
"""Followers hear of a partnership's moves, in their own language, while they may see it."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from accounts.models import Membership
from agreements.actions import sign_mou
from partnerships.actions import move_to_stage
from partnerships.models import Partnership
from partnerships.stages import Phase
from teamwork.models import Notice
from tests.factories import FollowingFactory, MouFactory, PartnershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def partnership(coordinator):
    return PartnershipFactory(affiliate=coordinator.affiliate, lead=coordinator)


def _move(partnership, by):
    seen = Partnership.objects.for_record().get(pk=partnership.pk)
    return move_to_stage(seen, seen.pipeline.stages.get(phase=Phase.RESEARCHED), by=by)


def test_followers_are_told_of_a_move(partnership, coordinator, viewer, wmf_staff, stranger):
    for user in (coordinator, viewer, wmf_staff, stranger):
        FollowingFactory(on=partnership, user=user)

    _move(partnership, coordinator)

    told = Notice.objects.all()
    assert {notice.user for notice in told} == {viewer, wmf_staff}
    assert {notice.address for notice in told} == {partnership.get_absolute_url()}


def test_followers_who_left_the_affiliate_are_not_told(partnership, coordinator, viewer):
    FollowingFactory(on=partnership, user=viewer)
    Membership.objects.filter(user=viewer).delete()

    _move(partnership, coordinator)

    assert not Notice.objects.exists()


def test_the_stage_is_named_in_the_readers_language(partnership, coordinator, viewer):
    FollowingFactory(on=partnership, user=viewer)
    _move(partnership, coordinator)
    notice = Notice.objects.get()

    with translation.override("ar"):
        arabic = str(Phase.RESEARCHED.label)
        assert arabic in notice.sentence
    assert arabic not in notice.sentence


def test_a_move_with_followers_stays_within_its_queries(partnership, coordinator, viewer):
    FollowingFactory(on=partnership, user=viewer)
    seen = Partnership.objects.for_record().get(pk=partnership.pk)
    stage = seen.pipeline.stages.get(phase=Phase.RESEARCHED)

    with CaptureQueriesContext(connection) as queries:
        move_to_stage(seen, stage, by=coordinator)

    rows = [query["sql"] for query in queries if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert Notice.objects.get().user == viewer
    assert len(rows) <= 10, "\n".join(rows)
    print("ROWS", len(rows), len(queries))


def test_followers_are_told_of_signatures_if_they_may_read_what_is_written(
    partnership, coordinator, viewer, wmf_staff
):
    for user in (viewer, wmf_staff):
        FollowingFactory(on=partnership, user=user)
    mou = MouFactory(partnership=partnership, link="https://pond.example/")

    sign_mou(mou, version=mou.version, signed_on=date(2025, 1, 1), by=coordinator)

    notice = Notice.objects.get()
    assert (notice.user, notice.kind, notice.address) == (viewer, "agreement.signed", mou.get_absolute_url())
