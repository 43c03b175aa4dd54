# SPDX-License-Identifier: GPL-3.0-or-later
"""What a machine reads in the sections of a case study: obstacles, the lesson, what it deals with. Knows no Django."""

from learning.parsing.gists import VERSION, Read, read
from learning.parsing.obstacles import Found, obstacles_in

__all__ = ["VERSION", "Found", "Read", "obstacles_in", "read"]
