# SPDX-License-Identifier: GPL-3.0-or-later
"""The wide reads of this app."""
