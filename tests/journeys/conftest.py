# SPDX-License-Identifier: GPL-3.0-or-later
"""A journey is the life of something, through pages alone; some of it against a real MediaWiki."""

import pytest
from django.urls import reverse

from accounts.actions import remove_second_factor
from tests import authenticator
from tests.journeys.visitor import Visitor
from tests.wiki.conftest import counted_mediawiki, mediawiki  # fixtures

__all__ = ["counted_mediawiki", "mediawiki"]

SET_UP = reverse("accounts:second-factor-set-up")
PASSPHRASE = "a passphrase that only this journey knows"


@pytest.fixture
def sign_in():
    """Signs a user in as people do, by the form; returns them at the first page."""

    def by_the_form(user):
        user.set_password(PASSPHRASE)
        user.save(update_fields=["password"])
        remove_second_factor(user, by=None)  # a new telephone each time
        visitor = Visitor()
        answer = visitor.open("/").follow("Sign in").send(username=user.username, password=PASSPHRASE)
        if answer.path == SET_UP:  # who comes by password needs a code from now on
            answer.send(code=authenticator.code(answer.response.context["secret"]))
            answer = visitor.open("/")
        assert (answer.status, answer.path) == (200, "/"), answer.text
        return visitor

    return by_the_form


@pytest.fixture
def passer_by():
    """Somebody who does not sign in."""
    return Visitor()
