# SPDX-License-Identifier: GPL-3.0-or-later
"""One owner for a folder, short paths for sockets, free ports."""

import os
import socket
import stat
import tempfile
from pathlib import Path

import pytest

from glamwiki.local.folders import FolderTaken, give_back, lock, private, sockets_for
from glamwiki.local.ports import NoPort, free_port


@pytest.fixture
def taken_port():
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield server.getsockname()[1]


def test_folder_has_one_owner_and_names_it(tmp_path):
    first, after_a_crash = lock(tmp_path)

    with pytest.raises(FolderTaken, match=str(os.getpid())):
        lock(tmp_path)

    give_back(first)
    second, after_a_clean_end = lock(tmp_path)
    give_back(second)
    assert (after_a_crash, after_a_clean_end) == (False, False)


def test_folder_of_a_killed_owner_is_free_and_said_to_be_left(tmp_path):
    (tmp_path / "stack.pid").write_text("1")

    file, after_a_crash = lock(tmp_path)

    give_back(file)
    assert after_a_crash is True


def test_folder_is_for_its_owner_only(tmp_path):
    assert stat.S_IMODE(private(tmp_path / "a" / "b").stat().st_mode) == 0o700


def test_sockets_stay_in_a_folder_with_a_short_path():
    with tempfile.TemporaryDirectory(dir="/tmp", prefix="gw-") as folder:
        assert sockets_for(Path(folder)) == Path(folder) / "run"


def test_sockets_move_to_a_short_private_folder(tmp_path):
    deep = tmp_path / ("d" * 100)

    sockets = sockets_for(deep)

    assert len(str(sockets)) < 80
    assert stat.S_IMODE(sockets.stat().st_mode) == 0o700
    assert sockets == sockets_for(deep)
    sockets.rmdir()


@pytest.mark.parametrize("name", ["it's", "two words", "50%", "a?b", "čaj"])
def test_sockets_move_out_of_a_folder_that_no_address_can_name(name):
    with tempfile.TemporaryDirectory(dir="/tmp", prefix="gw-") as folder:
        sockets = sockets_for(Path(folder) / name)

    assert name not in str(sockets)
    sockets.rmdir()


def test_sockets_are_not_put_where_somebody_laid_a_link(tmp_path):
    deep = tmp_path / ("d" * 100)
    place = sockets_for(deep)
    place.rmdir()
    place.symlink_to(tmp_path)

    with pytest.raises(PermissionError, match="belongs to someone else"):
        sockets_for(deep)

    place.unlink()


def test_free_port_is_the_one_asked_for(taken_port):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        free = other.getsockname()[1]

    assert free_port(free) == free


def test_taken_port_is_replaced_by_a_free_one_above(taken_port):
    assert taken_port < free_port(taken_port) <= taken_port + 100


def test_no_free_port_asks_for_another(taken_port):
    with pytest.raises(NoPort, match="set PORT"):
        free_port(taken_port, tries=0)
