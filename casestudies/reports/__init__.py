# SPDX-License-Identifier: GPL-3.0-or-later
"""Wide reads over case studies."""
