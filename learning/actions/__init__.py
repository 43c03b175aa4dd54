# SPDX-License-Identifier: GPL-3.0-or-later
"""The only writers of this app."""
