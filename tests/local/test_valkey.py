# SPDX-License-Identifier: GPL-3.0-or-later
"""The private Valkey starts, recovers, and touches nobody else's process."""

import pytest
import redis

from glamwiki.local.folders import sockets_for
from glamwiki.local.valkey import Valkey


@pytest.fixture
def connect():
    opened = []

    def to(server):
        client = redis.Redis.from_url(server.url)
        opened.append(client)
        return client

    yield to
    for client in opened:
        client.close()


def test_valkey_starts_answers_and_stops(valkey, connect):
    child = valkey.start()

    assert connect(valkey).ping() is True

    child.stop()
    assert child.process.returncode == 0


def test_valkey_never_evicts_queued_work(valkey, connect):
    valkey.start()

    assert connect(valkey).config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}


def test_valkey_keeps_its_data_over_a_kill(valkey, connect):
    child = valkey.start()
    client = connect(valkey)
    client.rpush("queue", "one")
    client.execute_command("WAITAOF", 1, 0, 3000)
    child.process.kill()
    child.process.wait()

    valkey.start()

    assert connect(valkey).lrange("queue", 0, -1) == [b"one"]


def test_valkey_leaves_a_stranger_alone_that_a_stale_pid_file_names(valkey, connect, stranger, tmp_path):
    (tmp_path / "valkey").mkdir()
    (tmp_path / "valkey" / "valkey.pid").write_text(str(stranger.pid))

    valkey.start()

    assert stranger.poll() is None
    assert connect(valkey).ping() is True


def test_valkey_ends_its_own_orphan(valkey):
    orphan = valkey.start()

    successor = valkey.start()

    assert orphan.process.wait(10) == 0
    assert successor.is_running


def test_careless_valkey_writes_nothing(tmp_path, connect):
    server = Valkey(tmp_path, sockets_for(tmp_path), careless=True)
    child = server.start()
    connect(server).set("a", "b")
    child.stop()

    assert not list(tmp_path.glob("**/*.rdb"))
    assert not list(tmp_path.glob("**/*.aof"))
