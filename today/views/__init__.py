# SPDX-License-Identifier: GPL-3.0-or-later
"""Doors to the queue, to feeds and dates, and to the end of a kind of mail."""
