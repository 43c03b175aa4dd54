# SPDX-License-Identifier: GPL-3.0-or-later
"""Wikitext as HTML, as `outreach.rendering` writes it: here under the name that case studies know it by."""

from outreach.rendering import ATTRIBUTES, MARK_END, MARK_START, TAGS, highlighted, plain, render

__all__ = ["ATTRIBUTES", "MARK_END", "MARK_START", "TAGS", "highlighted", "plain", "render"]
