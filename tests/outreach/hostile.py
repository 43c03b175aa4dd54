# SPDX-License-Identifier: GPL-3.0-or-later
"""Wikitext that breaks careless parsers, and hypothesis strategies for text that is nearly wikitext."""

from hypothesis import strategies as st

PIECES = [
    "<ref>", "</ref>", '<ref name="', "<b ", "<div>", "<", "[[", "[[a", "]]", "[[File:", "[[User:", "{{", "{{a|", "}}",
    "{{u|", "{{GLAM/Newsletter/Title|", "{|\n", "{|\n|a\n", "|-\n", "|}\n", "||", "! a !! b\n", "[http://a ", "'''", "''",
    "''a'''b ", "<!--", "-->", "<nowiki>", "<pre>", "<gallery>", "</gallery>", "== a ==\n", "= a\n", "'''Goals'''\n",
    "#", "# (", "a@b.", "a at b dot ", "mailto:", "=a", "a=aa", "&amp", "{{{", "<translate>", "<tvar|", "<includeonly>",
    " ", "\n", "\n\n", "x", "(a", "-- ", "__TOC__\n", "[[Category:", "By ", "12:00, 1 May 2014 (UTC)", "-", ";a:b\n", "\u0130",
]  # fmt: skip

_words = st.sampled_from(["Goals", "Summary/Abstract", "museum", "Ada", "الأهداف", "=", "|", "France"])
wikitext = st.lists(st.one_of(st.sampled_from(PIECES), _words, st.text(max_size=5)), max_size=40).map("".join)
