# SPDX-License-Identifier: GPL-3.0-or-later
"""Connected wiki accounts."""

from datetime import timedelta

import factory
from django.utils import timezone

from accounts import vault
from accounts.models import WikiAccount, WikiCredential
from tests.factories.people import UserFactory


class WikiAccountFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = WikiAccount

    user = factory.SubFactory(UserFactory)
    sub = factory.Sequence(lambda number: str(900_000 + number))

    class Params:
        blocked = factory.Trait(trouble="blocked", suspended_at=factory.LazyFunction(timezone.now))


class WikiCredentialFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = WikiCredential

    class Params:
        expired = factory.Trait(expires_at=factory.LazyFunction(timezone.now))
        revoked = factory.Trait(
            revoked_at=factory.LazyFunction(timezone.now), revoked_why="refused", access=b"", refresh=b""
        )

    user = factory.LazyAttribute(lambda _: WikiAccountFactory().user)
    access = factory.LazyFunction(lambda: vault.seal("an access token"))
    refresh = factory.LazyFunction(lambda: vault.seal("a refresh token"))
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(hours=1))


def credential_by(tokens, **other) -> WikiCredential:
    """The credential of somebody with these tokens of an authorisation server."""
    sealed = {"access": vault.seal(tokens.access), "refresh": vault.seal(tokens.refresh)}
    return WikiCredentialFactory(**(sealed | other))
