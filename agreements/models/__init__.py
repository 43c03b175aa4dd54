# SPDX-License-Identifier: GPL-3.0-or-later
"""What hangs on an agreement; the agreement and its commitments themselves are in `partnerships`."""
