# SPDX-License-Identifier: GPL-3.0-or-later
"""The third table of sight: which rows the database itself gives to whom, whatever a page asks for (ADR 0019).

`accounts.permissions` says which objects a reader reaches, `accounts.fields` what of them; both are read by our
queries, and a query may forget to ask. Here PostgreSQL is told whose each row is. It gives the web those of the
affiliates that the request is for (`accounts.tenants`), and with none of them nothing.

A condition speaks of the columns of its table as `{row}`. `make_database_roles` makes the policies of it.
"""

from collections.abc import Iterator

from django.apps import apps
from django.db.backends.signals import connection_created

from accounts import tenants


def _said(setting: str) -> str:
    # A subquery without a row of its own is worked out once for the whole statement.
    return f"(SELECT CASE WHEN current_setting('{setting}', true) LIKE '{{{{%' THEN current_setting('{setting}', true)::bigint[] END)"


EVERYTHING = f"(SELECT current_setting('{tenants.TENANTS}', true)) = '{tenants.ALL}'"
_OURS = f"ANY ({_said(tenants.TENANTS)}::bigint[])"


def own(column: str = "affiliate_id") -> str:
    """The row says itself whose it is."""
    return f"{{row}}.{column} = {_OURS}"


def with_its(column: str, label: str) -> str:
    """The row goes with another, which is asked for by its own wall."""
    return f"EXISTS (SELECT FROM {_table(label)} its WHERE its.id = {{row}}.{column})"


def of_partnership(column: str = "partnership_id") -> str:
    """For the affiliates that lead the partnership, alone or together."""
    return _led(f"{{row}}.{column}")


def of_agreement(column: str = "mou_id") -> str:
    """For the affiliates that lead the agreement's partnership."""
    agreement = f"SELECT FROM {_table('partnerships.Mou')} mou WHERE mou.id = {{row}}.{column}"
    return f"EXISTS ({agreement} AND {_led('mou.partnership_id')})"


def _led(partnership: str) -> str:
    alone = f"SELECT FROM {_table('partnerships.Partnership')} led WHERE led.id = {partnership}"
    together = f"SELECT FROM {_table('partnerships.CoLead')} led WHERE led.partnership_id = {partnership}"
    return (
        f"(EXISTS ({alone} AND led.affiliate_id = {_OURS})"
        f" OR EXISTS ({together} AND led.state = 'accepted' AND led.affiliate_id = {_OURS}))"
    )


def on_thread() -> str:
    """For the affiliate it was written for; what hangs on a partnership, for all that lead it."""
    return (
        f"({own()} OR ({{row}}.thread_kind = 'partnerships.partnership' AND {of_partnership('thread_id')}))"
    )


def _table(label: str) -> str:
    return f"public.{apps.get_model(label)._meta.db_table}"


# {model: makes the condition}; its history has the same.
WALLS = {
    # People at institutions, and what hangs on them.
    "partnerships.Advocate": own,
    "partnerships.Post": lambda: with_its("advocate_id", "partnerships.Advocate"),
    "partnerships.Address": lambda: with_its("advocate_id", "partnerships.Advocate"),
    "partnerships.Contact": lambda: with_its("advocate_id", "partnerships.Advocate"),
    "partnerships.Relation": lambda: with_its("advocate_id", "partnerships.Advocate"),
    "partnerships.Notice": lambda: with_its("advocate_id", "partnerships.Advocate"),
    "privacy.Consent": own,
    "privacy.Assessment": own,
    "privacy.Reading": own,
    "privacy.PersonSearch": own,
    # Work on records.
    "teamwork.Note": on_thread,
    "teamwork.Mention": lambda: with_its("note_id", "teamwork.Note"),
    "teamwork.Task": on_thread,
    # What an affiliate thinks of an institution.
    "institutions.Alignment": own,
    "institutions.Dispute": own,
    "institutions.Dispute_readers": lambda: with_its("dispute_id", "institutions.Dispute"),
    # The inside of agreements.
    "agreements.AgreementTemplate": own,
    "agreements.Clause": of_agreement,
    "agreements.Signatory": of_agreement,
    "agreements.LegalHold": of_agreement,
}


# What the foundation or the public sees the present of; the past, with what was taken out since, is its affiliates'.
PASTS = {
    "partnerships.Partnership": lambda: of_partnership("id"),
    "partnerships.CoLead": lambda: f"({own()} OR {of_partnership()})",
    "partnerships.Mou": of_partnership,
    "partnerships.Commitment": of_agreement,
    "agreements.RightsTerm": of_agreement,
}

# Tables that are some affiliate's, or hang on what is, and stand open; and why.
OPEN = {
    "accounts.Membership": "who works in which affiliate is known to all who sign in",
    "accounts.TokenScope": "a person's own, whatever affiliate it is for",
    "agreements.Progress": "the foundation sees how promises of all are kept",
    "agreements.RightsTerm": "the foundation sees what rights agreements of all give",
    "casestudies.CaseStudy": "written to be read; a draft is its authors', not an affiliate's",
    "journal.Entry": "who writes a line need not be of the affiliate it is about, and is given it back",
    "outreach.Claim": "what a public wiki says",
    "partnerships.CoLead": "who leads a partnership is seen by whoever sees the partnership",
    "partnerships.Commitment": "the foundation sees what was promised",
    "partnerships.Mou": "the foundation sees that there are agreements, the public what is published of them",
    "partnerships.Partnership": "the public sees the public ones, the foundation all that are not confidential",
    "partnerships.Pipeline": "the foundation sees everybody's stages, and what is public stands in one",
    "partnerships.StageMove": "the foundation sees the moves",
    "teamwork.Following": "a person's own",
    "teamwork.Notice": "a person's own",
    "teamwork.SavedView": "a person's own, or shared with everybody",
}


def walls() -> Iterator[tuple[str, str]]:
    """(table, condition) of every walled table, histories included."""
    for label, condition in (WALLS | PASTS).items():
        model = apps.get_model(label)
        for each in (model if label in WALLS else None, getattr(model, "pgh_event_model", None)):
            if each is not None:
                table = each._meta.db_table
                yield table, condition().format(row=f"public.{table}")


def stand() -> None:
    """From now on each connection says whom its statements on walled tables are for."""
    walled = frozenset(table for table, _condition in walls())
    # Whoever writes there writes the past too, by a trigger that no statement names.
    written = frozenset(apps.get_model(label)._meta.db_table for label in PASTS)
    connection_created.connect(
        lambda connection, **_more: tenants.come_as_tenants(connection, walled, written),
        weak=False,
        dispatch_uid="accounts.walls",
    )
