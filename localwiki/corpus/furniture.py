# SPDX-License-Identifier: GPL-3.0-or-later
"""What stands around the case studies: templates, forms, index pages, redirects, a draft in user space."""

from localwiki.corpus.page import Page, history, redirect
from localwiki.corpus.tidy import GENERIC, IFLA, PREFIX, body, form
from localwiki.corpus.words import Words

TEMPLATES = {
    "GLAM navigation": "<div>[[GLAM/Case studies|Case studies]] · [[GLAM/Contact us|Contact us]] · [[GLAM/Volunteers|Volunteers]]</div>",
    "U": "[[User:{{{1}}}|{{{1}}}]]",
    "Ping": "@[[User:{{{1}}}|{{{1}}}]]:",
    "Email": "{{{1}}}<span>@</span>{{{2}}}",
    "Soft redirect": "This page is now at [[{{{1}}}]].",
    "GLAM/Newsletter/Header": "<div>This Month in GLAM, {{{month}}}</div>",
    "GLAM/Newsletter/Title": "<h2>{{{1}}}</h2>\n''{{{2|}}}''",
    "GLAM/Newsletter/Comments": "<div>Discuss the issue of {{{month}}}.</div>",
}


def _templates(words: Words) -> list[Page]:
    return [history(words, f"Template:{name}", "template", text, edits=1) for name, text in TEMPLATES.items()]


def _left_out(words: Words) -> list[Page]:
    """Pages under the prefixes that are no case studies: forms, questions, index pages; one index holds two inline."""
    index = f"{{{{GLAM navigation}}}}\n* [[{PREFIX}Museum of Example Bay]]\n* [[{PREFIX}Print Room of Zenda]]"
    inline = f"{index}\n\n== Museum of Nearby ==\n{words.paragraph()}\n\n== Museum of Far Away ==\n{words.paragraph()}"
    generic = f"== Title ==\n<!-- A short one. -->\n\n{form()}"
    return [
        history(words, PREFIX.rstrip("/"), "index", index, edits=3),
        history(words, GENERIC.rstrip("/"), "index", inline, edits=2),
        history(words, IFLA.rstrip("/"), "index", index, edits=1),
        history(words, GENERIC + "Form", "form", generic, edits=1),
        history(words, PREFIX + "Archived/Form", "form", form(), edits=1),
        history(words, IFLA + "Form", "form", form(), edits=1),
        history(words, PREFIX + "questions", "questions", "* What did it cost?\n* Who signed?", edits=1),
    ]


def _redirects(words: Words) -> list[Page]:
    """Left behind by moves: into the archive, to another name, and one that leads to a redirect."""
    return [
        redirect(words, PREFIX + "Archive of Shangri-La", PREFIX + "Archived/Archive of Shangri-La"),
        redirect(words, PREFIX + "Bay Museum", PREFIX + "Museum of Example Bay"),
        redirect(words, PREFIX + "Bay museum", PREFIX + "Bay Museum", shape="double redirect"),
    ]


def fixed(words: Words) -> list[Page]:
    """All of it."""
    draft = history(words, "User:Henrike Muster (WMLP)/Case study", "draft", body(words), edits=2)
    return [*_templates(words), *_left_out(words), *_redirects(words), draft]
