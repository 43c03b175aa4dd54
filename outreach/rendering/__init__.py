# SPDX-License-Identifier: GPL-3.0-or-later
"""Wikitext as HTML that may stand in our pages, whatever was written in it."""

from outreach.rendering.safe import ATTRIBUTES, MARK_END, MARK_START, TAGS, highlighted, plain, render

__all__ = ["ATTRIBUTES", "MARK_END", "MARK_START", "TAGS", "highlighted", "plain", "render"]
