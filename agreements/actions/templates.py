# SPDX-License-Identifier: GPL-3.0-or-later
"""The texts an affiliate begins its agreements from: made, corrected, taken out of use."""

from django.utils import timezone

from accounts.models import Affiliate
from agreements.errors import TemplateNameTaken, TemplateRetired
from agreements.models import AgreementTemplate
from journal.actions import record, recorded
from partnerships.actions.rows import locked, write_changes


@recorded
def make_template(affiliate: Affiliate, *, by, name: str, **contents) -> AgreementTemplate:
    """Keep a text to begin agreements from: kind, language, clauses, plan. Raises TemplateNameTaken."""
    # Two of one name at once: the second waits here and is refused in words.
    affiliate = locked(affiliate, version=None)
    _check_name(affiliate.pk, name)
    template = AgreementTemplate.objects.create(affiliate=affiliate, name=name, **contents)
    record("template.made", template, by=by, about=affiliate, after=name)
    return template


@recorded
def correct_template(template: AgreementTemplate, *, version: int, by, **contents) -> AgreementTemplate:
    """Change a template; agreements begun from it stay as they are.

    Raises ChangedMeanwhile, TemplateRetired or TemplateNameTaken.
    """
    locked(template.affiliate, version=None)
    template = locked(template, version=version)
    if template.retired_at:
        raise TemplateRetired
    _check_name(template.affiliate_id, contents.get("name", template.name), but=template.pk)
    if changed := write_changes(template, **contents):
        record("template.corrected", template, by=by, about=template.affiliate, **changed.told)
    return template


@recorded
def retire_template(template: AgreementTemplate, *, version: int, by) -> AgreementTemplate:
    """Offer it no longer. Retiring it twice is retiring it once. Raises ChangedMeanwhile."""
    template = locked(template, version=None)
    if template.retired_at:
        return template
    template = locked(template, version=version)
    write_changes(template, retired_at=timezone.now())
    record("template.retired", template, by=by, about=template.affiliate, after=template.name)
    return template


def _check_name(affiliate_id: int, name: str, *, but: int | None = None) -> None:
    same = AgreementTemplate.objects.current().filter(affiliate=affiliate_id, name=name)
    if same.exclude(pk=but).exists():
        raise TemplateNameTaken(name)
