# SPDX-License-Identifier: GPL-3.0-or-later
"""Random walks through the real actions: after each step the rows are compared with what the table of edges allows."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from django.core.exceptions import ValidationError
from django.db import connection

from journal.models import Entry
from tests.attacks.conftest import rolled_back

GONE = "gone"
# What an action tells people, wherever it is refused: nothing of that may stay either.
TOLD = ("teamwork_notice", "work_message", "teamwork_task")


class NotThere(ValidationError):
    """The step has nothing to be taken on: there is no draft to sign, no order to cancel."""

    def __init__(self):
        super().__init__("not there")


@dataclass(frozen=True)
class Rows:
    """The rows at one moment: {(table, key): digest}."""

    live: dict
    kept: dict

    def of(self, table: str) -> dict:
        return {key: digest for (name, key), digest in (self.live | self.kept).items() if name == table}


@dataclass
class Machine:
    """What is walked: `edges` {step: {state before: states after}} are written by hand, as is what each step says.

    `take[step](subject, dice)` calls the action, `verbs[step]` is the one line of the journal that it writes,
    `live` are the tables of what may change, `kept` those that only grow; `tracked` {table: the table of its history}.
    `quiet` are the (step, state) that may be done without a trace, since there is nothing left to do.
    """

    name: str
    edges: dict[str, dict[str, set[str]]]
    verbs: dict[str, str]
    state: Callable[[object], str]
    take: dict[str, Callable]
    live: tuple[str, ...]
    kept: tuple[str, ...]
    tracked: dict[str, str]
    quiet: set[tuple[str, str]] = field(default_factory=set)
    # Steps whose table is wider than what can be walked, because `also` knows it better.
    loose: set[str] = field(default_factory=set)
    # More that must hold of a step that was done: (step, subject, before, after) → what is wrong.
    also: Callable = lambda *_given: []
    seen: Counter = field(default_factory=Counter)
    refused: int = 0

    def rows(self) -> Rows:
        """All rows of the tables, read in one query."""
        tables = (*self.live, *TOLD, *self.kept, *self.tracked.values(), Entry._meta.db_table)
        keys = {name: "pgh_id" if name in self.tracked.values() else "id" for name in tables}
        one = "SELECT '{0}', {1}, md5(t::text) FROM {0} t"
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(one.format(name, key) for name, key in keys.items()))
            found = {(table, key): digest for table, key, digest in cursor.fetchall()}
        live = {*self.live, *TOLD}
        return Rows(
            {place: digest for place, digest in found.items() if place[0] in live},
            {place: digest for place, digest in found.items() if place[0] not in live},
        )

    def walk(self, subject, steps: int, dice: Random) -> list[str]:
        """One walk from where the subject stands; all rows are as before afterwards. Returns what was wrong."""
        with rolled_back():
            wrong, before, state = [], self.rows(), self.state(subject)
            for _step in range(steps):
                ways = [each for each in self.take if state in self.edges.get(each, ())]
                # More often than not something that may be done: else most walks would stay where they are.
                step = dice.choice(ways if ways and dice.random() < 0.6 else list(self.take))
                try:
                    self.take[step](subject, dice)
                except ValidationError:
                    done = False
                else:
                    done = True
                after, now = self.rows(), self.state(subject)
                faults = (
                    self._done(step, state, now, before, after, subject) if done else _same(before, after)
                )
                wrong += [f"{self.name}: {step} from {state} to {now}: {fault}" for fault in faults]
                self.refused += not done
                if faults or now == GONE:
                    break
                before, state = after, now
        return wrong

    def _done(self, step, state, now, before: Rows, after: Rows, subject) -> list[str]:
        if before == after and (step, state) in self.quiet:
            return []
        faults = [] if now in self.edges[step].get(state, ()) else ["the table knows no such edge"]
        self.seen[step, state, now] += 1
        if before.kept.items() - after.kept.items():
            faults.append("a row of the history was changed or is gone")
        fresh = [
            key for (table, key) in after.kept.keys() - before.kept.keys() if table == Entry._meta.db_table
        ]
        verbs = Counter(Entry.objects.filter(pk__in=fresh).values_list("verb", flat=True))
        said = {verb: verbs[verb] for verb in set(self.verbs.values()) if verbs[verb]}
        expected = {self.verbs[step]: 1} if step in self.verbs else {}
        if said != expected:
            faults.append(f"the journal says {said}, not {expected}")
        faults += self._without_history(before, after)
        return faults + self.also(step, subject, before, after)

    def _without_history(self, before: Rows, after: Rows) -> list[str]:
        """Rows that changed and have no new row of history."""
        faults = []
        for table, history in self.tracked.items():
            old, new = before.of(table), after.of(table)
            changed = {key for key in old.keys() | new.keys() if old.get(key) != new.get(key)}
            if not changed:
                continue
            added = [key for key in after.of(history) if key not in before.of(history)]
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT pgh_obj_id FROM {history} WHERE pgh_id = ANY(%s)", [added])  # noqa: S608
                remembered = {key for (key,) in cursor.fetchall()}
            faults += [f"{table} {key} changed without a row of history" for key in changed - remembered]
        return faults

    def not_walked(self) -> list[str]:
        """Edges of the table that no walk took."""
        table = {
            (step, state, now)
            for step, ways in self.edges.items()
            if step not in self.loose
            for state, after in ways.items()
            for now in after
        }
        return [
            f"{self.name}: {step} from {state} to {now}"
            for step, state, now in sorted(table - self.seen.keys())
        ]


def _same(before: Rows, after: Rows) -> list[str]:
    places = {
        place for place, _digest in (before.live | before.kept).items() ^ (after.live | after.kept).items()
    }
    return [f"refused, and it changed {sorted(places)[:5]}"] if places else []


def edges(text: str) -> dict[str, dict[str, set[str]]]:
    """Lines of `step: state state → state state`, where `=` is the state it came from."""
    table: dict[str, dict[str, set[str]]] = {}
    for line in text.strip().splitlines():
        step, _colon, ways = line.strip().partition(": ")
        befores, _arrow, afters = ways.partition(" → ")
        for before in befores.split():
            there = {before if after == "=" else after for after in afters.split()}
            table.setdefault(step, {}).setdefault(before, set()).update(there)
    return table
