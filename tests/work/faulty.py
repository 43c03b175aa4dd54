# SPDX-License-Identifier: GPL-3.0-or-later
"""A real mail server (aiosmtpd) on loopback that can be told to fail in every way one does, and to stop failing."""

import asyncio
import email
import logging
import socket
import threading
from collections import Counter

from aiosmtpd.smtp import SMTP

# What it says of dropped connections is what the tests are about.
logging.getLogger("mail.log").setLevel(logging.CRITICAL)


class Fault:
    """A well server. Subclasses fail; each hook answers None to go on, or a line to say instead."""

    def is_hit(self, address: str) -> bool:
        """Whether mail to this address fails; faults of the connection hit everybody."""
        return True

    async def on_connect(self, server):
        """A new connection; `server.transport` may be closed."""

    async def on_ehlo(self, server):
        """What EHLO offers besides: a list of lines."""
        return []

    async def on_mail(self, server):
        return None

    async def on_rcpt(self, server, address):
        return None

    async def on_data(self, server):
        return None

    async def on_text(self, server, address):
        """The text is there and not taken yet."""
        return None

    async def on_taken(self, server, address):
        """The text is taken, the answer not given yet."""


class MailServer:
    """`taken` counts the mails it took by Message-ID; `commands` counts what it was asked."""

    def __init__(self, *, receive_buffer: int | None = None):
        self.fault = Fault()
        self.taken: Counter[str] = Counter()
        self.commands: Counter[str] = Counter()
        self._loop = asyncio.new_event_loop()
        listener = socket.create_server(("127.0.0.1", 0))
        if receive_buffer:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        self.port = listener.getsockname()[1]
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        # From its own thread: in this one a browser's loop may be running.
        serving = self._loop.create_server(lambda: _Conversation(self, self._loop), sock=listener)
        self._server = asyncio.run_coroutine_threadsafe(serving, self._loop).result(5)

    def close(self) -> None:
        """Stop listening and end every conversation."""
        asyncio.run_coroutine_threadsafe(self._end(), self._loop).result(5)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()

    async def _end(self) -> None:
        self._server.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)


class _Handler:
    """aiosmtpd asks it at each step."""

    def __init__(self, owner: MailServer):
        self._owner = owner

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        session.host_name = hostname
        return [*responses[:-1], *await self._owner.fault.on_ehlo(server), responses[-1]]

    async def handle_MAIL(self, server, session, envelope, address, options):
        self._owner.commands["MAIL"] += 1
        if said := await self._owner.fault.on_mail(server):
            return said
        envelope.mail_from = address
        return "250 go on"

    async def handle_RCPT(self, server, session, envelope, address, options):
        fault = self._owner.fault
        if fault.is_hit(address) and (said := await fault.on_rcpt(server, address)):
            return said
        envelope.rcpt_tos.append(address)
        return "250 known"

    async def handle_DATA(self, server, session, envelope):
        fault, (address,) = self._owner.fault, envelope.rcpt_tos
        is_hit = fault.is_hit(address)
        if is_hit and (said := await fault.on_text(server, address)):
            return said
        self._owner.taken[email.message_from_bytes(envelope.content)["Message-ID"]] += 1
        if is_hit:
            await fault.on_taken(server, address)
        return "250 taken"


class _Conversation(SMTP):
    def __init__(self, owner: MailServer, loop):
        super().__init__(_Handler(owner), hostname="mail.example.org", loop=loop)
        self._owner = owner

    async def _handle_client(self):
        await self._owner.fault.on_connect(self)
        await super()._handle_client()

    async def smtp_DATA(self, arg):
        fault = self._owner.fault
        if fault.is_hit(self.envelope.rcpt_tos[0]) and (said := await fault.on_data(self)):
            await self.push(said)
            return
        await super().smtp_DATA(arg)
