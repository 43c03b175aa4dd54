# SPDX-License-Identifier: GPL-3.0-or-later
"""The doors of reviews that people open."""
