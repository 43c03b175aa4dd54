# SPDX-License-Identifier: GPL-3.0-or-later
"""The form key: two clicks do one thing, and the second is led to what the first made."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Affiliate
from tests.factories import UserFactory
from work import actions
from work.errors import AlreadyDone
from work.models import FormKey


def _found(key, user, name="Once"):
    with actions.once(key, by=user) as first:
        affiliate = Affiliate.objects.create(name=name, kind="chapter")
        first.led_to = f"/affiliates/{affiliate.pk}/"
    return affiliate


@pytest.mark.django_db
def test_once_does_it_once_and_leads_the_second_click_there():
    key, user = uuid.uuid4(), UserFactory()
    affiliate = _found(str(key), user)

    with pytest.raises(AlreadyDone) as done:
        _found(str(key), user, "Twice")

    assert done.value.led_to == f"/affiliates/{affiliate.pk}/"
    assert Affiliate.objects.count() == 1


@pytest.mark.django_db
def test_once_tells_nobody_else_where_it_led():
    key = uuid.uuid4()
    _found(key, UserFactory())

    with pytest.raises(AlreadyDone) as done:
        _found(key, UserFactory(), "Stolen key")

    assert done.value.led_to == ""
    assert Affiliate.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("key", [None, "", "not a key", "' OR 1=1", 7])
def test_once_refuses_a_key_that_is_none(key):
    with pytest.raises(AlreadyDone):
        _found(key, UserFactory())

    assert not Affiliate.objects.exists()


@pytest.mark.django_db
def test_once_keeps_the_key_usable_when_the_action_refused():
    key, user = uuid.uuid4(), UserFactory()
    with pytest.raises(ZeroDivisionError), actions.once(key, by=user):
        raise ZeroDivisionError

    assert _found(key, user).name == "Once"


@pytest.mark.django_db(transaction=True)
def test_once_by_two_clicks_at_the_same_moment_does_it_once(at_once):
    key, user = uuid.uuid4(), UserFactory()

    results = at_once(lambda: _found(key, user))

    (made,) = [result for result in results if isinstance(result, Affiliate)]
    (refused,) = [result for result in results if isinstance(result, AlreadyDone)]
    assert refused.led_to == f"/affiliates/{made.pk}/"
    assert Affiliate.objects.count() == 1


@pytest.mark.django_db
def test_form_keys_are_forgotten_after_two_days():
    user, now = UserFactory(), timezone.now()
    FormKey.objects.create(user=user, used_at=now - timedelta(days=2, minutes=1))
    young = FormKey.objects.create(user=user, used_at=now - timedelta(days=1))

    assert actions.forget_form_keys(now=now) == 1

    assert list(FormKey.objects.all()) == [young]
