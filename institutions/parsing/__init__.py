# SPDX-License-Identifier: GPL-3.0-or-later
"""From what Wikidata says of an item to facts of an institution; pure Python."""
