# SPDX-License-Identifier: GPL-3.0-or-later
"""Which tags and templates of wikitext are kept, renamed, read through or left out."""

SAME = frozenset(
    [
        "b",
        "i",
        "u",
        "s",
        "del",
        "ins",
        "sub",
        "sup",
        "small",
        "em",
        "strong",
        "code",
        "kbd",
        "abbr",
        "cite",
        "q",
        "mark",
        "bdi",
    ]
)
RENAMED = {"strike": "s", "tt": "code", "var": "i", "samp": "code", "math": "code"}
# Tags that MediaWiki uses as boxes, and what stands in them is read as if the box were not there.
BOXES = frozenset(["div", "center", "p", "section", "article", "dl"])
UNSEEN = frozenset(
    [
        "script",
        "style",
        "template",
        "includeonly",
        "iframe",
        "frame",
        "object",
        "embed",
        "svg",
        "form",
        "input",
        "select",
        "textarea",
        "button",
        "noscript",
        "title",
        "audio",
        "video",
        "imagemap",
        "inputbox",
        "graph",
        "timeline",
        "score",
        "categorytree",
        "templatestyles",
        "templatedata",
        "languages",
        "references",
        "indicator",
        "mapframe",
        "maplink",
        "noembed",
        "noframes",
        "plaintext",
        "xmp",
        "math-ext",
    ]
)
RAW = frozenset(["pre", "syntaxhighlight", "source", "poem"])
# Templates that show their first argument.
DRESSED = frozenset(
    ["nowrap", "big", "small", "lang", "quote", "blockquote", "cquote", "center", "highlight", "color"]
)
PEOPLE = frozenset(["u", "user", "ping", "reply to", "re", "noping", "user link"])
