# SPDX-License-Identifier: GPL-3.0-or-later
"""The classes of data, each with one answer to who sees it, how long it is kept and what erasing a person does to it."""

from enum import StrEnum


class DataClass(StrEnum):
    """What a field holds of people. A field that is in none of the classes is in `NOT_PERSONAL`."""

    NOT_PERSONAL = "not_personal"
    ADVOCATE = "advocate"  # name, post, addresses, language of somebody at an institution
    WIKI_LINK = "wiki_link"  # which wiki account an advocate has: only by their consent
    NOTE_ON_PERSON = "note_on_person"  # free words on an advocate
    NOTE_ON_WORK = "note_on_work"  # free words on an institution or a partnership, where a name may stand
    CONSENT = "consent"  # what somebody agreed or objected to, and when
    SUPPRESSION = "suppression"  # keyed hashes of those who want no mail, or to be left out
    SIGNATORY = "signatory"  # who signed an agreement
    DOCUMENT = "document"  # files, with the names in them
    COLLEAGUE = "colleague"  # which account leads, wrote, moved, is asked
    CASE_STUDY = "case_study"  # drafts and what they say of people
    WIKI_PUBLIC = "wiki_public"  # what a public wiki says of an account
    ACCOUNT = "account"  # name, address and settings of somebody who signs in
    CREDENTIAL = "credential"  # tokens, sealed or hashed
    SESSION = "session"  # sessions, addresses of machines, programs used
    AUDIT = "audit"  # who did what when, by numbers
    READING = "reading"  # who looked at whose contact data
    MESSAGE = "message"  # mails, and notices in the product
    TRANSFER = "transfer"  # files of exports and imports
    LINK = "link"  # keys of feeds, shares and programs
    FAULT = "fault"  # what went wrong, in a program's words
