# SPDX-License-Identifier: GPL-3.0-or-later
"""Demo data: a small movement of plainly invented people and institutions."""
