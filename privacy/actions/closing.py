# SPDX-License-Identifier: GPL-3.0-or-later
"""Closing an account: who it was is gone everywhere, what they did stays, by a number."""

from django.apps import apps
from django.db import models
from django.db.models import Count, Q
from django.utils import timezone

from accounts.models import Affiliate, Membership, User
from accounts.naming import closed_login
from accounts.one_step import ends_rights
from accounts.tenants import across_affiliates
from journal.actions import forget_words, record, recorded, rename_in_words
from privacy.actions.erasures import note_erasure
from privacy.actions.rewriting import erase_words, withdraw_mails
from privacy.errors import AlreadyClosed, OnlyAdministrator, OnlyPlatformAdministrator
from privacy.models import Erasure
from privacy.registry import registered
from privacy.wording import MAIL, NAME, WIKI, Word, Wording

# What affiliates know of a person as their advocate is those affiliates' own.
_OTHERS_RECORDS = {
    f"partnerships.{name}{past}" for name in ("advocate", "address", "contact") for past in ("", "event")
}
DELETE, HAND_OVER = "delete", "hand_over"
_LEAVES_LISTS = "leaves_lists"


@ends_rights(lambda user: user.pk)
@recorded
def close_account(user: User, *, by, drafts: str = DELETE, left=(), leaves_lists: bool = True) -> Erasure:
    """Blank the account and everything that leads to its owner; what they did stays as a former member's.

    `drafts` says what becomes of unfinished case studies, `left` which rows are left to be cut by hand,
    `leaves_lists` whether the lists of contributors leave them out from now on.
    Raises AlreadyClosed, OnlyAdministrator or OnlyPlatformAdministrator.
    """
    # Together with the platform's administrators, in one order: of two who close at once one is refused.
    needed = Q(pk=user.pk) | Q(is_platform_admin=True, is_active=True)
    rows = {row.pk: row for row in User.objects.select_for_update().filter(needed).order_by("pk")}
    user = rows[user.pk]
    if user.closed_at:
        raise AlreadyClosed
    _refuse_last(user)
    wording = words_of_user(user)
    counts = _close(user, wording, by=by, drafts=drafts, left=left, leaves_lists=leaves_lists)
    record("account.closed", user, by=None if by is None or by.pk == user.pk else by)
    choices = [drafts, *([_LEAVES_LISTS] if leaves_lists else [])]
    return note_erasure(user, wording, counts=counts, left=sorted(left), fields=choices)


def close_again(user: User, erasure: Erasure) -> None:
    """After a restore. Who was the only administrator when they closed it would not have been let go."""
    user = User.objects.select_for_update().get(pk=user.pk)
    _close(
        user,
        words_of_user(user),
        by=None,
        drafts=HAND_OVER if HAND_OVER in erasure.fields else DELETE,
        left=erasure.left,
        leaves_lists=_LEAVES_LISTS in erasure.fields,
    )


@across_affiliates("an account wrote in affiliates that its owner has left, and is forgotten there too")
def _close(user: User, wording: Wording, *, by, drafts: str, left, leaves_lists: bool) -> dict[str, int]:
    name = str(user)
    _end_roles(user)
    for erase in registered("erase"):
        erase(user, by=by, drafts=drafts, leaves_lists=leaves_lists)
    _delete_own(user)
    _blank(user)
    forget_words(user)
    rename_in_words(name, f"former member #{user.pk}")
    withdraw_mails([word.text for word in wording.words if word.kind == MAIL])
    return erase_words(wording, f"former member #{user.pk}", left=left, but=_OTHERS_RECORDS)


def words_of_user(user: User) -> Wording:
    """All the account's owner is known by. The user name of somebody from the wiki holds their number there."""
    if user.closed_at:
        return Wording([])
    words = [
        Word(user.username, WIKI),
        Word(user.wiki_username, WIKI),
        Word(user.get_full_name(), NAME),
        Word(user.email, MAIL),
    ]
    for email in _rows_of(apps.get_model("account.EmailAddress"), user, "user"):
        words.append(Word(email.email, MAIL))
    return Wording(words)


def _refuse_last(user: User) -> None:
    current = Membership.objects.current().filter(role=Membership.Role.ADMIN)
    mine = current.filter(user=user).values("affiliate")
    # Locked as ending a role locks them: of two administrators who close at once one is refused.
    affiliates = list(Affiliate.objects.select_for_update().filter(pk__in=mine).order_by("pk"))
    others = Count(
        "memberships", filter=Q(memberships__in=current.exclude(user=user).filter(user__is_active=True))
    )
    alone = Affiliate.objects.filter(pk__in=[each.pk for each in affiliates]).annotate(others=others)
    if left := list(alone.filter(others=0).order_by("name")):
        raise OnlyAdministrator(left)
    if user.is_platform_admin:
        colleagues = User.objects.filter(is_platform_admin=True, is_active=True).exclude(pk=user.pk)
        if not colleagues.exists():
            raise OnlyPlatformAdministrator


def _end_roles(user: User) -> None:
    for membership in Membership.objects.current().filter(user=user).select_related("affiliate"):
        membership.ended_at = timezone.now()
        membership.save(update_fields=["ended_at"])
        record("membership.ended", membership, by=None, about=membership.affiliate, before=membership.role)


def _rows_of(model, user: User, field: str) -> models.QuerySet:
    return model._base_manager.filter(**{field: user.pk})


def _delete_own(user: User) -> None:
    """What would go with the account goes: tokens, credentials, feeds, views, notices, follows, drafts of forms.

    Asked of the model registry by what each key says of deletion, so that an app that comes later is not forgotten.
    """
    for model in apps.get_models(include_auto_created=True):
        if model._meta.proxy or not model._meta.managed:
            continue
        for field in model._meta.local_concrete_fields:
            if (
                field.is_relation
                and field.related_model is User
                and field.remote_field.on_delete is models.CASCADE
            ):
                _rows_of(model, user, field.name).delete()


def _blank(user: User) -> None:
    user.username = closed_login(user.pk)
    user.wiki_username = user.first_name = user.last_name = user.email = ""
    user.language = user.time_zone = ""
    user.skills, user.unwanted_mails = [], []
    user.has_shortcuts = True
    user.is_active = user.is_wmf_staff = user.is_platform_admin = False
    user.is_staff = user.is_superuser = False
    user.last_login = user.restricted_at = None
    user.closed_at = timezone.now()
    user.set_unusable_password()
    user.save()
