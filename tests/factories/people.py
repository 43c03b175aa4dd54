# SPDX-License-Identifier: GPL-3.0-or-later
"""Users, affiliates and roles."""

import factory

from accounts.models import Affiliate, Membership, User


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User

    username = factory.Sequence("user{}".format)
    wiki_username = factory.Sequence("Wikimedian {}".format)
    openness = User.Openness.OPEN  # what is kept from others is for the tests that ask for it


class AffiliateFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Affiliate

    name = factory.Sequence("Wikimedia Utopia {}".format)
    kind = Affiliate.Kind.CHAPTER


class MembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    affiliate = factory.SubFactory(AffiliateFactory)
    role = Membership.Role.COORDINATOR


def member(role: str, affiliate: Affiliate | None = None, **user) -> User:
    """A user with a role; `user.affiliate` is the affiliate it holds in."""
    membership = MembershipFactory(
        role=role, affiliate=affiliate or AffiliateFactory(), user=UserFactory(**user)
    )
    membership.user.affiliate = membership.affiliate
    return membership.user
