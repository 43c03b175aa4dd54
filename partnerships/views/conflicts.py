# SPDX-License-Identifier: GPL-3.0-or-later
"""Saving a form of a versioned row so that nobody's edit is lost."""

from django.core.exceptions import ValidationError

from partnerships.errors import ChangedMeanwhile
from partnerships.forms import conflicts
from partnerships.views.answers import refuse

# So often a row may change under the merging before the reader is asked to try again.
TRIES = 5


def carry_out(action, row, form, *, by, facts_of) -> bool:
    """Do `action(row, by=by, **answers)` with the answers of a bound form that has a `version`.

    When somebody else saved meanwhile, what they changed and the editor did not is kept, and the other way
    round; fields that both changed stand in `form.disputed`, with the refusal on the form (409). False with
    the reason on the form; nothing is changed then, nothing typed is lost.
    """
    if not conflicts.decide(form, row, facts_of=facts_of):
        return _ask_again(form, row, facts_of=facts_of)
    if not form.is_valid():
        return False
    for _try in range(TRIES):
        try:
            action(row, by=by, **form.cleaned_data)
        except ChangedMeanwhile as refusal:
            now = _fresh(row)
            if _disputed(form, now, form.cleaned_data["version"], facts_of):
                refuse(form, refusal)
                return False
            form.full_clean()
            if not form.is_valid():
                return False
        except ValidationError as refusal:
            refuse(form, refusal)
            return False
        else:
            return True
    refuse(form, ChangedMeanwhile())
    return False


def _ask_again(form, row, *, facts_of) -> bool:
    """A page of disputes came back with one of them open: show it as it was."""
    since = form.data.get("since", "")
    version = int(since) if since.isascii() and since.isdecimal() and len(since) < 10 else 0
    _disputed(form, _fresh(row), version, facts_of)
    refuse(form, ChangedMeanwhile())
    return False


def _disputed(form, now, version: int, facts_of) -> bool:
    """Merge into the form; True when fields are left that both changed."""
    form.disputed = conflicts.merge(form, now, version=version, facts_of=facts_of)
    names = {dispute.field.name for dispute in form.disputed}
    form.undisputed = [bound for bound in form.visible_fields() if bound.name not in names]
    form.since = version
    return bool(form.disputed)


def _fresh(row):
    return type(row)._default_manager.get(pk=row.pk)
