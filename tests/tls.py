# SPDX-License-Identifier: GPL-3.0-or-later
"""An authority of our own, and a relay that speaks TLS in front of a server that listens on a socket file only.

The servers that the tests start know no TLS; what is tried here is who our side of the line talks to.
"""

import contextlib
import socket
import ssl
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


class Authority:
    """Signs that a key is a host's; `file` is what somebody who trusts it needs."""

    def __init__(self, folder: Path):
        folder.mkdir(parents=True, exist_ok=True)
        self.file, self._folder = folder / "authority.pem", folder
        self._key, self._name = ec.generate_private_key(ec.SECP256R1()), _name("Authority of the tests")
        self._signed = self._sign(self._name, self._key.public_key(), x509.BasicConstraints(True, 0))
        self.file.write_bytes(self._signed.public_bytes(serialization.Encoding.PEM))

    def certificate(self, host: str) -> Path:
        """A file with a key and the word of this authority that it is the host's."""
        key, file = ec.generate_private_key(ec.SECP256R1()), self._folder / f"{host}.pem"
        names = x509.SubjectAlternativeName([x509.DNSName(host)])
        signed = self._sign(_name(host), key.public_key(), x509.BasicConstraints(False, None), names)
        secret = key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        file.write_bytes(secret + signed.public_bytes(serialization.Encoding.PEM))
        return file

    def _sign(self, name, public, *extensions):
        now = datetime.now(UTC)
        builder = x509.CertificateBuilder().subject_name(name).issuer_name(self._name).public_key(public)
        builder = builder.serial_number(x509.random_serial_number())
        builder = builder.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
        ours = x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key.public_key())
        for each in (*extensions, x509.SubjectKeyIdentifier.from_public_key(public), ours):
            builder = builder.add_extension(each, critical=isinstance(each, x509.BasicConstraints))
        if extensions[0].ca:
            usage = x509.KeyUsage(False, False, False, False, False, True, True, False, False)
            builder = builder.add_extension(usage, critical=True)
        return builder.sign(self._key, hashes.SHA256())


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


@contextlib.contextmanager
def relay(certificate: Path, socket_file: str, *, asks_first: bool = False):
    """The port of a server with that certificate, behind which is the one at `socket_file`.

    PostgreSQL's clients ask before they encrypt: `asks_first`.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    door = socket.create_server(("127.0.0.1", 0))

    def serve():
        with contextlib.suppress(OSError):
            while True:
                caller, _address = door.accept()
                threading.Thread(
                    target=_serve, args=(caller, context, socket_file, asks_first), daemon=True
                ).start()

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield door.getsockname()[1]
    finally:
        door.shutdown(socket.SHUT_RDWR)
        door.close()


def _serve(caller, context, socket_file, asks_first) -> None:
    with contextlib.suppress(OSError), caller:
        if asks_first:
            assert caller.recv(8) == bytes([0, 0, 0, 8, 4, 210, 22, 47])
            caller.sendall(b"S")
        with context.wrap_socket(caller, server_side=True) as near, socket.socket(socket.AF_UNIX) as far:
            far.connect(socket_file)
            back = threading.Thread(target=_pour, args=(far, near), daemon=True)
            back.start()
            _pour(near, far)
            back.join(5)


def _pour(source, target) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
    with contextlib.suppress(OSError):
        target.shutdown(socket.SHUT_WR)
