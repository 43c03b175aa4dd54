# SPDX-License-Identifier: GPL-3.0-or-later
"""What we keep of people and for how long: one row for each class of data, as the privacy statement shows it.

Periods stand with the purges that hold them (`privacy.registry.purge`), so that the page cannot promise what no
program does. Where a class has no period of its own, `kept` says what it lives and goes with.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from privacy.classes import DataClass


@dataclass(frozen=True)
class Keeping:
    """How one class of data is treated. One with `is_timed` is thrown away after a period, by a purge."""

    title: object
    what: object
    seen_by: object
    kept: object
    erasure: object
    is_timed: bool = False


KEEPING: dict[DataClass, Keeping] = {
    DataClass.ADVOCATE: Keeping(
        _("People at institutions"),
        _("Name, post, how to reach them, how we know them, when we were in touch."),
        _("The affiliate that works with them. Nobody else, not even the foundation’s staff."),
        _("Longer only if somebody says why; the affiliate is reminded before it is over."),
        _(
            "The name becomes “Former contact” with a number; addresses go, everywhere and in the history too."
        ),
        is_timed=True,
    ),
    DataClass.WIKI_LINK: Keeping(
        _("Which wiki account somebody at an institution has"),
        _("The account’s name, and when and how they agreed that we note it."),
        _("The affiliate that works with them."),
        _("As long as their consent stands, and never longer than the person."),
        _("It goes first, from the history too."),
    ),
    DataClass.NOTE_ON_PERSON: Keeping(
        _("Notes about people at institutions"),
        _("What somebody wrote down of a talk, or how to win a person back. The person may ask to read it."),
        _("The affiliate that works with them."),
        _("Renewing how long the person is kept renews the notes as well."),
        _("The words go, from the history too; the day of the talk stays as a number."),
        is_timed=True,
    ),
    DataClass.NOTE_ON_WORK: Keeping(
        _("Notes on partnerships and institutions"),
        _(
            "Plans, reasons, tasks and talks on the work itself. Names do not belong there, but may stand there."
        ),
        _("The affiliates that lead the partnership."),
        _(
            "Of an open partnership as long as it goes on; what is said of an institution itself stays with it."
        ),
        _("Searched for the name; what is found is listed for the affiliate to cut."),
        is_timed=True,
    ),
    DataClass.CONSENT: Keeping(
        _("What somebody agreed or objected to"),
        _("When, to which text, and how it was said."),
        _("Administrators of the affiliate, and the person."),
        _("As the proof that we were allowed to."),
        _("Kept without the name: a keyed hash, days, and the version of the text."),
        is_timed=True,
    ),
    DataClass.SUPPRESSION: Keeping(
        _("Who wants no mail, or to be left out"),
        _("Keyed hashes, from which nobody can read a name or an address."),
        _("Nobody. The platform asks it before it sends or takes in anything."),
        _("For good: it is what keeps somebody from being taken in again."),
        _("It stays, since it is what holds the erasure."),
    ),
    DataClass.SIGNATORY: Keeping(
        _("Who signs agreements"),
        _("Name, post and day."),
        _("The affiliates that lead the partnership."),
        _("An agreement without an end is kept with its partnership."),
        _("The name goes, unless the law wants the agreement kept as it is."),
        is_timed=True,
    ),
    DataClass.DOCUMENT: Keeping(
        _("Agreements as files and texts"),
        _("What both sides signed, with the names in it."),
        _("The affiliates that lead the partnership."),
        _(
            "An agreement without an end is kept with its partnership. Files nobody names any more go after a day."
        ),
        _("The affiliate is asked to black the name out, within 30 days."),
        is_timed=True,
    ),
    DataClass.COLLEAGUE: Keeping(
        _("Who of us did it"),
        _("Which account leads, wrote, moved, reviewed or was asked."),
        _("Whoever may see the record itself."),
        _("With the record."),
        _("The account’s name becomes that of a former member; that somebody did it stays."),
    ),
    DataClass.CASE_STUDY: Keeping(
        _("Drafts of case studies and their reviews"),
        _("What is written, said in a review, and not on the wiki yet."),
        _("Its authors; once handed in, their affiliate and the foundation’s GLAM staff."),
        _(
            "One that was published stays, under its free licence. Its author is told 30 days before a draft goes."
        ),
        _("The author hands it over or deletes it. The wiki’s own history is outside our power."),
        is_timed=True,
    ),
    DataClass.WIKI_PUBLIC: Keeping(
        _("What public wikis say"),
        _("Pages of Outreach Wiki, account names on them, and what both say of each other."),
        _("Everybody, as on the wiki. Whoever asks to be left out is left out."),
        _("As long as it stands on the wiki; we look at least once a day."),
        _("Left out here within a day; how to have it removed on the wiki itself is shown."),
    ),
    DataClass.ACCOUNT: Keeping(
        _("Your account"),
        _("Name, mail address, wiki account, settings, and what you offer to help with."),
        _("You; your name also those who work with you; administrators of the platform."),
        _("Until the account is closed. The mail address goes at once."),
        _("The name becomes “former member” with a number, the rest goes."),
    ),
    DataClass.CREDENTIAL: Keeping(
        _("What lets us act on the wiki for you"),
        _("Tokens, sealed; passwords, of which only a hash is stored."),
        _("Nobody."),
        _("Or until you disconnect the wiki account."),
        _("Destroyed at once."),
        is_timed=True,
    ),
    DataClass.SESSION: Keeping(
        _("That you are signed in"),
        _("The session and the kind of program, never the machine’s address; one-time keys of forms."),
        _("You; administrators of the platform."),
        _("Or until you sign out."),
        _("Ended at once."),
        is_timed=True,
    ),
    DataClass.AUDIT: Keeping(
        _("Who did what, and when"),
        _("The journal: an account’s number, a verb, a record’s number, and a few words."),
        _(
            "Those who may see the record; administrators of the affiliate for their own; platform administrators."
        ),
        _(
            "Then lines on an account go whole. Of those on another record, words, addresses of pages and account"
            " numbers go; what was done to it, and when, stays."
        ),
        _("Words about the person go; numbers stay and point to nobody."),
        is_timed=True,
    ),
    DataClass.READING: Keeping(
        _("Who looked at contact data"),
        _("An account’s number, whose record, and when."),
        _("Administrators of the affiliate for their own; the person, if they ask."),
        _("So that a misuse can be found."),
        _("Goes with the person."),
        is_timed=True,
    ),
    DataClass.MESSAGE: Keeping(
        _("Mails and notices"),
        _("To whom, and what it says. Nothing tells us whether you open a mail."),
        _("Whoever gets it; nobody else."),
        _("Then only counted."),
        _("Deleted at once."),
        is_timed=True,
    ),
    DataClass.TRANSFER: Keeping(
        _("Files of exports and imports"),
        _("What somebody downloads of, or brings into, the platform."),
        _("Whoever made it."),
        _("Exports are made on the spot and not stored here."),
        _("Deleted at once."),
        is_timed=True,
    ),
    DataClass.LINK: Keeping(
        _("Keys for calendars, shares and programs"),
        _("Hashes of keys, when they were made and last used."),
        _("You, and administrators of your affiliate."),
        _("Or until you revoke them."),
        _("Revoked at once."),
        is_timed=True,
    ),
    DataClass.FAULT: Keeping(
        _("What went wrong"),
        _("Words of a program about its own failure."),
        _("Administrators of the platform."),
        _("That something failed stays, without the words."),
        _("Names nobody on purpose; goes with its period."),
        is_timed=True,
    ),
}
