# SPDX-License-Identifier: GPL-3.0-or-later
"""`python -m tests.drill [--kills N] [--acknowledged N] [--seed N]`: prints a table; exit code 1 on any violation.

Fifty kills of the web, worker and beat and a few FLUSHALLs while people promise things; afterwards every promise
that was acknowledged is there once, with one journal entry, and its mail came once or is named unknown.
"""

import argparse
import asyncio
import os
import random
import shutil
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

from glamwiki.local.environment import filled_in
from glamwiki.local.folders import private, sockets_for
from glamwiki.local.ports import free_port
from glamwiki.local.postgres import ROLES, Postgres
from glamwiki.local.product import answers, start_beat, start_web, start_worker
from glamwiki.local.valkey import Valkey
from tests.work.faulty import Fault, MailServer


class Thoughtful(Fault):
    """Thinks about each text as mail servers do, so that kills fall between the text and the answer."""

    async def on_text(self, server, address):
        await asyncio.sleep(0.03)


VAR = private(Path(tempfile.mkdtemp(prefix="glamwiki-drill-")))
MAIL = MailServer()
MAIL.fault = Thoughtful()
POSTGRES = Postgres(VAR / "postgres", sockets_for(VAR))
VALKEY = Valkey(VAR / "valkey", sockets_for(VAR))

for _name in (
    "SECRET_KEY_FALLBACKS",
    "ALLOWED_HOSTS",
    "DEFAULT_FROM_EMAIL",
    "TIME_ZONE",
    "SITE_URL",
    "MEDIA_ROOT",
):
    os.environ.pop(_name, None)
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "tests.drill.settings",
    "DATABASE_URL": POSTGRES.url(),
    "REDIS_URL": VALKEY.url,
    "EMAIL_URL": f"smtp://127.0.0.1:{MAIL.port}",
    "WIKI_URL": "http://127.0.0.1:9/w/",
    "WIKIDATA_URL": "http://127.0.0.1:9/w/",
    "COMMONS_URL": "http://127.0.0.1:9/w/",
    "DEBUG": "yes",
    "LOG_LEVEL": "WARNING",
    # A web process's child that is killed is back at once: two cores are too few to import Django at every kill.
    "GUNICORN_CMD_ARGS": "--preload",
}
os.environ |= filled_in(VAR, 8000)

import django  # noqa: E402
import redis  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts.models import User  # noqa: E402
from agreements.actions import draft_mou  # noqa: E402
from glamwiki.demo.cast import PASSWORD  # noqa: E402
from partnerships.models import Partnership  # noqa: E402
from tests.drill.clients import Client, Load  # noqa: E402
from tests.drill.processes import Troupe  # noqa: E402
from tests.drill.verdict import judge  # noqa: E402
from work import actions, outbox  # noqa: E402
from work.models import Message  # noqa: E402

WEBS = 2
CLIENTS = 5
DRAFTS = 12
FLUSHES = 5
# Whom the kills strike, and how often in fifty: a process itself, or a child of its own.
STRUCK = {"web child": 17, "web": 5, "worker child": 15, "worker": 7, "beat": 6}
SECONDS_OF_KILLS = 35
# Two minutes are enough for all on two cores of its own; a machine that is busy otherwise gets more.
LONGEST_LOAD = 200


def _env_as(part: str) -> dict[str, str]:
    """The environment of one process, which comes to the database as its own role."""
    return dict(os.environ) | {"DATABASE_URL": POSTGRES.url(user=ROLES[part])}


