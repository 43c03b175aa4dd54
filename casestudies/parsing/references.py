# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes a reference as wikitext from what a person fills in, whatever signs stand in it."""

import re

# What would end the reference, the link or the italics it stands in, or begin something else.
_MARKUP = re.compile(r"[<>\[\]{}|]|''+|~{3,}")


def reference(*, author: str = "", title: str = "", address: str = "", year: str = "") -> str:
    """“<ref>Author: [address ''Title'']. Year.</ref>” of what is given; "" when nothing is."""
    author, title, year = (_plain(each) for each in (author, title, year))
    address = address.strip().replace("[", "%5B").replace("]", "%5D").replace("|", "%7C").replace("'", "%27")
    address = address.replace("<", "%3C").replace(">", "%3E").replace("{", "%7B").replace("}", "%7D")
    named = f"''{title}''" if title else ""
    if address:
        named = f"[{address} {named}]" if named else address
    said = ": ".join(part for part in (author, named) if part)
    parts = [part for part in (said, year) if part]
    # A full stop right behind a bare address would become a part of it.
    return f"<ref>{', '.join(parts)}</ref>" if parts else ""


def with_reference(text: str, written: str) -> str:
    """The text with the reference after its last words."""
    return f"{text.rstrip()}{written}"


def _plain(text: str) -> str:
    return _MARKUP.sub(lambda match: "".join(f"&#{ord(sign)};" for sign in match[0]), " ".join(text.split()))
