# SPDX-License-Identifier: GPL-3.0-or-later
"""Today: everything that waits for one person, by urgency; the weekly digest; feeds of dates."""
