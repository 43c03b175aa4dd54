# SPDX-License-Identifier: GPL-3.0-or-later
"""The variables about files: where they are kept, and who looks at them."""

import pytest

from glamwiki import env

STORAGE = "storages.backends.s3.S3Storage"


@pytest.mark.parametrize(
    ("read", "value", "meant"),
    [
        (lambda: env.dotted_path("X", STORAGE), None, STORAGE),
        (lambda: env.dotted_path("X", STORAGE), "a.B", "a.B"),
        (lambda: env.json_object("X"), None, {}),
        (lambda: env.json_object("X"), '{"bucket_name": "a"}', {"bucket_name": "a"}),
        (lambda: env.socket_address("X"), None, ""),
        (lambda: env.socket_address("X"), "clamav:3310", "clamav:3310"),
        (lambda: env.socket_address("X"), "[::1]:3310", "[::1]:3310"),
        (lambda: env.socket_address("X"), "/run/clamav/clamd.ctl", "/run/clamav/clamd.ctl"),
    ],
)
def test_what_is_meant_is_read(monkeypatch, read, value, meant):
    monkeypatch.delenv("X", raising=False)
    if value is not None:
        monkeypatch.setenv("X", value)

    assert read() == meant


@pytest.mark.parametrize(
    ("read", "value"),
    [
        (lambda: env.dotted_path("X", STORAGE), "S3Storage"),
        (lambda: env.dotted_path("X", STORAGE), "storages/backends.s3"),
        (lambda: env.dotted_path("X", STORAGE), "storages..S3"),
        (lambda: env.json_object("X"), "bucket=a"),
        (lambda: env.json_object("X"), '["a-secret"]'),
        (lambda: env.socket_address("X"), "clamav"),
        (lambda: env.socket_address("X"), "clamav:"),
        (lambda: env.socket_address("X"), ":3310"),
        (lambda: env.socket_address("X"), "clamav:0"),
        (lambda: env.socket_address("X"), "clamav:99999"),
        (lambda: env.socket_address("X"), "clamav:٣٣١٠"),
    ],
)
def test_what_cannot_be_meant_stops_the_start_and_repeats_no_secret(monkeypatch, read, value):
    monkeypatch.setenv("X", value)

    with pytest.raises(SystemExit, match="environment variable X ") as stop:
        read()
    assert "a-secret" not in str(stop.value)
