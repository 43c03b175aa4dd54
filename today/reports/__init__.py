# SPDX-License-Identifier: GPL-3.0-or-later
"""What waits for one person, and their dates as a calendar."""
