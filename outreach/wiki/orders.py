# SPDX-License-Identifier: GPL-3.0-or-later
"""What a wiki says to an order: the values of an edit that was made, and a name for every no."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from outreach.wiki.errors import WikiRefused, WikiUnavailable


@dataclass(frozen=True, slots=True)
class Written:
    """An edit that the wiki made. `revision` is 0 where it said that nothing would change (`is_unchanged`)."""

    page_id: int
    title: str
    revision: int
    is_unchanged: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """A page as it stands now; `text` is None where administrators hid it, `page_id` 0 where there is none."""

    page_id: int
    title: str
    revision: int
    text: str | None
    sha1: str
    is_redirect: bool

    @property
    def exists(self) -> bool:
        """Whether there is a page."""
        return self.page_id > 0


class No(StrEnum):
    """Why a wiki does not do what it was told."""

    CONFLICT = "conflict"  # somebody changed the page since the revision we started from
    EXISTS = "exists"  # the page was to be a new one
    GONE = "gone"  # the page was to be there
    BLOCKED = "blocked"  # the account may not edit, here or on all wikis
    PROTECTED = "protected"  # the page or the title is for others
    FILTERED = "filtered"  # an abuse filter stopped it
    BLACKLISTED = "blacklisted"  # a link or the title is on a list
    CAPTCHA = "captcha"  # a person must solve something on the wiki
    TOO_LARGE = "too-large"
    REFUSED = "refused"  # anything else, or something the wiki does not tell


class EditRefused(WikiRefused):
    """The wiki answered and did not make the edit; `why` names the no, `words` are the wiki's own."""

    def __init__(self, why: No, *, code: str, words: str):
        super().__init__(f"The wiki did not take the edit ({code}): {words[:200]}", code=code, words=words)
        self.why = why


_CODES = {
    "editconflict": No.CONFLICT,
    "articleexists": No.EXISTS,
    "missingtitle": No.GONE,
    "nosuchpageid": No.GONE,
    "pagedeleted": No.GONE,
    "nosuchrevid": No.GONE,
    "blocked": No.BLOCKED,
    "autoblocked": No.BLOCKED,
    "cantcreate": No.PROTECTED,
    "cantcreate-anon": No.PROTECTED,
    "noedit": No.PROTECTED,
    "permissiondenied": No.PROTECTED,
    "protectedtitle": No.PROTECTED,
    "protectednamespace": No.PROTECTED,
    "cascadeprotected": No.PROTECTED,
    "spamprotected": No.BLACKLISTED,
    "spamdetected": No.BLACKLISTED,
    "spamblacklist": No.BLACKLISTED,
    "contenttoobig": No.TOO_LARGE,
    "captcha": No.CAPTCHA,
}
# Families of words: each wiki and each extension has more of them than any list.
_BEGINNINGS = (
    ("protectedpage", No.PROTECTED),
    ("globalblocking", No.BLOCKED),
    ("wikimedia-globalblocking", No.BLOCKED),
    ("abusefilter", No.FILTERED),
    ("titleblacklist", No.BLACKLISTED),
    ("spam", No.BLACKLISTED),
)


def named(refusal: WikiRefused) -> WikiRefused:
    """The refusal as an EditRefused, where it is one of the API's own."""
    if not refusal.code:
        return refusal
    return EditRefused(_why(refusal.code), code=refusal.code, words=refusal.words or refusal.reason)


def _why(code: str) -> No:
    if code in _CODES:
        return _CODES[code]
    return next((why for beginning, why in _BEGINNINGS if code.startswith(beginning)), No.REFUSED)


def written(answer: dict[str, Any]) -> Written:
    """Read the answer to an edit.

    Raises EditRefused where the edit was not made, WikiUnavailable (it may have been made) for a shape we do
    not know.
    """
    edit = answer.get("edit")
    if not isinstance(edit, dict) or not isinstance(edit.get("result"), str):
        raise WikiUnavailable("The wiki's answer to the edit has a shape we do not know.")
    if edit["result"] != "Success":
        raise _failure(edit)
    page_id, title = edit.get("pageid"), edit.get("title")
    is_unchanged = bool(edit.get("nochange"))
    revision = 0 if is_unchanged else edit.get("newrevid")
    if type(page_id) is not int or type(revision) is not int or not isinstance(title, str):
        raise WikiUnavailable("The wiki's answer to the edit has a shape we do not know.")
    return Written(page_id, title, revision, is_unchanged)


def _failure(edit: dict[str, Any]) -> EditRefused:
    """`result: Failure`: extensions answer so, each in its own field."""
    words = str(edit.get("info") or edit.get("warning") or "")
    if "captcha" in edit:
        asks = edit["captcha"].get("question", "") if isinstance(edit["captcha"], dict) else ""
        return EditRefused(No.CAPTCHA, code="captcha", words=words or str(asks) or "captcha")
    if "spamblacklist" in edit:
        return EditRefused(No.BLACKLISTED, code="spamblacklist", words=words or str(edit["spamblacklist"]))
    code = str(edit.get("code") or edit["result"])
    return EditRefused(_why(code), code=code, words=words or code)


def standing(entry: dict[str, Any]) -> Standing:
    """Read one page of a question for its newest revision. Raises WikiUnavailable for a shape we do not know."""
    title = entry.get("title")
    if entry.get("missing") or entry.get("invalid"):
        # Of a page asked for by its id the wiki tells no title.
        return Standing(0, str(title or ""), 0, None, "", False)
    try:
        revision = entry["revisions"][0]
        slot = revision["slots"]["main"]
        is_hidden = bool(slot.get("texthidden") or revision.get("texthidden"))
        text = None if is_hidden else slot["content"]
        page_id, number, sha1 = entry["pageid"], revision["revid"], revision.get("sha1", "")
    except (KeyError, TypeError, IndexError, AttributeError) as error:
        raise WikiUnavailable("The wiki described the page in a shape we do not know.") from error
    if type(page_id) is not int or type(number) is not int or not isinstance(title, str):
        raise WikiUnavailable("The wiki described the page in a shape we do not know.")
    if not is_hidden and not isinstance(text, str):
        raise WikiUnavailable("The wiki described the page in a shape we do not know.")
    return Standing(page_id, title, number, text, str(sha1), bool(entry.get("redirect")))
