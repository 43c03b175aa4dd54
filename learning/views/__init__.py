# SPDX-License-Identifier: GPL-3.0-or-later
"""Doors to what is learned from case studies."""
