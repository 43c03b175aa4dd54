# SPDX-License-Identifier: GPL-3.0-or-later
"""Publishing the next version of a statement, and agreeing to one."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from journal.actions import record, recorded
from privacy import asking
from privacy.errors import PublishedMeanwhile, TextMissing
from privacy.models import Acceptance, Statement


@recorded
def publish(
    kind: str,
    *,
    by,
    texts: dict[str, str],
    changes: dict[str, str],
    number: int,
    in_force_at: datetime | None = None,
) -> Statement:
    """Publish version `number` of a statement; earlier ones stay as they are.

    `number` is the one its author saw as the next: raises PublishedMeanwhile when somebody was quicker, and
    TextMissing without a text.
    """
    texts = {language: text.strip() for language, text in texts.items() if text.strip()}
    if not texts:
        raise TextMissing
    newest = Statement.objects.versions(kind).values_list("number", flat=True).first() or 0
    if number != newest + 1:
        raise PublishedMeanwhile
    try:
        with transaction.atomic():
            statement = Statement.objects.create(
                kind=kind,
                number=number,
                texts=texts,
                changes={language: said.strip() for language, said in changes.items() if said.strip()},
                in_force_at=in_force_at or timezone.now(),
                published_by=by,
            )
    except IntegrityError as error:
        raise PublishedMeanwhile from error
    record("statement.published", statement, by=by, after=str(statement))
    transaction.on_commit(asking.forget_all)
    return statement


@recorded
def accept(statement: Statement, *, by, language: str) -> Acceptance:
    """Note that somebody agreed to a version, and to which letters; a second click changes nothing."""
    acceptance, is_new = Acceptance.objects.get_or_create(
        user=by, statement=statement, defaults={"language": language, "digest": statement.digest(language)}
    )
    if is_new:
        record("statement.accepted", statement, by=by, after=str(statement))
    return acceptance
