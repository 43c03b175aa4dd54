# SPDX-License-Identifier: GPL-3.0-or-later
"""What a publication's state means for its author, and what they can do about it."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from outreach.models import Publication


@dataclass(frozen=True, slots=True)
class Advice:
    """A message of a kind that Codex knows, and what to do."""

    kind: str
    title: object
    text: object


_STATES = {
    "waiting": Advice(
        "notice",
        _("Waiting for its turn"),
        _("You need not stay on this page: it goes on by itself, and you will be told."),
    ),
    "sending": Advice(
        "notice",
        _("On its way to the wiki"),
        _("You need not stay on this page: it goes on by itself, and you will be told."),
    ),
    "published": Advice("success", _("Published"), _("It is on the wiki in your name.")),
    "conflict": Advice(
        "warning",
        _("Somebody changed the page meanwhile"),
        _("Nothing was overwritten. Compare the wiki's text with yours, decide section by section, and publish again."),
    ),
    "exists": Advice(
        "warning",
        _("There is a page of this title already"),
        _("It was left as it is. Publish under another title, or ask its authors on the wiki to work together."),
    ),
    "gone": Advice(
        "warning",
        _("The page is gone from the wiki"),
        _("It was deleted there, and we do not bring deleted pages back by ourselves. Ask on the wiki why; yours is kept here, and you may publish it as a new page."),
    ),
    "moved": Advice(
        "warning",
        _("The page leads to another one by now"),
        _("Somebody made it a redirect. See on the wiki where it leads and what was decided there."),
    ),
    "no-access": Advice(
        "error",
        _("The wiki does not let us write for you"),
        _("Connect your wiki account again on your profile page, then try again."),
    ),
    "given-up": Advice(
        "error",
        _("The wiki could not be reached for a day"),
        _("Try again when the wiki works. If it may have taken the text after all, we look for it first and never publish it twice."),
    ),
    "cancelled": Advice("notice", _("Given up"), _("Nothing was published. You can publish at any other time.")),
}  # fmt: skip
_PARKED = {
    "blocked": Advice(
        "error",
        _("Your wiki account is blocked"),
        _("Nobody can write for a blocked account. Talk to the wiki's administrators; the block says how."),
    ),
    "protected": Advice(
        "error",
        _("The page is protected"),
        _("Only some people may change it. Ask on its talk page, then try again."),
    ),
    "filtered": Advice(
        "error",
        _("One of the wiki's filters stopped the text"),
        _(
            "Read what the wiki says below. Change the text, or ask the wiki's administrators, then publish again."
        ),
    ),
    "blacklisted": Advice(
        "error",
        _("A link or the title is on one of the wiki's lists"),
        _("Remove what the wiki names below, then publish again."),
    ),
    "captcha": Advice(
        "error",
        _("The wiki wants to know whether you are human"),
        _("It asks so of new accounts. Make an edit or two on the wiki yourself, then try again."),
    ),
    "too-large": Advice(
        "error", _("The text is too long for one page"), _("Shorten it, then publish again.")
    ),
    "hidden": Advice(
        "error",
        _("Administrators hid the page's text"),
        _("It may hold something that must not be public. Ask them before anything is published again."),
    ),
    "refused": Advice(
        "error", _("The wiki refused the edit"), _("Read what it says below, then try again or give up.")
    ),
}
_FAMILIES = (
    ("blocked", "blocked"), ("autoblocked", "blocked"), ("globalblocking", "blocked"), ("protect", "protected"),
    ("cascadeprotected", "protected"), ("permissiondenied", "protected"), ("cantcreate", "protected"),
    ("abusefilter", "filtered"), ("spam", "blacklisted"), ("titleblacklist", "blacklisted"), ("captcha", "captcha"),
    ("contenttoobig", "too-large"), ("hidden", "hidden"),
)  # fmt: skip


_ENDED = Advice(
    "error",
    _("Sign in by your wiki account again"),
    _("What let us write for you is destroyed. Nothing was sent: connect your wiki account again on your profile page, then try again."),
)  # fmt: skip


def advice_for(publication: Publication) -> Advice:
    """The words for where it stands."""
    if publication.state == Publication.State.NO_ACCESS and publication.code == "access-ended":
        return _ENDED
    if publication.state != Publication.State.PARKED:
        return _STATES[publication.state]
    family = next((name for start, name in _FAMILIES if publication.code.startswith(start)), "refused")
    return _PARKED[family]
