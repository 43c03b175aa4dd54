# SPDX-License-Identifier: GPL-3.0-or-later
"""What one request writes, row by row, so that two requests can be told apart by what they did."""

import json
import re
from dataclasses import dataclass, field

from django.apps import apps
from django.core.cache import cache
from django.db import connection, models
from django.http import HttpResponse

from accounts.models import Affiliate, User
from partnerships.models import Stage
from tests.architecture.matrix import body
from tests.attacks.conftest import rolled_back
from tests.attacks.faults import LEFT_ASIDE, touched
from tests.attacks.foreign import NOBODYS, THEIRS, rewind

# Privileged names, whether a table of ours has such a column or not.
NEVER = (
    "pk", "owner", "created_by", "is_staff", "is_superuser", "is_active", "username", "password",
    "user_permissions", "groups", "tenant", "permissions",
)  # fmt: skip
# Names by which a form asks for more than its page shows at first.
LATER = {
    # Chosen among those that were looked up beside the form.
    "casestudies:begin": {"institution"},
    "casestudies:facts": {"contributors"},
    "casestudies:link": {"institution"},
    "institutions:suggestion-take-up": {"institution"},
    "learning:path-institution": {"institution"},
    # The stage that one chooses decides.
    "partnerships:move-stage": {"next_step", "next_step_on", "summary", "expected_works", "effort", "is_public",
                                "note", "over_limit", "checked"},
    # Saves what stands on the page of writing.
    "casestudies:autosave": {"title", "partnership", "affiliate", "country", "language"},
}  # fmt: skip
_FAR = 5_000_000
# Differs from one request to the next, or with what was sent: one-time keys, challenges, fingerprints of forms and of
# texts, and what stands for a password where there is none.
_ONCE = re.compile(
    r"\b[0-9a-f]{16}\b|\b[0-9a-f]{40}\b|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
    r'|(?<=challenge&quot;: &quot;)[\w-]+|(?<="password": "!)\w{40}(?=")'
)
_WHOLE = "SELECT (to_jsonb(t) - %s::text[])::text FROM {} t"
_NUMBER = re.compile(rf"{THEIRS:,}|{NOBODYS:,}|{THEIRS}|{NOBODYS}")
_ANY = "70000007"  # for either, a number as well, so that rows can be read


@dataclass
class Done:
    """How a request was answered, and the rows that stand in the tables it wrote to."""

    answer: HttpResponse
    rows: dict[str, list[str]] = field(default_factory=dict)
    text: str = ""

    @property
    def status(self) -> int:
        return self.answer.status_code

    def unlike(self, other: "Done", *, but=()) -> list[str]:
        """The tables in which the two left different rows."""
        names = {*self.rows, *other.rows} - set(but)
        return sorted(name for name in names if self.rows.get(name) != other.rows.get(name))

    def beyond(self, other: "Done") -> list[str]:
        """What rows here say that they do not say there, column by column."""
        found = []
        for name in self.unlike(other):
            here, there = self.rows.get(name, []), other.rows.get(name, [])
            new = [json.loads(row).items() for row in here if row not in there][:1]
            old = [json.loads(row).items() for row in there if row not in here][:1]
            found += [f"{name}: {[pair for row in new for pair in row if all(pair not in o for o in old)]}"]
        return found


def done(client, ask, *, address: str = "") -> Done:
    """`ask(client)`, and what it wrote; everything is as before afterwards."""
    cache.clear()
    rewind(_FAR)
    cookies = client.cookies.copy()
    with rolled_back():
        hooks, before = len(connection.run_on_commit), touched()
        answer = ask(client)
        connection.needs_rollback = False
        written = [name for name, rows in touched().items() if rows != before.get(name)]
        found = Done(answer, _rows(written), _told(answer, address))
        del connection.run_on_commit[hooks:]
    client.cookies = cookies
    return found


def _rows(tables) -> dict[str, list[str]]:
    """Without moments, which differ each time, and history, which repeats."""
    found = {}
    with connection.cursor() as cursor:
        for table in sorted(set(tables) - LEFT_ASIDE):
            if table.endswith("event") or table.startswith("pghistory"):
                continue
            cursor.execute(
                "SELECT coalesce(array_agg(column_name::text), '{}') FROM information_schema.columns WHERE table_name = %s"
                " AND (data_type IN ('uuid', 'tsvector') OR data_type LIKE 'timestamp%%')",
                [table],
            )
            (left_out,) = cursor.fetchone()
            cursor.execute(_WHOLE.format(connection.ops.quote_name(table)), [left_out])
            found[table] = sorted(_NUMBER.sub(_ANY, _ONCE.sub("ONCE", row)) for (row,) in cursor.fetchall())
    return found


def _told(answer, address: str) -> str:
    """What a reader learns: the page or where it leads, with the number that was sent taken out."""
    text = "" if answer.streaming else body(answer, address)
    return _NUMBER.sub(_ANY, _ONCE.sub("ONCE", f"{text}\n{answer.headers.get('Location', '')}"))


def columns(ours) -> dict[str, models.Field]:
    """Every column of ours by the names one could send it under."""
    found: dict[str, models.Field] = {}
    for model in apps.get_models():
        if model._meta.app_label in ours and not model.__name__.endswith("Event"):
            for each in model._meta.get_fields():
                if each.concrete:
                    found.setdefault(each.name, each)
                    found.setdefault(each.name if each.many_to_many else each.attname, each)
    return found


def sentinel(name: str, column: models.Field | None) -> str:
    """Something a form or a column of that kind would take."""
    if isinstance(column, models.BooleanField) or name.startswith("is_"):
        return "on"
    if column is not None and column.is_relation and column.related_model is not None:
        row = {User: User, Affiliate: Affiliate, Stage: Stage}.get(column.related_model, column.related_model)
        newest = row._base_manager.order_by("-pk").first()
        return str(newest.pk) if newest else "1"
    if isinstance(column, models.DateField):
        return "2099-12-31"
    if isinstance(column, models.IntegerField | models.DecimalField | models.AutoField):
        return "4242"
    return "sentinel-4242"
