# SPDX-License-Identifier: GPL-3.0-or-later
"""Founding affiliates, giving and ending roles, API tokens."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from knox.models import AuthToken
from knox.settings import knox_settings

from accounts.errors import (
    AlreadyMember,
    LastAdministrator,
    NameTaken,
    NoRoleThere,
    TokenLivesTooLong,
    TooManyTokens,
    UserNameTaken,
)
from accounts.models import Affiliate, Membership, TokenScope, User
from accounts.notifications import mail_about_way_in
from accounts.one_step import ends_rights
from accounts.optional_mails import mark
from journal.actions import record, recorded
from work.actions import withdraw

LONGEST_DAYS = 365


@recorded
def found_affiliate(*, name: str, kind: str, country: str = "", by: User | None) -> Affiliate:
    """Add an affiliate to the platform. Raises NameTaken."""
    try:
        with transaction.atomic():
            affiliate = Affiliate.objects.create(name=name, kind=kind, country=country)
    except IntegrityError as error:
        raise NameTaken(name) from error
    record("affiliate.founded", affiliate, by=by)
    return affiliate


@recorded
def add_account(
    *,
    username: str,
    password: str,
    by: User | None,
    is_wmf_staff: bool = False,
    is_platform_admin: bool = False,
) -> User:
    """Make an account with a password, for those who cannot sign in by their wiki account. Raises UserNameTaken."""
    try:
        with transaction.atomic():
            user = User.objects.create_user(
                username, password=password, is_wmf_staff=is_wmf_staff, is_platform_admin=is_platform_admin
            )
    except IntegrityError as error:
        raise UserNameTaken(username) from error
    record("account.added", user, by=by)
    return user


@recorded
def grant_role(user: User, affiliate: Affiliate, role: str, *, by: User | None) -> Membership:
    """Give the user a role. Raises AlreadyMember when there is a current one: end it first."""
    Affiliate.objects.select_for_update().get(pk=affiliate.pk)
    if Membership.objects.current().filter(user=user, affiliate=affiliate).exists():
        raise AlreadyMember
    membership = Membership.objects.create(user=user, affiliate=affiliate, role=role)
    record("membership.granted", membership, by=by, about=affiliate, after=role)
    return membership


@ends_rights(lambda membership: membership.user_id)
@recorded
def end_role(membership: Membership, *, by: User | None) -> Membership:
    """End a role now; it stops counting at the next request. Raises LastAdministrator."""
    Affiliate.objects.select_for_update().get(pk=membership.affiliate_id)
    membership = Membership.objects.select_for_update().get(pk=membership.pk)
    if membership.ended_at:
        return membership
    if membership.role == Membership.Role.ADMIN:
        others = Membership.objects.current().filter(affiliate=membership.affiliate_id, role=membership.role)
        if not others.exclude(pk=membership.pk).exists():
            raise LastAdministrator
    membership.ended_at = timezone.now()
    membership.save(update_fields=["ended_at"])
    record("membership.ended", membership, by=by, about=membership.affiliate, before=membership.role)
    return membership


@recorded
def make_token(
    user: User, *, days: int = 90, may_write: bool = False, affiliate: Affiliate | None = None
) -> tuple[AuthToken, str]:
    """A new API token of the user and its secret, which is shown once and stored only as a digest.

    With an affiliate it reaches as far as the user's role there and no further. Raises TokenLivesTooLong,
    NoRoleThere, and TooManyTokens, for which expired ones do not count.
    """
    User.objects.select_for_update().get(pk=user.pk)
    if not 1 <= days <= LONGEST_DAYS:
        raise TokenLivesTooLong(LONGEST_DAYS)
    if affiliate and not Membership.objects.current().filter(user=user, affiliate=affiliate).exists():
        raise NoRoleThere
    most = knox_settings.TOKEN_LIMIT_PER_USER
    if AuthToken.objects.filter(user=user, expiry__gt=timezone.now()).count() >= most:
        raise TooManyTokens(most)
    token, secret = AuthToken.objects.create(user=user, expiry=timedelta(days=days))
    TokenScope.objects.create(token=token, may_write=may_write, affiliate=affiliate)
    reach = "read and write" if may_write else "read"
    where = f", affiliate {affiliate.pk}" if affiliate else ""
    record("token.made", user, by=user, after=f"{token.token_key} ({reach}{where})")
    mail_about_way_in(user, "token.made")
    return token, secret


@ends_rights(lambda token: token.user_id)
@recorded
def revoke_token(token: AuthToken, *, by: User) -> None:
    """End a token at once."""
    record("token.revoked", token.user, by=by, before=token.token_key)
    token.delete()


@recorded
def correct_profile(user: User, *, by: User, **wanted) -> User:
    """Change what somebody tells of themselves; nothing is written when nothing changed.

    `wanted` may name language, time_zone, unwanted_mails, skills, openness and has_shortcuts.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    changed = [name for name, value in wanted.items() if getattr(user, name) != value]
    if changed:
        for name in changed:
            setattr(user, name, wanted[name])
        user.save(update_fields=changed)
        for kind in wanted.get("unwanted_mails", []):
            withdraw("mail", **mark(user, kind))
        record("profile.corrected", user, by=by, after=", ".join(changed))
    return user
