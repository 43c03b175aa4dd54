# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of work share: a mail server, and a sender that can be told."""

import pytest

from tests.threads import at_once
from tests.work.smtp import MailServer
from work import registry

__all__ = ["at_once"]


@pytest.fixture
def mail_server(settings):
    """Start a mail server that answers as told, and point Django at it."""
    servers = []

    def start(**answers):
        server = MailServer(answers)
        servers.append(server)
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_TIMEOUT = 2
        return server

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def sender(monkeypatch):
    """Register `send` as what sends messages of kind `test`."""

    def register(send):
        monkeypatch.setitem(registry._senders, "test", send)

    return register


@pytest.fixture(autouse=True)
def _task_of_kind_test(monkeypatch):
    """Runs of kind `test` belong to a task that nobody has: only the waking is looked at."""
    monkeypatch.setitem(registry._tasks, "test", "tests.nobody")
