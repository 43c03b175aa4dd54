# SPDX-License-Identifier: GPL-3.0-or-later
"""`make drill`: the real processes under load, killed at random; nothing acknowledged may be lost or doubled."""
