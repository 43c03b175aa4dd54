# SPDX-License-Identifier: GPL-3.0-or-later
"""Agreements and their commitments: written, signed, amended, kept, renewed."""
