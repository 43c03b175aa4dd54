# SPDX-License-Identifier: GPL-3.0-or-later
"""Sign-ins, signs-out and failed tries in the journal: Django tells of them whichever way somebody came.

A line is the affiliate's where somebody is in one alone: its administrators then see it. Of a tried name the same
question is asked whether it is anybody's or nobody's, so that the answer takes as long.
"""

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.utils.crypto import salted_hmac

from accounts.models import Membership
from journal.actions import record, record_event


def listen() -> None:
    """Have Django tell us; once, when the app is ready."""
    user_logged_in.connect(_begun, dispatch_uid="accounts.session.begun")
    user_logged_out.connect(_ended, dispatch_uid="accounts.session.ended")
    user_login_failed.connect(_failed, dispatch_uid="accounts.session.failed")


def name_hash(name: str) -> str:
    """What a tried name is kept as: the same for the same name, and no way back without the site's key."""
    return salted_hmac("accounts.recording", name.strip().casefold(), algorithm="sha256").hexdigest()[:16]


def _begun(sender, request, user, **_more):
    if _was_sent(request):
        record("session.begun", user, by=user, affiliate_id=_affiliate_of(user=user.pk))


def _ended(sender, request, user, **_more):
    if user is not None and _was_sent(request):
        record("session.left", user, by=user, affiliate_id=_affiliate_of(user=user.pk))


def _failed(sender, credentials, **_more):
    name = str(credentials.get("username") or "")
    _note_failed(name, user__username=name)


def note_refused_by_wiki(person) -> None:
    """The wiki says who it is, and they may not come in: their account here is closed, or theirs there is blocked."""
    _note_failed(person.username, user__wiki_account__sub=person.sub)


def _note_failed(name: str, **who) -> None:
    record_event("session.failed", by=None, after=name_hash(name), affiliate_id=_affiliate_of(**who))


def _affiliate_of(**who) -> int | None:
    return Membership.objects.current().filter(**who).only_affiliate()


def _was_sent(request) -> bool:
    """Whether somebody sent it; a test's short cut makes one without a method."""
    return bool(request is not None and request.method)
