# SPDX-License-Identifier: GPL-3.0-or-later
"""`make bench`: our pages beside bare Django views of the same rows, and the sync beside its bare parts."""
