# SPDX-License-Identifier: GPL-3.0-or-later
"""Wide reads over the newsletter: what lists offer, and how things go over the years."""
