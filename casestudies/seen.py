# SPDX-License-Identifier: GPL-3.0-or-later
"""What a form was shown of a case study, part by part, so that saving tells what its writer touched from what stood there.

A number for the whole cannot say it: who has saved one section has not seen what another wrote into the next. So a
form carries a fingerprint of each part it shows, and of what it saved in its place, and nothing else needs to be kept.
"""

import hashlib
import re
from collections.abc import Mapping

from django.db.models import Model

from casestudies.models import CaseStudy, SectionKey

FORM_KEYS = [key for key in SectionKey if key != SectionKey.OTHER]
ABOUT = ("title", "partnership", "affiliate", "country", "language")
_PAIR = re.compile(r"([a-z_]{1,30}):([0-9a-f]{16})")


def plain(value) -> str:
    """A part as text: a row by its key, a country by its code, a section as its wikitext."""
    if value is None:
        return ""
    return str(value.pk) if isinstance(value, Model) else str(value).strip("\n")


def fingerprint(value) -> str:
    return hashlib.blake2s(plain(value).encode(), digest_size=8).hexdigest()


def parts_of(case_study: CaseStudy) -> dict[str, object]:
    """{section key or fact: what stands there}; a section that has no row yet is empty."""
    texts = {key.value: "" for key in FORM_KEYS}
    texts |= {section.key: section.text for section in case_study.sections.all()}
    return texts | {name: fact(case_study, name) for name in ABOUT}


def fact(case_study: CaseStudy, name: str) -> object:
    """A fact as its column has it, so that comparing rows fetches none."""
    return getattr(case_study, CaseStudy._meta.get_field(name).attname)


def as_seen(parts: Mapping[str, object]) -> str:
    """The fingerprints of these parts, as a form carries them."""
    return joined({name: fingerprint(value) for name, value in parts.items()})


def joined(fingerprints: Mapping[str, str]) -> str:
    """{part: fingerprint} as a form carries it."""
    return " ".join(f"{name}:{each}" for name, each in fingerprints.items())


def read_seen(text: str) -> dict[str, str]:
    """{part: fingerprint}; nonsense was not seen."""
    return dict(_PAIR.findall(text))
