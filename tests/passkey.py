# SPDX-License-Identifier: GPL-3.0-or-later
"""A security key in software: makes and shows passkeys as a browser would, or wrongly where a test asks for it."""

import hashlib
import json
import os

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

PRESENT, VERIFIED, ATTESTED = 1, 4, 64


class Key:
    """Keeps one passkey, and counts what it signed."""

    def __init__(self, site: str = "https://glam.example", *, counts: bool = True):
        self.site, self.counts, self.count = site, counts, 0
        self.id, self._secret = os.urandom(16), ec.generate_private_key(ec.SECP256R1())

    def made(self, options: str, **wrong) -> str:
        """What the browser answers to the page that adds a passkey; `wrong` says what is not as it should be."""
        options = json.loads(options)
        public = ES256.from_cryptography_key(self._secret.public_key()) | wrong.get("kind_of_key", {})
        kept = AttestedCredentialData.create(b"\0" * 16, self.id, public)
        data = AuthenticatorData.create(
            _named(wrong.get("rp", options["rp"]["id"])),
            wrong.get("flags", PRESENT | VERIFIED) | ATTESTED,
            self._counted(),
            bytes(kept),
        )
        client = self._client("webauthn.create", options, wrong)
        attested = AttestationObject.create("none", data, {})
        return self._said(clientDataJSON=client, attestationObject=bytes(attested))

    def shown(self, options: str, **wrong) -> str:
        """What the browser answers to the page that asks for a passkey."""
        options = json.loads(options)
        name = _named(wrong.get("rp", options["rpId"]))
        data = AuthenticatorData.create(name, wrong.get("flags", PRESENT | VERIFIED), self._counted())
        client = self._client("webauthn.get", options, wrong)
        secret = wrong.get("secret", self._secret)
        signature = secret.sign(bytes(data) + hashlib.sha256(client).digest(), ec.ECDSA(SHA256()))
        return self._said(clientDataJSON=client, authenticatorData=bytes(data), signature=signature)

    def _client(self, kind, options, wrong) -> bytes:
        challenge = wrong.get("challenge", options["challenge"])
        return bytes(
            CollectedClientData.create(wrong.get("kind", kind), challenge, wrong.get("site", self.site))
        )

    def _counted(self) -> int:
        self.count += self.counts
        return self.count

    def _said(self, **response) -> str:
        name = websafe_encode(self.id)
        said = {each: websafe_encode(value) for each, value in response.items()}
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": said})


def _named(site: str) -> bytes:
    return hashlib.sha256(site.encode()).digest()
