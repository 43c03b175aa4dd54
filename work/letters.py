# SPDX-License-Identifier: GPL-3.0-or-later
"""Letters: one mail as plain text and as HTML, in the reader's language and direction.

`letter` makes what `work.actions.post("mail", …)` needs beside the address. A name inside a sentence goes
through `name`, so that a Latin name does not stir an Arabic sentence: in the plain text it stands between
Unicode's isolates, in the HTML in `<bdi>`.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

LONGEST_SUBJECT = 150
_ISOLATE, _POP = "\u2068", "\u2069"
_ISOLATED = re.compile(f"{_ISOLATE}([^{_ISOLATE}{_POP}]*){_POP}")
# Marks that turn text round beyond the name they stand in; a mail needs none of them.
_TURNING = re.compile("[\u202a-\u202e\u2066\u2067]")

Line = str | tuple[str, str]
Paragraph = str | Sequence[Line]


@dataclass(frozen=True)
class _Part:
    """A stretch of a sentence, a name or not."""

    text: str
    is_name: bool


@dataclass(frozen=True)
class _Line:
    """One line with its parts and, when it leads somewhere, the whole address."""

    text: str
    address: str

    @property
    def parts(self) -> list[_Part]:
        pieces = enumerate(_ISOLATED.split(self.text))
        # Splitting at a pattern with one group: what stood inside is every second piece.
        bare = [(re.sub(f"[{_ISOLATE}{_POP}]", "", piece), number % 2 == 1) for number, piece in pieces]
        return [_Part(text, is_name) for text, is_name in bare if text]


@dataclass(frozen=True)
class _Block:
    """One paragraph, or a list of lines."""

    lines: list[_Line]
    is_list: bool

    def plain(self) -> str:
        if not self.is_list:
            return self.lines[0].text
        return "\n".join(
            f"• {line.text}" + (f"\n  {line.address}" if line.address else "") for line in self.lines
        )


def name(value: object) -> str:
    """A name, title or number as it stands inside a sentence: on one line, and unable to turn its neighbours."""
    words = " ".join(_without_controls(str(value)).split())
    return f"{_ISOLATE}{re.sub(f'[{_ISOLATE}{_POP}]', '', words)}{_POP}"


def direction(language: str) -> str:
    """`rtl` or `ltr`."""
    return "rtl" if translation.get_language_info(language)["bidi"] else "ltr"


def letter(
    language: str,
    *,
    subject: str,
    paragraphs: Iterable[Paragraph],
    link: str | None = None,
    link_words: str = "",
    footer: str = "",
    unsubscribe: str | None = None,
) -> dict:
    """The payload of one mail but for its `to`: subject, body, html, headers.

    `language` is the reader's ("" for the platform's); the caller says the texts in it. A paragraph is a
    sentence, or a list of lines each a text or a pair (text, address). `link` and the addresses of lines are
    a path of ours or an http(s) address; anything else raises ValueError. `unsubscribe` is the address that
    takes a POST by the mail program (RFC 8058) and shows a page to people.
    """
    language = _known(language)
    blocks = [_block(paragraph) for paragraph in paragraphs]
    said = {
        "language": language,
        "direction": direction(language),
        "subject": _subject(subject),
        "blocks": blocks,
        "link": _address(link),
        "link_words": _without_controls(link_words).strip(),
        "footer": _block(footer) if footer else None,
        "unsubscribe": _address(unsubscribe),
    }
    with translation.override(language):
        said["stop_words"] = _("Stop mails of this kind")
        return {
            "subject": said["subject"],
            "body": _plain(said),
            "html": render_to_string("email/base.html", said),
            "headers": _headers(said["unsubscribe"]),
        }


def _known(language: str) -> str:
    """The language, or the platform's when Django knows nothing of it."""
    for code in (language, settings.LANGUAGE_CODE):
        try:
            translation.get_language_info(code)
        except KeyError:
            continue
        return code
    return "en"


def _without_controls(text: str) -> str:
    """Without what is no writing: control characters (line breaks stay) and marks that turn the text round."""
    text = _TURNING.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(sign for sign in text if sign == "\n" or unicodedata.category(sign) != "Cc")


def _subject(text: str) -> str:
    # Split first: it knows every kind of line end, which must become a space rather than nothing.
    line = _without_controls(" ".join(str(text).split()))
    line = " ".join(re.sub(f"[{_ISOLATE}{_POP}]", "", line).split())
    return line if len(line) <= LONGEST_SUBJECT else f"{line[: LONGEST_SUBJECT - 1].rstrip()}…"


def _address(link: str | None) -> str:
    if not link:
        return ""
    link = str(link)
    if link.startswith("/") and not link.startswith("//"):
        link = f"{settings.SITE_URL.rstrip('/')}{link}"
    is_bare = not any(sign.isspace() or unicodedata.category(sign) == "Cc" for sign in link)
    if not link.startswith(("https://", "http://")) or not is_bare or set("<>\"'") & set(link):
        raise ValueError(f"No address to put in a mail: {link!r}")
    return link


def _line(line: Line) -> _Line:
    text, address = (line, None) if isinstance(line, str) else line
    return _Line(_without_controls(str(text)).strip(), _address(address))


def _block(paragraph: Paragraph) -> _Block:
    # Translations may be lazy: what is no list is text.
    if isinstance(paragraph, list | tuple):
        return _Block([_line(line) for line in paragraph], is_list=True)
    return _Block([_line(str(paragraph))], is_list=False)


def _plain(said: dict) -> str:
    pieces = [block.plain() for block in said["blocks"]]
    if said["link"]:
        pieces.append("\n".join(filter(None, [said["link_words"], said["link"]])))
    if said["footer"]:
        # Dash, dash, space: what mail programs know as the beginning of a signature.
        pieces.append(f"-- \n{said['footer'].plain()}")
    if said["unsubscribe"]:
        pieces.append(f"{said['stop_words']}\n{said['unsubscribe']}")
    return "\n\n".join(pieces) + "\n"


def _headers(unsubscribe: str) -> dict[str, str]:
    headers = {"Auto-Submitted": "auto-generated"}
    if unsubscribe:
        headers |= {
            "List-Unsubscribe": f"<{unsubscribe}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
    return headers
