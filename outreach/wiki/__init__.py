# SPDX-License-Identifier: GPL-3.0-or-later
"""Our line to a MediaWiki: read-only, bounded in time and size, and without a word of Django."""
