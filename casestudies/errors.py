# SPDX-License-Identifier: GPL-3.0-or-later
"""What the actions of this app refuse, each in the user's words."""

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _


class ChangedMeanwhile(ValidationError):
    """A co-author, or the same person in another tab, saved after this page was opened.

    `parts` are the names of what both changed; none where the whole is asked for at one version.
    """

    def __init__(self, current, parts=()):
        words = _(
            "This case study was saved from another tab or device meanwhile. Nothing you typed here is lost."
        )
        if parts:
            words = _(
                "Changed here and saved from another tab or by a co-author meanwhile: %(parts)s."
                " Nothing you typed here is lost."
            )
        super().__init__(words, code="changed-meanwhile", params={"parts": ", ".join(parts)})
        self.current = current
        self.parts = list(parts)


class NotADraft(ValidationError):
    def __init__(self, state):
        super().__init__(
            _("Only a draft can be written on; this case study is %(state)s."),
            code="not-a-draft",
            params={"state": state},
        )


class TitleMissing(ValidationError):
    def __init__(self):
        super().__init__(_("Give the case study a title before you file it."), code="title-missing")


class AlreadyWithdrawn(ValidationError):
    def __init__(self):
        super().__init__(_("This case study is withdrawn already."), code="already-withdrawn")


class BelongsToTheWiki(ValidationError):
    def __init__(self):
        super().__init__(
            _("This text is a copy of a wiki page: it changes, and goes, with the page."),
            code="belongs-to-the-wiki",
        )


class PartnershipElsewhere(ValidationError):
    def __init__(self, institution):
        super().__init__(
            _("That partnership is not one with “%(institution)s”."),
            code="partnership-elsewhere",
            params={"institution": institution},
        )


class NotToBePublished(ValidationError):
    def __init__(self, state):
        super().__init__(
            _(
                "Only a draft, a filed or a published case study of ours can be sent to the wiki; this one is %(state)s."
            ),
            code="not-to-be-published",
            params={"state": state},
        )


class NotFiled(ValidationError):
    def __init__(self, state):
        super().__init__(
            _("Only a filed case study is reviewed; this one is %(state)s."),
            code="not-filed",
            params={"state": state},
        )


class AcceptedFirst(ValidationError):
    """The operator wants a review before anything goes to the wiki."""

    def __init__(self, state):
        super().__init__(
            _("A reviewer accepts a case study before it goes to the wiki; this one is %(state)s."),
            code="accepted-first",
            params={"state": state},
        )


class NothingWritten(ValidationError):
    def __init__(self):
        super().__init__(
            _("There is nothing to publish yet: every section is empty."), code="nothing-written"
        )


class NothingNew(ValidationError):
    def __init__(self):
        super().__init__(
            _("The wiki has this text already: nothing has changed here since."), code="nothing-new"
        )


class SettleFirst(ValidationError):
    def __init__(self):
        super().__init__(
            _("The page was changed on the wiki and here. Compare both and decide before you publish again."),
            code="settle-first",
        )


class NothingToSettle(ValidationError):
    def __init__(self):
        super().__init__(
            _("Both sides agree: there is nothing to decide any more."), code="nothing-to-settle"
        )


class OnTheWiki(ValidationError):
    def __init__(self):
        super().__init__(
            _("This case study is on the wiki. Only the wiki's administrators can take it away there."),
            code="on-the-wiki",
        )


class GuessDecided(ValidationError):
    """Somebody decided the other way before."""

    def __init__(self, state):
        super().__init__(
            _("Somebody has decided this already: %(state)s."), code="guess-decided", params={"state": state}
        )


class GuessGone(ValidationError):
    """It was answered together with another, or the page no longer says it."""

    def __init__(self):
        super().__init__(_("This guess has been answered together with another one."), code="guess-gone")


class LinkedByHand(ValidationError):
    """A person's link stands; a guess does not go over it."""

    def __init__(self, institution):
        super().__init__(
            _("Somebody linked “%(institution)s” meanwhile. Change the link itself if that is wrong."),
            code="linked-by-hand",
            params={"institution": institution},
        )


class TooManyWaiting(ValidationError):
    def __init__(self, most):
        super().__init__(
            _("%(most)s drafts from the wiki wait for you already. Ask again when they are here."),
            code="too-many-waiting",
            params={"most": most},
        )


class LicenceNotAgreed(ValidationError):
    def __init__(self):
        super().__init__(
            _("Agree to the licence before you file it: the wiki takes no text without."),
            code="licence-not-agreed",
        )


class PeopleNotSaid(ValidationError):
    def __init__(self):
        super().__init__(_("Say what the text says of people before you file it."), code="people-not-said")


