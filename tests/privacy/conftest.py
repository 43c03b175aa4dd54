# SPDX-License-Identifier: GPL-3.0-or-later
"""Statements in force: in tests there are none but where one asks for them."""

import pytest

from privacy import actions, asking
from privacy.models import Statement
from privacy.texts import first_version


@pytest.fixture
def publish(db):
    """Publish the next version of a kind, as nobody in particular."""

    def publish(kind, text="Be kind.", change="", **more):
        number = Statement.objects.filter(kind=kind).count() + 1
        changes = {"en": change} if change else {}
        statement = actions.publish(kind, by=None, texts={"en": text}, changes=changes, number=number, **more)
        asking.forget_all()
        return statement

    yield publish
    asking.forget_all()


@pytest.fixture
def notice_text(db):
    """The notice to people others told us of, as it comes with the platform."""
    asking.forget_all()
    yield actions.publish("notice", by=None, texts=first_version()["notice"], changes={}, number=1)
    asking.forget_all()


@pytest.fixture
def shipped(db):
    """The first versions as a fresh platform has them."""
    for kind, texts in first_version().items():
        actions.publish(kind, by=None, texts=texts, changes={}, number=1)
    asking.forget_all()
    yield
    asking.forget_all()
