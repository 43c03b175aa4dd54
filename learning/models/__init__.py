# SPDX-License-Identifier: GPL-3.0-or-later
"""What is learned from case studies: gists, obstacles, guides, and first partnerships with a mentor."""

from learning.models.gists import Gist
from learning.models.guides import Guide
from learning.models.mentors import Mentor, Mentorship
from learning.models.obstacles import Obstacle
from learning.models.paths import FirstPath

__all__ = ["FirstPath", "Gist", "Guide", "Mentor", "Mentorship", "Obstacle"]
