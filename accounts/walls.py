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
_TOGETHER = f"ANY ({_said(tenants.TOGETHER)}::bigint[])"
_OUTSIDE = f"(SELECT current_setting('{tenants.OUTSIDE}', true)) = 'yes'"


def own(column: str = "affiliate_id") -> str:
    """The row says itself whose it is."""
    return f"{{row}}.{column} = {_OURS}"


def with_its(column: str, label: str) -> str:
    """The row goes with another, which is asked for by its own wall."""
    return f"EXISTS (SELECT FROM {_table(label)} its WHERE its.id = {{row}}.{column})"


def of_partnership(column: str = "partnership_id") -> str:
    """For the affiliates that lead the partnership, alone or together."""
    lead = f"SELECT FROM {_table('partnerships.Partnership')} led WHERE led.id = {{row}}.{column} AND led.affiliate_id = {_OURS}"
    return f"({{row}}.{column} = {_TOGETHER} OR EXISTS ({lead}))"


def of_agreement(column: str = "mou_id") -> str:
    """For the affiliates that lead the agreement's partnership."""
    lead = (
        f"SELECT FROM {_table('partnerships.Mou')} mou JOIN {_table('partnerships.Partnership')} led"
        f" ON led.id = mou.partnership_id WHERE mou.id = {{row}}.{column}"
        f" AND (led.affiliate_id = {_OURS} OR led.id = {_TOGETHER})"
    )
    return f"EXISTS ({lead})"


def on_thread() -> str:
    """For the affiliate it was written for; what hangs on a partnership, for all that lead it."""
    return (
        f"({own()} OR ({{row}}.thread_kind = 'partnerships.partnership' AND {of_partnership('thread_id')}))"
    )


def _table(label: str) -> str:
    return f"public.{apps.get_model(label)._meta.db_table}"


# {model: makes the condition}; a history table has the wall of what it repeats.
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


def walls() -> Iterator[tuple[str, str]]:
    """(table, condition) of every walled table, histories included."""
    for label, condition in WALLS.items():
        model = apps.get_model(label)
        for each in (model, getattr(model, "pgh_event_model", None)):
            if each is not None:
                table = each._meta.db_table
                yield table, condition().format(row=f"public.{table}")


def stand() -> None:
    """From now on each connection says whom its statements on walled tables are for."""
    tables = frozenset(table for table, _condition in walls())
    connection_created.connect(
        lambda connection, **_more: tenants.come_as_tenants(connection, tables),
        weak=False,
        dispatch_uid="accounts.walls",
    )