class NamesPeople(ValidationError):
    """The author says that nobody is named, and the text seems to name somebody."""

    def __init__(self, found):
        super().__init__(
            _(
                "The text seems to name: %(names)s. Take that out, or say that they agreed or are named in their"
                " public office."
            ),
            code="names-people",
            params={"names": ", ".join(str(each) for each in found)},
        )


class FactsChangedMeanwhile(ValidationError):
    """Somebody else said what it is about after this page was opened; the text is not concerned."""

    def __init__(self, current):
        super().__init__(
            _(
                "Somebody saved these facts meanwhile. What you chose is still here: look at it and save again, or open the page anew."
            ),
            code="facts-changed-meanwhile",
        )
        self.current = current


class AgreementElsewhere(ValidationError):
    def __init__(self):
        super().__init__(
            _("That agreement is not one of the partnership that this case study is about."),
            code="agreement-elsewhere",
        )


class FigureUnknown(ValidationError):
    def __init__(self):
        super().__init__(
            _("That figure is not known any more, or its source is not yours to see."), code="figure-unknown"
        )


class NotYourself(ValidationError):
    def __init__(self):
        super().__init__(_("You write it already: invite somebody else."), code="not-yourself")


class IsTheAuthor(ValidationError):
    def __init__(self, user):
        super().__init__(_("%(name)s is its author already."), code="is-the-author", params={"name": user})


class InvitedAlready(ValidationError):
    """Invited and not yet answered, or writing along."""

    def __init__(self, user):
        super().__init__(
            _("%(name)s is invited, or writes along, already."),
            code="invited-already",
            params={"name": user},
        )


class TooManyCoAuthors(ValidationError):
    def __init__(self, most):
        super().__init__(
            _("%(most)s people are invited or write along already; more than that nobody keeps in step."),
            code="too-many-coauthors",
            params={"most": most},
        )


class SharedNoMore(ValidationError):
    """The wiki's own, or withdrawn."""

    def __init__(self):
        super().__init__(
            _("Nobody can be invited to write on this case study any more."), code="shared-no-more"
        )


class NoInvitation(ValidationError):
    def __init__(self):
        super().__init__(_("This invitation has been answered, or was taken back."), code="no-invitation")


class NotWritingAlong(ValidationError):
    def __init__(self):
        super().__init__(
            _("Whoever this was about does not write on this case study any more."), code="not-writing-along"
        )


class SectionHeld(ValidationError):
    """Somebody else writes these sections at this moment; `holds` say who and since when."""

    def __init__(self, holds):
        super().__init__(
            [
                ValidationError(
                    _(
                        "%(name)s has been writing “%(section)s” since %(when)s. What you typed stays in its field:"
                        " save it when the section is free again."
                    ),
                    code="section-held",
                    params={
                        "name": hold.held_by,
                        "section": hold.get_section_display(),
                        "when": date_format(localtime(hold.held_at), "H:i"),
                    },
                )
                for hold in holds
            ]
        )
        self.holds = list(holds)


class NoLongerWriting(ValidationError):
    """Left, or was let go, while the page of writing was open."""

    def __init__(self):
        super().__init__(
            _(
                "You no longer write on this case study, so nothing was saved. What you typed stays in its field."
            ),
            code="no-longer-writing",
        )


class PictureThere(ValidationError):
    def __init__(self, name):
        super().__init__(_("“%(name)s” is on the list already."), code="picture-there", params={"name": name})


class PicturePlaced(ValidationError):
    def __init__(self, picture):
        super().__init__(
            _("That section shows “%(name)s” already."), code="picture-placed", params={"name": picture.name}
        )


class PictureNotFit(ValidationError):
    def __init__(self, picture):
        super().__init__(
            _("“%(name)s” cannot be put into the text: %(state)s. %(reason)s"),
            code="picture-not-fit",
            params={
                "name": picture.name,
                "state": picture.get_state_display(),
                "reason": picture.reason_in_words,
            },
        )


class PicturesUnfit(ValidationError):
    """The text shows files that are not on Commons, or not free."""

    def __init__(self, pictures):
        super().__init__(
            _(
                "Not published: the text shows pictures that cannot be used: %(names)s. Take them out of the text, or see on the page of pictures what to do."
            ),
            code="pictures-unfit",
            params={"names": ", ".join(picture.name for picture in pictures)},
        )
        self.pictures = pictures


class TooManyPictures(ValidationError):
    def __init__(self, most):
        super().__init__(
            _("%(most)s pictures are on the list already."), code="too-many-pictures", params={"most": most}
        )
