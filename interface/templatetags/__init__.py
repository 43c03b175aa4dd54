# SPDX-License-Identifier: GPL-3.0-or-later
"""Template tags; settings make them known to every template."""
