# SPDX-License-Identifier: GPL-3.0-or-later
"""The look of every page: icons, fields, charts and maps; imports none of our other apps."""
