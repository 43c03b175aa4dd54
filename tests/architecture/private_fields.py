# SPDX-License-Identifier: GPL-3.0-or-later
"""Which private fields get a word of their own, and who may read each: written by hand.

Every text of a class above public (`privacy.registry`) stands here, or in `WITHOUT` with the reason: a new one fails
the build until it does.
"""

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models

from privacy.classes import DataClass
from privacy.registry import class_of, every_field

# The model, the way to its affiliate, who outside of that may read it too, and the fields.
OF_AFFILIATES = """
partnerships.Advocate     affiliate                           -    name wiki_username source_note wiki_consent_note plan
partnerships.Post         advocate__affiliate                 -    title
partnerships.Address      advocate__affiliate                 -    value
partnerships.Contact      advocate__affiliate                 -    note
partnerships.Notice       advocate__affiliate                 -    note
partnerships.Partnership  affiliate                           -    notes
partnerships.Partnership  affiliate                           wmf  next_step effort_note summary
partnerships.StageMove    affiliate                           -    note
partnerships.CoLead       asked_by_affiliate                  -    message
partnerships.Mou          partnership__affiliate              wmf  title public_summary
partnerships.Mou          partnership__affiliate              -    flags_note document_name link
partnerships.Commitment   mou__partnership__affiliate         wmf  what
partnerships.Commitment   mou__partnership__affiliate         -    reason
agreements.Progress       commitment__mou__partnership__affiliate - note evidence
agreements.Clause         mou__partnership__affiliate         -    title text
agreements.Signatory      mou__partnership__affiliate         -    name post
agreements.RightsTerm     mou__partnership__affiliate         -    note
agreements.RightsTerm     mou__partnership__affiliate         wmf  content_set vrt_ticket
agreements.LegalHold      mou__partnership__affiliate         -    reason
agreements.AgreementTemplate affiliate                        -    name
teamwork.Note             affiliate                           -    text
teamwork.Task             affiliate                           -    title
institutions.Alignment    affiliate                           -    reason mitigations
institutions.Dispute      affiliate                           -    title account outcome
privacy.Consent           affiliate                           -    note
privacy.Assessment        affiliate                           -    purpose necessity balance
privacy.Reading           affiliate                           -    path
journal.Entry             affiliate_id                        -    note
journal.Entry             affiliate_id                        wmf  before after
"""
# What belongs to people alone, by the ways to them.
OF_PEOPLE = """
accounts.User             pk                  email
accounts.Session          user                program
casestudies.WikiDraft     asked_by            asked_for title reason
learning.Mentorship       path__user,mentor   message
outreach.Publication      by                  text summary words
teamwork.Notice           user                words address
teamwork.SavedView        owner               name query
"""
# What is part of a case study that is not public: its writers read it, and others as far as it is handed in. The admin
# names what it lists.
OF_STUDIES = """
casestudies.CaseStudy     pk                  plat title
casestudies.CaseStudy     pk                  -    lead campaign campaign_url search_text
casestudies.LinkedFigure  case_study          plat source_words
casestudies.Picture       case_study          -    caption asked_as
casestudies.Section       case_study          -    heading text
reviews.Comment           case_study          -    text quote
reviews.Review            case_study          -    summary
"""
# What is for nobody outside of a group, by its names in the table of doors ("-": for nobody at all).
OF_GROUPS = """
institutions.NotDuplicate volun,viewer,coord,admin,token,other,bview,badmin,wmf,plat,calm  reason
work.Run                  wmf,plat,calm,coord,admin,token,other,badmin  error
work.Message              plat,calm           error
work.Message              -                   payload
"""
# How a word stands in a field that would not take it bare.
SHAPES = {
    "partnerships.Mou.link": "https://{}.example/",
    "casestudies.CaseStudy.campaign_url": "https://{}.example/",
    "agreements.Progress.evidence": "https://{}.example/",
    "teamwork.Notice.address": "/{}/",
    "teamwork.SavedView.query": "q={}",
    "privacy.Reading.path": "/{}/",
}

