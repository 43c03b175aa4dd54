# SPDX-License-Identifier: GPL-3.0-or-later
"""What those who run the platform ask first: what answers, which versions, what is left to migrate, room on the disk.

Every part is asked and may be away; then that is said, and the rest still stands.
"""

import shutil
from dataclasses import dataclass
from pathlib import Path
from platform import python_version

import redis
from django import get_version as django_version
from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader

# Below this share documents may soon not be taken any more.
LITTLE = 0.1


@dataclass(frozen=True)
class Disk:
    """The room where uploaded files lie, in bytes."""

    free: int
    total: int

    @property
    def is_short(self) -> bool:
        return self.free < self.total * LITTLE


@dataclass(frozen=True)
class Facts:
    """What was found; None is what could not be asked."""

    app: str
    python: str
    django: str
    postgresql: str | None
    valkey: str | None
    role: str | None
    pending: list[str] | None
    disk: Disk | None

    @property
    def versions(self) -> list[tuple[str, str | None]]:
        """The parts by name, with their versions."""
        return [
            ("GLAMwiki", self.app),
            ("Python", self.python),
            ("Django", self.django),
            ("PostgreSQL", self.postgresql),
            ("Valkey", self.valkey),
        ]


def facts() -> Facts:
    """Asked now: two queries, one call to Valkey, one look at the disk."""
    return Facts(
        app=settings.VERSION,
        python=python_version(),
        django=django_version(),
        postgresql=_or_none(_postgresql, DatabaseError),
        valkey=_or_none(_valkey, redis.RedisError, OSError),
        role=_or_none(_role, DatabaseError),
        pending=_or_none(pending, DatabaseError),
        disk=_or_none(disk, OSError),
    )


def pending() -> list[str]:
    """Migrations that the code knows and the database has not seen."""
    loader = MigrationLoader(connection)
    return sorted(
        f"{app}.{name}" for app, name in loader.graph.nodes if (app, name) not in loader.applied_migrations
    )


def disk() -> Disk | None:
    """The room for uploaded files; None where they lie elsewhere."""
    if not isinstance(default_storage, FileSystemStorage):
        return None
    folder = Path(settings.MEDIA_ROOT)
    while not folder.exists():  # it is made with the first file
        folder = folder.parent
    room = shutil.disk_usage(folder)
    return Disk(room.free, room.total)


def _or_none(ask, *away):
    try:
        return ask()
    except away:
        return None


def _postgresql() -> str:
    connection.ensure_connection()
    return "{}.{}".format(*divmod(connection.pg_version, 10_000))


def _role() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        return cursor.fetchone()[0]


def _valkey() -> str:
    with redis.Redis.from_url(settings.REDIS_URL, socket_timeout=2, socket_connect_timeout=2) as client:
        said = client.info("server")
    return str(said.get("valkey_version") or said["redis_version"])