class Drill:
    """One run, from the empty folder to the verdict."""

    def __init__(self, wanted: argparse.Namespace):
        self._wanted = wanted
        self._began = time.monotonic()
        self._chance = random.Random(wanted.seed)
        self._troupe = Troupe(VAR / "processes.log")
        self._flushes = 0

    def say(self, what: str) -> None:
        print(f"[drill] {time.monotonic() - self._began:6.1f} s  {what}", flush=True)

    def run(self) -> bool:
        """Whether nothing was lost and nothing doubled."""
        servers = [POSTGRES.start(), VALKEY.start()]
        try:
            self._prepare()
            load = self._start()
            self._strike(load)
            self._let_it_settle()
        finally:
            self._troupe.stop()
        try:
            self._sweep_later()
            return self._tell(load)
        finally:
            for server in reversed(servers):
                server.stop()

    def _prepare(self) -> None:
        POSTGRES.create_database()
        self.say("PostgreSQL, Valkey and a mail server are up")
        self._start_webs()
        call_command("migrate", verbosity=0, interactive=False)
        call_command("make_database_roles", verbosity=0)
        self.say("the schema is there")
        call_command("load_demo", verbosity=0)
        lead = User.objects.get(username="coordinator")
        partnership = Partnership.objects.filter(lead=lead).open().earliest("pk")
        kinds = [
            draft_mou(partnership, by=lead, kind="memorandum", title=f"Draft {n}") for n in range(DRAFTS)
        ]
        self._agreements = [mou.pk for mou in kinds]
        self.say("the demo's people and their drafts are there")

    def _start_webs(self) -> None:
        """They take their time, and need the schema only when they are asked."""
        self._ports = [free_port(8600 + 50 * number) for number in range(WEBS)]
        for number, port in enumerate(self._ports):
            self._troupe.start(
                f"web {number}", lambda port=port: start_web(_env_as("web"), port), sign=b" 302, "
            )

    def _start(self) -> Load:
        self._troupe.start("worker", lambda: start_worker(_env_as("worker")), sign=b" ready.")
        self._troupe.start("beat", lambda: start_beat(_env_as("worker"), VAR), sign=b"Sending due task")
        while not all(answers(f"http://127.0.0.1:{port}/healthz") for port in self._ports):
            self._troupe.look_after()
            time.sleep(0.1)
        load = Load(self._ports, self._agreements, "coordinator", PASSWORD)
        self._clients = [Client(load, number) for number in range(CLIENTS)]
        for client in self._clients:
            client.start()
        self.say(f"{WEBS} web processes, worker and beat are up; {CLIENTS} people promise things")
        return load

    def _strike(self, load: Load) -> None:
        kinds = self._chance.choices(list(STRUCK), list(STRUCK.values()), k=self._wanted.kills)
        pause = SECONDS_OF_KILLS / max(1, len(kinds))
        flushes = set(self._chance.sample(range(len(kinds)), min(FLUSHES, len(kinds))))
        began = due = time.monotonic()
        while kinds or len(load.acknowledged) < self._wanted.acknowledged:
            self._troupe.look_after()
            if time.monotonic() - began > LONGEST_LOAD:
                break
            if kinds and time.monotonic() >= due and (struck := self._troupe.kill_one(self._chance, kinds)):
                kinds.remove(struck)
                due += pause * self._chance.uniform(0.3, 1.7)
                if len(kinds) in flushes:
                    redis.Redis.from_url(VALKEY.url).flushall()
                    self._flushes += 1
            time.sleep(0.05)
        load.is_over = True
        for client in self._clients:
            client.join(15)
        self.say(f"{self._troupe.kills.total()} kills, {len(load.acknowledged)} promises acknowledged")

    def _let_it_settle(self) -> None:
        """The worker sends what is left, woken by the clock alone."""
        deadline = time.monotonic() + 60
        while Message.objects.due(now=timezone.now()).exists() and time.monotonic() < deadline:
            self._troupe.look_after()
            time.sleep(0.2)
        self.say("nothing is due any more" if time.monotonic() < deadline else "some mails are still due")

    def _sweep_later(self) -> None:
        """What the sweep does when the time has passed after which a sending is given up, and a day besides."""
        now = timezone.now() + actions.SENDING_LOST_AFTER + timedelta(minutes=1)
        named = actions.name_lost_messages(now=now)
        late = outbox.send_due(now=now + timedelta(days=1), most=1_000)
        self.say(f"the sweep of a later day: {named} named unknown, {late} sent late")

    def _tell(self, load: Load) -> bool:
        numbers, violations = judge(load, MAIL.taken)
        kills = {f"kill -9 of a {kind}": count for kind, count in sorted(self._troupe.kills.items())}
        rows = {"kill -9": self._troupe.kills.total()} | kills | {"FLUSHALL": self._flushes} | numbers
        if self._troupe.kills.total() < self._wanted.kills:
            violations.append("fewer kills than wanted: the machine was too slow")
        if len(load.acknowledged) < self._wanted.acknowledged:
            violations.append("fewer acknowledged than wanted: the machine was too slow")
        width = max(map(len, rows))
        print()
        for what, count in rows.items():
            print(f"  {what:<{width}}  {count:>6}")
        print()
        for line in violations[:20]:
            print(f"  VIOLATION  {line}")
        self.say(f"{len(violations)} violations, seed {self._wanted.seed}")
        return not violations


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.drill", description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--acknowledged", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=random.randrange(1_000_000))
    wanted = parser.parse_args()
    is_well = Drill(wanted).run()
    MAIL.close()
    if is_well:
        shutil.rmtree(VAR, ignore_errors=True)
    else:
        print(f"  the logs are kept in {VAR}")
    return 0 if is_well else 1


if __name__ == "__main__":
    sys.exit(main())