_PUBLIC_STUDY = "of public case studies only; a draft's own words stand in its sections"
_CODE = "a word of the code's own"
_HASH = "a hash or a sealed token: tests/glamwiki/test_secrets.py and those of its app"
_NAME = "the name somebody goes by, shown as they chose: tests/accounts/test_profile.py"
_SETTING = "a choice among words of the code's own"
_NUMBERS = "numbers and names of columns, no words of people"
# Texts without a word of their own, and why.
WITHOUT = {
    "accounts.User.username": _NAME,
    "accounts.User.first_name": _NAME,
    "accounts.User.last_name": _NAME,
    "accounts.User.wiki_username": _NAME,
    "accounts.User.password": _HASH,
    "accounts.User.language": _SETTING,
    "accounts.User.time_zone": _SETTING,
    "accounts.User.skills": _SETTING,
    "accounts.User.unwanted_mails": _SETTING,
    "accounts.WikiAccount.sub": "the number of a wiki account; not shown: tests/accounts/test_wiki_sign_in.py",
    "accounts.WikiCredential.access": _HASH,
    "accounts.WikiCredential.refresh": _HASH,
    "accounts.Session.session_key": _HASH,
    "accounts.Session.session_data": _HASH,
    "casestudies.Edition.title": "a page of a public wiki",
    "casestudies.Edition.base_text": "what a public wiki says",
    "casestudies.Guess.reasons": _CODE,
    "casestudies.Picture.name": "a file of a public wiki",
    "casestudies.Reading.figures": _PUBLIC_STUDY,
    "casestudies.Reading.images": _PUBLIC_STUDY,
    "casestudies.Reading.links": _PUBLIC_STUDY,
    "casestudies.Reading.wiki_links": _PUBLIC_STUDY,
    "institutions.Suggestion.why": "read by everybody: `suggestion.see` in the table of actions",
    "institutions.Suggestion.answer": "read by everybody: `suggestion.see` in the table of actions",
    "institutions.Merge.dropped": "whole rows, to take the merge back by; no page reads them",
    "journal.Entry.verb": _CODE,
    "journal.Entry.subject_kind": _CODE,
    "journal.Entry.thread_kind": _CODE,
    "learning.FirstPath.done": _CODE,
    "learning.Gist.lesson": _PUBLIC_STUDY,
    "learning.Mentor.countries": _SETTING,
    "learning.Mentor.languages": _SETTING,
    "learning.Mentor.kinds": _SETTING,
    "learning.Obstacle.met": _PUBLIC_STUDY,
    "learning.Obstacle.helped": _PUBLIC_STUDY,
    "outreach.Publication.title": "the page of a public wiki it is for",
    "outreach.Removal.digest": _HASH,
    "outreach.SyncRun.reasons": "what could not be read of a public wiki",
    "partnerships.Mou.document": "a random name in a store; the name people gave it has its word",
    "partnerships.Notice.language": _SETTING,
    "partnerships.Notice.message_key": _CODE,
    "privacy.Acceptance.language": _SETTING,
    "privacy.Acceptance.digest": _HASH,
    "privacy.Consent.subject_kind": _CODE,
    "privacy.Erasure.subject_kind": _CODE,
    "privacy.Erasure.digests": _HASH,
    "privacy.Erasure.fields": _NUMBERS,
    "privacy.Erasure.left": _NUMBERS,
    "privacy.Erasure.kept": _NUMBERS,
    "privacy.Erasure.counts": _NUMBERS,
    "privacy.PersonSearch.subject_kind": _CODE,
    "privacy.PersonSearch.digest": _HASH,
    "privacy.PersonSearch.hits": _NUMBERS,
    "privacy.PersonSearch.perhaps": _NUMBERS,
    "privacy.PersonSearch.files": _NUMBERS,
    "privacy.PersonSearch.unread": _NUMBERS,
    "privacy.Reading.subject_kind": _CODE,
    "privacy.Suppression.digest": _HASH,
    "reviews.Review.answers": _CODE,
    "teamwork.Notice.kind": _CODE,
    "teamwork.Notice.key": _CODE,
    "today.Feed.digest": _HASH,
    "today.Snooze.key": _CODE,
    "work.FormKey.led_to": "an address of ours, where its writer is sent on to",
    "work.Message.kind": _CODE,
    "work.Message.key": _CODE,
}
# Other people's tables, which no page of ours lists: what their rows hold is kept to tests of their own.
THEIR_APPS = {"account", "admin", "knox", "mfa", "pghistory", "sessions", "socialaccount"}
_PUBLIC = {DataClass.NOT_PERSONAL, DataClass.WIKI_PUBLIC}
_TEXTS = (
    models.CharField,
    models.TextField,
    models.JSONField,
    models.FileField,
    models.BinaryField,
    ArrayField,
)


def private_texts() -> set[str]:
    """Every text of a class above public; choices are words of the code, histories repeat what a row said."""
    found = set()
    for label, name in every_field():
        app, model = label.split(".")
        column = _column(label, name)
        is_text = isinstance(column, _TEXTS) and not column.is_relation and not column.choices
        is_ours = app not in THEIR_APPS and not model.endswith("Event")
        if is_text and is_ours and class_of(label, name) not in _PUBLIC:
            found.add(f"{label}.{name}")
    return found


def _column(label: str, name: str) -> models.Field:
    return apps.get_model(label)._meta.get_field(name)
