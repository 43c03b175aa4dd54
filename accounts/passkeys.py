# SPDX-License-Identifier: GPL-3.0-or-later
"""Passkeys: what browser and server ask each other (WebAuthn), in the rows of allauth; fido2 judges the signatures.

The asking is ours rather than allauth's, because a question of ours is good once, for ten minutes, for one person and
one purpose, and its answer must come from this site to the letter, not from a neighbour of its name.
"""

import hashlib
import struct
from dataclasses import dataclass
from urllib.parse import urlsplit

from allauth.mfa.models import Authenticator
from cryptography.exceptions import UnsupportedAlgorithm
from django.conf import settings
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from fido2.cose import CoseKey
from fido2.server import Fido2Server
from fido2.webauthn import (
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    RegistrationResponse,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from accounts.errors import PasskeyRefused
from accounts.models import User

TYPE = Authenticator.Type.WEBAUTHN
ADDS, USES = "adds", "uses"
ASKED_SECONDS = 600
MOST = 10
_ASKED = "passkey_asked"
# The machine asks for a finger, a face or a PIN: who finds an open laptop with its key in it has none of them.
_VERIFIED = UserVerificationRequirement.REQUIRED
# What fido2 raises over an answer that no browser made.
_NONSENSE = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    NotImplementedError,
    RecursionError,
    TypeError,
    UnsupportedAlgorithm,
    ValueError,
    struct.error,
)


@dataclass(frozen=True)
class Used:
    """A passkey that answered rightly, which answer it was, and how often the passkey says it has answered."""

    passkey: Authenticator
    question: str
    count: int


def of(user: User) -> list[Authenticator]:
    """Somebody's passkeys, the oldest first."""
    return list(Authenticator.objects.filter(user=user.pk, type=TYPE).order_by("created_at", "pk"))


def origin_of(request) -> str:
    """Where answers must come from: the site's own address; in a demo, wherever one looks at it."""
    address = f"{request.scheme}://{request.get_host()}" if settings.DEBUG else settings.SITE_URL
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def ask_to_add(request, user: User) -> dict:
    """What the browser is told to make a passkey from; it refuses one that is there already."""
    person = PublicKeyCredentialUserEntity(
        id=str(user.pk).encode(), name=user.get_username(), display_name=user.get_username()
    )
    options, state = _server(request).register_begin(
        person,
        credentials=[_credential(each) for each in of(user)],
        resident_key_requirement=ResidentKeyRequirement.DISCOURAGED,
        user_verification=_VERIFIED,
    )
    _remember(request, user, ADDS, state)
    return dict(options)["publicKey"]


def added(request, user: User, answer: dict) -> dict:
    """The answer as it may be kept. Raises PasskeyRefused."""
    state = _asked(request, user, ADDS)
    try:
        made = _server(request).register_complete(state, RegistrationResponse.from_dict(answer))
        key = made.credential_data.public_key
        is_known = any(
            _credential(each).credential_id == made.credential_data.credential_id for each in of(user)
        )
    except _NONSENSE:
        raise PasskeyRefused from None
    if key.get(3) not in CoseKey.supported_algorithms() or is_known:
        raise PasskeyRefused
    said = {name: answer["response"][name] for name in ("clientDataJSON", "attestationObject")}
    return {"id": answer["id"], "rawId": answer["rawId"], "type": answer["type"], "response": said}


def ask_to_use(request, user: User) -> dict:
    """What the browser is told to show a passkey of this person for."""
    options, state = _server(request).authenticate_begin(
        [_credential(each) for each in of(user)], user_verification=_VERIFIED
    )
    _remember(request, user, USES, state)
    return dict(options)["publicKey"]


def used(request, user: User, answer: dict) -> Used:
    """Which passkey answered. Raises PasskeyRefused; that it answered once only is seen to on writing it down."""
    state, mine = _asked(request, user, USES), of(user)
    try:
        response = AuthenticationResponse.from_dict(answer)
        right = _server(request).authenticate_complete(state, [_credential(each) for each in mine], response)
        count = response.response.authenticator_data.counter
    except _NONSENSE:
        raise PasskeyRefused from None
    passkey = next(each for each in mine if _credential(each).credential_id == right.credential_id)
    return Used(passkey, hashlib.sha256(state["challenge"].encode()).hexdigest(), count)


def _server(request) -> Fido2Server:
    ours = origin_of(request)
    site = PublicKeyCredentialRpEntity(id=urlsplit(ours).hostname, name=settings.MFA_TOTP_ISSUER)
    return Fido2Server(site, verify_origin=lambda origin: constant_time_compare(origin, ours))


def _credential(passkey: Authenticator):
    return passkey.wrap().authenticator_data.credential_data


def _remember(request, user: User, purpose: str, state: dict) -> None:
    request.session[_ASKED] = {
        "state": state | {"user_verification": str(_VERIFIED.value)},
        "purpose": purpose,
        "user": user.pk,
        "at": timezone.now().timestamp(),
    }


def _asked(request, user: User, purpose: str) -> dict:
    """The question that is answered now; whatever comes of it, it is not asked a second time."""
    kept = request.session.pop(_ASKED, None)
    if not kept or (kept["purpose"], kept["user"]) != (purpose, user.pk):
        raise PasskeyRefused
    if not 0 <= timezone.now().timestamp() - kept["at"] <= ASKED_SECONDS:
        raise PasskeyRefused
    return kept["state"]
