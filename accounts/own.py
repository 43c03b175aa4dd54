# SPDX-License-Identifier: GPL-3.0-or-later
"""What this app holds of somebody who signs in, for the file they take along."""

from knox.models import AuthToken

from accounts.models import Membership, User, WikiAccount
from journal.models import Entry

_PROFILE = ("username", "first_name", "last_name", "email", "wiki_username", "language", "time_zone", "skills",
            "openness", "has_shortcuts", "unwanted_mails", "is_wmf_staff", "is_platform_admin", "date_joined", "last_login")  # fmt: skip


def own_account(user) -> dict[str, list[dict]]:
    """Profile, roles, the wiki account, when tokens were made (not their keys), and what the user did by number."""
    roles = Membership.objects.filter(user=user).order_by("pk")
    done = Entry.objects.filter(actor=user).order_by("pk")
    return {
        "profile": list(User.objects.filter(pk=user.pk).values(*_PROFILE)),
        "roles": list(roles.values("affiliate__name", "role", "started_at", "ended_at")),
        "wiki account": list(WikiAccount.objects.filter(user=user).values("sub", "connected_at", "trouble")),
        "tokens": list(AuthToken.objects.filter(user=user).order_by("created").values("created", "expiry")),
        "what you did": list(done.values("at", "verb", "subject_kind", "subject_id")),
    }
