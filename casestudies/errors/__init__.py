# SPDX-License-Identifier: GPL-3.0-or-later
"""What the actions of this app refuse, each in the user's words."""

from casestudies.errors.drafts import (
    AlreadyWithdrawn,
    BelongsToTheWiki,
    ChangedMeanwhile,
    LicenceNotAgreed,
    NamesPeople,
    NotADraft,
    NotFiled,
    PartnershipElsewhere,
    PeopleNotSaid,
    TitleMissing,
    TooManyWaiting,
)
from casestudies.errors.facts import (
    AgreementElsewhere,
    FactsChangedMeanwhile,
    FigureUnknown,
)
from casestudies.errors.guesses import (
    GuessDecided,
    GuessGone,
    LinkedByHand,
)
from casestudies.errors.pictures import (
    PictureNotFit,
    PicturePlaced,
    PicturesUnfit,
    PictureThere,
    TooManyPictures,
)
from casestudies.errors.publishing import (
    AcceptedFirst,
    NothingNew,
    NothingToSettle,
    NothingWritten,
    NotToBePublished,
    OnTheWiki,
    SettleFirst,
)
from casestudies.errors.together import (
    InvitedAlready,
    IsTheAuthor,
    NoInvitation,
    NoLongerWriting,
    NotWritingAlong,
    NotYourself,
    SectionHeld,
    SharedNoMore,
    TooManyCoAuthors,
)

__all__ = [
    "AcceptedFirst",
    "AgreementElsewhere",
    "AlreadyWithdrawn",
    "BelongsToTheWiki",
    "ChangedMeanwhile",
    "FactsChangedMeanwhile",
    "FigureUnknown",
    "GuessDecided",
    "GuessGone",
    "InvitedAlready",
    "IsTheAuthor",
    "LicenceNotAgreed",
    "LinkedByHand",
    "NamesPeople",
    "NoInvitation",
    "NoLongerWriting",
    "NotADraft",
    "NotFiled",
    "NotToBePublished",
    "NotWritingAlong",
    "NotYourself",
    "NothingNew",
    "NothingToSettle",
    "NothingWritten",
    "OnTheWiki",
    "PartnershipElsewhere",
    "PeopleNotSaid",
    "PictureNotFit",
    "PicturePlaced",
    "PictureThere",
    "PicturesUnfit",
    "SectionHeld",
    "SettleFirst",
    "SharedNoMore",
    "TitleMissing",
    "TooManyCoAuthors",
    "TooManyPictures",
    "TooManyWaiting",
]
