# SPDX-License-Identifier: GPL-3.0-or-later
"""Wide reads about personal data."""
