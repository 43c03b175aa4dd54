# SPDX-License-Identifier: GPL-3.0-or-later
"""What the actions of this app refuse, each in the user's words."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class TieToItself(ValidationError):
    def __init__(self):
        super().__init__(_("An institution cannot be part of itself."), code="tie-to-itself")


class AlreadyTied(ValidationError):
    def __init__(self):
        super().__init__(_("The two are tied in this way already."), code="already-tied")


class HasAWhole(ValidationError):
    def __init__(self, whole):
        super().__init__(
            _("It is part of “%(whole)s” already. End that tie first, or make it a member."),
            code="has-a-whole",
            params={"whole": whole},
        )


class TieCycle(ValidationError):
    def __init__(self, part, whole):
        super().__init__(
            _("“%(whole)s” belongs to “%(part)s” already: the two cannot be parts of each other."),
            code="tie-cycle",
            params={"part": part, "whole": whole},
        )


class TieEndsBeforeStart(ValidationError):
    def __init__(self):
        super().__init__(_("The tie ends before it begins."), code="tie-ends-before-start")


class ReaderOutsideAffiliate(ValidationError):
    def __init__(self, reader):
        super().__init__(
            _("%(reader)s has no role in the affiliate and cannot be told of its disputes."),
            code="reader-outside-affiliate",
            params={"reader": reader},
        )


class DisputeSettled(ValidationError):
    def __init__(self):
        super().__init__(_("This dispute is settled; note a new one."), code="dispute-settled")


class SettledBeforeRaised(ValidationError):
    def __init__(self):
        super().__init__(_("It cannot have been settled before it began."), code="settled-before-raised")


class MergeWithItself(ValidationError):
    def __init__(self):
        super().__init__(_("An institution cannot be merged with itself."), code="merge-with-itself")


class MergeWithinFamily(ValidationError):
    def __init__(self, whole, part):
        super().__init__(
            _("“%(part)s” is part of “%(whole)s” or below it: end that tie first, if they really are one."),
            code="merge-within-family",
            params={"whole": whole, "part": part},
        )


class MergeWithTwoPartnerships(ValidationError):
    def __init__(self, affiliates: list[str]):
        super().__init__(
            _("Both have an open partnership of the same affiliate (%(affiliates)s). End one of them first."),
            code="merge-with-two-partnerships",
            params={"affiliates": ", ".join(affiliates)},
        )


class NoLongerThere(ValidationError):
    def __init__(self):
        super().__init__(
            _("One of the two was merged or removed meanwhile. Look at what is there now."),
            code="no-longer-there",
        )


class AlreadyUndone(ValidationError):
    def __init__(self):
        super().__init__(_("This merge was undone already."), code="already-undone")


class TooLateToUndo(ValidationError):
    def __init__(self, days: int):
        super().__init__(
            _("A merge can be undone within %(days)s days; that time is over."),
            code="too-late-to-undo",
            params={"days": days},
        )


class MergedOnSince(ValidationError):
    def __init__(self, institution):
        super().__init__(
            _("“%(institution)s” was itself merged or removed since. Take that back first."),
            code="merged-on-since",
            params={"institution": institution},
        )


class UndoNotExact(ValidationError):
    def __init__(self):
        super().__init__(
            _(
                "What was moved has changed so much since that the merge cannot be undone without losing something."
            ),
            code="undo-not-exact",
        )


class StillInUse(ValidationError):
    def __init__(self, kinds: list[str]):
        super().__init__(
            _("This institution is in use (%(kinds)s). Merge it with the right one instead of removing it."),
            code="still-in-use",
            params={"kinds": ", ".join(kinds)},
        )


class ItemTakenMeanwhile(ValidationError):
    def __init__(self):
        super().__init__(
            _("Its Wikidata item belongs to another institution now. Correct that one first."),
            code="item-taken-meanwhile",
        )


class SuggestionAnswered(ValidationError):
    def __init__(self):
        super().__init__(_("This suggestion was answered already."), code="suggestion-answered")


class SuggestedAlready(ValidationError):
    """Carries `others`: the open suggestions that may be meant."""

    def __init__(self, others):
        super().__init__(
            _(
                "It looks as if somebody suggested it already: vote for that one. If yours is another, say so below."
            ),
            code="suggested-already",
        )
        self.others = others


class SuggestionMergedWithItself(ValidationError):
    def __init__(self):
        super().__init__(_("A suggestion cannot be merged with itself."), code="suggestion-with-itself")


class AnswerMissing(ValidationError):
    def __init__(self):
        super().__init__(_("Say why: the one who suggested it will read it."), code="answer-missing")


class ItemMissing(ValidationError):
    def __init__(self, item: str):
        super().__init__(
            _("Wikidata has no item %(item)s. Look at the number again, or search by name."),
            code="item-missing",
            params={"item": item},
        )


class ItemIsPerson(ValidationError):
    def __init__(self, item: str):
        super().__init__(
            _("The item %(item)s is a person, not an institution."),
            code="item-is-person",
            params={"item": item},
        )


class ItemIsWikiPage(ValidationError):
    def __init__(self, item: str):
        super().__init__(
            _(
                "The item %(item)s stands for a page of the wikis, such as a category, not for an institution."
            ),
            code="item-is-page",
            params={"item": item},
        )


class NoItem(ValidationError):
    def __init__(self):
        super().__init__(_("The institution has no Wikidata item."), code="no-item")


class NothingFromWikidata(ValidationError):
    def __init__(self):
        super().__init__(
            _("Wikidata has said nothing for this field, so there is nothing to take."),
            code="nothing-from-wikidata",
        )


class MostItemsVanished(ValidationError):
    """Half a batch is said to be missing: more likely a wrong Wikibase than a great deletion."""

    def __init__(self, vanished: int, asked: int):
        super().__init__(
            _(
                "Wikidata says that %(vanished)d of %(asked)d items do not exist. That looks like another "
                "Wikibase, so nothing was changed. Check WIKIDATA_URL."
            ),
            code="most-items-vanished",
            params={"vanished": vanished, "asked": asked},
        )


class ToldApartFromItself(ValidationError):
    def __init__(self):
        super().__init__(_("An institution is always the same as itself."), code="told-apart-from-itself")
