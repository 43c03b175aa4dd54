# SPDX-License-Identifier: GPL-3.0-or-later
"""What the pages of this app ask."""
