# SPDX-License-Identifier: GPL-3.0-or-later
"""What narrows a list: filters read from the address, which shrug at nonsense."""
