# SPDX-License-Identifier: GPL-3.0-or-later
"""A mail server on loopback that keeps what it is given, and can be told to misbehave."""

import socketserver
import threading


class MailServer(socketserver.ThreadingTCPServer):
    """`answers` overrides what a command is told; None hangs up instead. `mails` holds what arrived."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, answers: dict[str, str | None] | None = None):
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.answers = {
            "GREETING": "220 ready",
            "EHLO": "250 here",
            "MAIL": "250 go on",
            "RCPT": "250 known",
            "DATA": "354 write",
            "TEXT": "250 taken",
            "QUIT": "221 bye",
        } | (answers or {})
        self.mails: list[str] = []
        self.envelopes: list[str] = []
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()

    @property
    def port(self) -> int:
        return self.server_address[1]


class _Conversation(socketserver.StreamRequestHandler):
    timeout = 10

    def handle(self):
        if not self._say("GREETING"):
            return
        while line := self.rfile.readline().decode().strip():
            verb = line.split(maxsplit=1)[0].upper()
            if verb in {"MAIL", "RCPT"}:
                self.server.envelopes.append(line)
            if not self._say(verb) or verb == "QUIT":
                return
            if verb == "DATA" and self.server.answers["DATA"].startswith("354"):
                text = b"".join(iter(self.rfile.readline, b".\r\n")).decode()
                self.server.mails.append(text)
                if not self._say("TEXT"):
                    return

    def _say(self, moment: str) -> bool:
        answer = self.server.answers.get(moment, "502 unknown")
        if answer is not None:
            self.wfile.write(f"{answer}\r\n".encode())
        return answer is not None
