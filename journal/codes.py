# SPDX-License-Identifier: GPL-3.0-or-later
"""Codes in the journal's words: kept as the model has them, said in the reader's language when somebody reads.

Lines of before said some of them in the language of whoever wrote; these are known again by that word.
"""

from datetime import date, datetime
from functools import cache

from django.apps import apps
from django.conf import settings
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.formats import date_format
from django.utils.translation import get_language_bidi, gettext_lazy, override
from django.utils.translation import gettext as _

from journal.models import Entry

# Which choices `before` and `after` are of. A new verb that writes such a word needs its row (tests/journal).
CODED = {
    "advocate.answered": "privacy.Consent.answer",
    "advocate.contacted": "partnerships.Contact.channel",
    "advocate.notified": "partnerships.Notice.how",
    "advocate.related": "partnerships.Relation.kind",
    "casestudy.accepted": "casestudies.CaseStudy.state",
    "casestudy.filed": "casestudies.CaseStudy.state",
    "casestudy.handed_back": "casestudies.CaseStudy.state",
    "casestudy.lost": "outreach.Page.state",
    "casestudy.not_published": "outreach.Publication.state",
    "casestudy.withdrawn": "casestudies.CaseStudy.state",
    "commitment.settled": "partnerships.Commitment.state",
    "hold.taken_over": "casestudies.Hold.section",
    "membership.ended": "accounts.Membership.role",
    "membership.granted": "accounts.Membership.role",
    "obstacle.confirmed": "learning.Obstacle.theme",
    "obstacle.corrected": "learning.Obstacle.theme",
    "obstacle.noted": "learning.Obstacle.theme",
    "obstacle.rejected": "learning.Obstacle.theme",
    "partnership.checked": "partnerships.Stage.phase",
    "partnership.moved": "partnerships.Stage.phase",
    "partnership.opened": "partnerships.Stage.phase",
    "partnership.over_limit": "partnerships.Stage.phase",
    "partnership.undone": "partnerships.Stage.phase",
    "review.commented": "reviews.Comment.section",
    "review.reopened": "reviews.Comment.section",
    "review.resolved": "reviews.Comment.section",
    "stage.added": "partnerships.Stage.phase",
    "stage.restored": "partnerships.Stage.phase",
    "stage.retired": "partnerships.Stage.phase",
    "tie.ended": "institutions.Tie.kind",
    "tie.made": "institutions.Tie.kind",
    "wiki.refused": "accounts.WikiCredential.revoked_why",
    "wiki.suspended": "accounts.WikiAccount.trouble",
}
# Words of our own that no model has as choices.
WORDS = {
    "advocate.consented": {"given": gettext_lazy("given"), "withdrawn": gettext_lazy("withdrawn")},
    "proof.refused": {
        "code": gettext_lazy("code"),
        "passkey": gettext_lazy("passkey"),
        "password": gettext_lazy("password"),
        "wiki": gettext_lazy("wiki account"),
    },
    "file.exported": {
        "audit": gettext_lazy("the journal"),
        "contributors": gettext_lazy("contributors"),
        "own data": gettext_lazy("one's own data"),
    },
}
# `name: value` of fields a line, or names alone (`privacy.corrections`).
OF_FIELDS = {
    "alignment.judged",
    "item.kept_ours",
    "item.released",
    "item.renewed",
    "item.took_theirs",
    "partnership.put_back",
}
# These say a name before and after.
OF_NAMES = {"pipeline.corrected", "guide.corrected"}


def in_readers_language(entry: Entry) -> None:
    """Say the codes of the line in the active language; never saved."""
    for end in ("before", "after"):
        if text := getattr(entry, end):
            setattr(entry, end, _said(entry, text))


def _said(entry: Entry, text: str) -> str:
    if entry.verb in WORDS:
        return str(WORDS[entry.verb].get(text, text))
    if entry.verb in CODED:
        return _of_choices(_field(*CODED[entry.verb].rsplit(".", 1)), text)
    if entry.verb in OF_FIELDS or (entry.verb.endswith(".corrected") and entry.verb not in OF_NAMES):
        return " · ".join(_of_fields(entry.subject_kind, line) for line in text.split("\n"))
    return text


def _of_choices(field: models.Field | None, text: str) -> str:
    """The word for a code; of `kind: name` the kind is one."""
    if field is None:
        return text
    head, colon, rest = text.partition(": ")
    codes = _codes(field)
    if text in codes:
        return str(dict(field.flatchoices)[codes[text]])
    return f"{dict(field.flatchoices)[codes[head]]}{colon}{rest}" if head in codes else text


def _of_fields(kind: str, line: str) -> str:
    name, colon, value = line.partition(": ")
    if colon and (field := _field(kind, name)):
        return f"{field.verbose_name}: {_value(field, value)}"
    names = [(each, _field(kind, each)) for each in line.split(", ")]
    return ", ".join(str(field.verbose_name) if field else each for each, field in names)


def _value(field: models.Field, value: str) -> str:
    if isinstance(field, models.BooleanField):
        return {"True": _("yes"), "False": _("no")}.get(value, value)
    if isinstance(field, models.DateField) and (day := _day(value)):
        return date_format(day)
    if field.is_relation and value.isdecimal():
        return f"#{value}"
    base = getattr(field, "base_field", field)
    if not base.flatchoices:
        # An address or a name from left to right would drag its neighbours along.
        return f"\u2068{value}\u2069" if get_language_bidi() else value
    return ", ".join(_of_choices(base, each) for each in value.split(", "))


def _day(value: str) -> date | None:
    try:
        return datetime.fromisoformat(value).date()
    except ValueError:
        return None


@cache
def _field(model: str, name: str) -> models.Field | None:
    try:
        return apps.get_model(model)._meta.get_field(name)
    except (LookupError, ValueError, FieldDoesNotExist):
        return None


@cache
def _codes(field: models.Field) -> dict[str, str]:
    """{code, or its word in any of our languages: code}."""
    known = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            known |= {str(word): code for code, word in field.flatchoices}
    return known | {str(code): code for code, _word in field.flatchoices}
