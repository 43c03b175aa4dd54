# SPDX-License-Identifier: GPL-3.0-or-later
"""Mails about somebody's ways in: whoever changes one with a stolen session is not the only one to know."""

from uuid import uuid4

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from work.actions import post
from work.letters import letter

SAID = {
    "passkey.added": gettext_lazy("A passkey was added to your account."),
    "passkey.removed": gettext_lazy("A passkey was removed from your account."),
    "second_factor.set_up": gettext_lazy("An authenticator app was set up for your account."),
    "second_factor.removed": gettext_lazy("A second factor was taken away from your account."),
    "second_factor.codes_made": gettext_lazy(
        "New recovery codes were made for your account; the old ones are void."
    ),
    "token.made": gettext_lazy("An API token was made for your account."),
}


def mail_about_way_in(user: User, verb: str) -> None:
    """Post a mail saying what the journal's `verb` did to the account; nothing without an address.

    It belongs to the safety of the account, so no setting stops it, and it names no key, device or place.
    """
    if not user.email:
        return
    with translation.override(user.language or settings.LANGUAGE_CODE):
        said = str(SAID[verb])
        payload = letter(
            user.language,
            subject=said,
            paragraphs=[
                said,
                _(
                    "If that was you, there is nothing to do. If it was not: end all your sessions, take away what you"
                    " do not know, and tell those who run this platform."
                ),
            ],
            link=reverse("accounts:sessions"),
            link_words=_("Where you are signed in"),
            footer=_("You get this mail because it is about how one comes into your account."),
        )
    post("mail", key=f"way-in-{user.pk}-{uuid4()}", payload={"to": user.email} | payload)
