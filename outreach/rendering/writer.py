# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes parsed wikitext as plain HTML: every tag is one of ours, every other character is escaped.

What case studies and reports need of wikitext, no more: paragraphs, headings, lists, tables, quotations, links, files
and galleries as links to their pages, footnotes. Of templates only those that merely dress up text remain.
"""

import html
import re

from django.utils.html import escape
from django.utils.translation import gettext as _
from mwparserfromhell.nodes import (
    Argument,
    Comment,
    ExternalLink,
    Heading,
    HTMLEntity,
    Tag,
    Template,
    Text,
    Wikilink,
)

from outreach.rendering.blocks import listing, table
from outreach.rendering.links import Links, external, file_name, is_category
from outreach.rendering.tags import BOXES, DRESSED, PEOPLE, RAW, RENAMED, SAME, UNSEEN

MOST_NOTES = 500

_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,500}>")
_SWITCH = re.compile(r"__[A-Z]{3,20}__")
_LAYOUT = re.compile(
    r"\s*(?:thumb|thumbnail|frame|framed|frameless|border|right|left|center|centre|none|upright(?:=.*)?"
    r"|baseline|middle|top|bottom|sub|super|\d*x?\d+px|(?:alt|link|page|lang|class|thumb)\s*=.*)\s*",
    re.IGNORECASE | re.DOTALL,
)


def _shown(text: str) -> str:
    """Text as HTML: switches and leftover tags go, the rest is escaped."""
    return escape(_TAG.sub("", _SWITCH.sub("", text)))


def _anchor(address: str, label: str) -> str:
    return f'<a href="{escape(address)}">{label}</a>' if address and label.strip() else label


class Writer:
    """Takes nodes piece by piece and holds what is open: the line, the paragraph, the list."""

    def __init__(self, links: Links, notes: list[str] | None = None):
        self.links = links
        self.is_outermost = notes is None
        self.notes = [] if notes is None else notes
        self.blocks: list[str] = []
        self.paragraph: list[str] = []
        self.items: list[tuple[str, str]] = []
        self.line: list[str] = []
        self.marks = ""

    def finish(self) -> str:
        """The HTML of all that was fed, with the footnotes at the end of the outermost text."""
        self._end_block()
        if self.is_outermost and self.notes:
            self.blocks.append(f'<ol class="notes">{"".join(f"<li>{note}</li>" for note in self.notes)}</ol>')
        return "\n".join(self.blocks)

    def plain(self, text: str) -> None:
        """Text of which nothing is known, as paragraphs."""
        self._end_block()
        for paragraph in text.split("\n\n"):
            if paragraph.strip():
                lines = escape(paragraph.strip()).replace("\n", "<br>\n")
                self.blocks.append(f"<p>{lines}</p>")

    def feed(self, nodes) -> None:
        """Write nodes that stand side by side."""
        for node in nodes:
            if isinstance(node, Text):
                self._text(node.value)
            elif isinstance(node, Heading):
                self._heading(node)
            elif isinstance(node, Tag) and not self._is_inline(node):
                self._block(node)
            else:
                self.line.append(self.inline(node))

    def inline(self, node) -> str:
        """One node as HTML that may stand inside a line."""
        if isinstance(node, Text):
            return _shown(node.value)
        if isinstance(node, HTMLEntity):
            return escape(html.unescape(str(node)))
        if isinstance(node, Wikilink):
            return self._wikilink(node)
        if isinstance(node, ExternalLink):
            return self._external(node)
        if isinstance(node, Tag):
            return self._inline_tag(node)
        if isinstance(node, Template):
            return self._template(node)
        if isinstance(node, Heading):
            return f"<strong>{self.within(node.title)}</strong>"
        assert isinstance(node, (Argument, Comment)), type(node)  # noqa: S101  of whatever else nothing is shown
        return ""

    def within(self, code) -> str:
        """The nodes of a piece of code as one line."""
        return "".join(self.inline(node) for node in code.nodes) if code is not None else ""

    def blocks_of(self, code) -> str:
        """The nodes of a piece of code as blocks; one lone paragraph as its mere text."""
        inner = Writer(self.links, self.notes)
        inner.feed(code.nodes if code is not None else [])
        written = inner.finish()
        lone = written.startswith("<p>") and written.count("<p>") == 1 and written.endswith("</p>")
        return written[3:-4] if lone else written

    # Lines and blocks

    def _text(self, text: str) -> None:
        for number, part in enumerate(text.split("\n")):
            if number:
                self._end_line()
            if part:
                self.line.append(_shown(part))

    def _end_line(self) -> None:
        line, marks = "".join(self.line).strip(), self.marks
        self.line, self.marks = [], ""
        if marks.strip(":"):
            self._end_paragraph()
            self.items.append((marks, line))
        elif not line:
            self._end_block()
        else:
            self._end_list()
            self.paragraph.append(line)

    def _end_paragraph(self) -> None:
        if self.paragraph:
            self.blocks.append("<p>{}</p>".format("\n".join(self.paragraph)))
            self.paragraph = []

    def _end_list(self) -> None:
        if self.items:
            self.blocks.append(listing(self.items))
            self.items = []

    def _end_block(self) -> None:
        if self.line or self.marks:
            self._end_line()
        self._end_paragraph()
        self._end_list()

    def _heading(self, node: Heading) -> None:
        self._end_block()
        level = min(max(node.level, 3), 6)
        if title := self.within(node.title).strip():
            self.blocks.append(f"<h{level}>{title}</h{level}>")

    def _is_inline(self, node: Tag) -> bool:
        name = str(node.tag).strip().lower()
        return not (
            name in BOXES
            or name in RAW
            or name in ("ul", "ol", "table", "blockquote", "hr", "gallery")
            or (node.wiki_markup and node.wiki_markup[0] in "*#:;")
        )

    def _block(self, node: Tag) -> None:
        name = str(node.tag).strip().lower()
        if node.wiki_markup and node.wiki_markup[0] in "*#:;":
            self._mark(node.wiki_markup)
            return
        self._end_block()
        if name in BOXES:
            self.feed(node.contents.nodes if node.contents is not None else [])
            self._end_block()
        elif name == "hr":
            self.blocks.append("<hr>")
        elif name in RAW:
            self.blocks.append(f"<pre>{escape(str(node.contents or '').strip(chr(10)))}</pre>")
        elif name == "blockquote":
            self.blocks.append(f"<blockquote>{self.blocks_of(node.contents)}</blockquote>")
        elif name == "gallery":
            self._gallery(str(node.contents or ""))
        elif name == "table":
            self.blocks.append(table(node, self.blocks_of, _("Table")))
        else:
            self._html_list(node, name)

    def _mark(self, mark: str) -> None:
        if "".join(self.line).strip():
            self.line.append(":" if mark == ":" else escape(mark))  # "; term : meaning" on one line
        else:
            self.marks += mark

    def _html_list(self, node: Tag, name: str) -> None:
        items = [
            f"<li>{self.blocks_of(each.contents)}</li>"
            for each in (node.contents.nodes if node.contents is not None else [])
            if isinstance(each, Tag) and str(each.tag).strip().lower() == "li"
        ]
        if items:
            self.blocks.append(f"<{name}>{''.join(items)}</{name}>")
        elif node.contents is not None:
            self.feed(node.contents.nodes)
            self._end_block()

    # Inside a line

    def _inline_tag(self, node: Tag) -> str:
        name = str(node.tag).strip().lower()
        if name in UNSEEN:
            return ""
        if name == "br":
            return "<br>"
        if name == "ref":
            return self._note(node)
        if name == "nowiki" or name in RAW:
            return escape(str(node.contents or ""))
        name = RENAMED.get(name, name)
        if name in SAME:
            inner = self.within(node.contents)
            return f"<{name}>{inner}</{name}>" if inner.strip() else inner
        return "" if node.contents is None or name == "gallery" else self.within(node.contents)

    def _note(self, node: Tag) -> str:
        written = self.within(node.contents).strip()
        if not written or len(self.notes) >= MOST_NOTES:
            return ""
        self.notes.append(written)
        return f"<sup>[{len(self.notes)}]</sup>"

    def _wikilink(self, node: Wikilink) -> str:
        target = str(node.title).strip()
        if name := file_name(target):
            self._file(name, self._caption(node))
            return ""
        if is_category(target):
            return ""
        label = self.within(node.text) if node.text is not None else ""
        return _anchor(self.links.page(target), label.strip() and label or _shown(target.lstrip(":").strip()))

    def _caption(self, node: Wikilink) -> str:
        """The last of a file link's parts that says nothing about its layout."""
        parts: list[list[str]] = [[]]
        for each in node.text.nodes if node.text is not None else []:
            if isinstance(each, Text):
                first, *others = each.value.split("|")
                parts[-1].append(_shown(first))
                parts += [[_shown(other)] for other in others]
            else:
                parts[-1].append(self.inline(each))
        said = ["".join(part).strip() for part in parts]
        return next((part for part in reversed(said) if part and not _LAYOUT.fullmatch(part)), "")

    def _file(self, name: str, caption: str) -> None:
        # A figure cannot stand inside a paragraph: it goes before the one being written.
        link = _anchor(self.links.file(f"File:{name}"), escape(name))
        below = f"<figcaption>{caption}</figcaption>" if caption else ""
        self.blocks.append(f"<figure>{link}{below}</figure>")

    def _gallery(self, lines: str) -> None:
        items = []
        for line in lines.split("\n"):
            target, _bar, caption = line.strip().partition("|")
            if name := file_name(target) or target.strip():
                words = _shown(caption.replace("[[", "").replace("]]", "")).strip()
                link = _anchor(self.links.file(f"File:{name}"), escape(name))
                items.append(f"<li>{link}{': ' if words else ''}{words}</li>")
        if items:
            self.blocks.append(f'<ul class="gallery">{"".join(items)}</ul>')

    def _external(self, node: ExternalLink) -> str:
        address = external(str(node.url))
        label = self.within(node.title) if node.title is not None else ""
        if not address:
            return label
        return _anchor(address, label if label.strip() else escape(address))

    def _template(self, node: Template) -> str:
        name = str(node.name).strip().lower().replace("_", " ")
        said = [parameter.value for parameter in node.params if not parameter.showkey]
        if not said:
            return ""
        if name in PEOPLE:
            user = str(said[0]).strip()
            return _anchor(self.links.page(f"User:{user}"), _shown(user))
        return self.within(said[-1 if name == "lang" else 0]) if name in DRESSED else ""
