# SPDX-License-Identifier: GPL-3.0-or-later
"""Questions about notes, tasks and saved views."""
