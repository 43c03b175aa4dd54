# SPDX-License-Identifier: GPL-3.0-or-later
"""A real MediaWiki on loopback, seeded with made-up pages, for development and tests; knows no Django."""
