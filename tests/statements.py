# SPDX-License-Identifier: GPL-3.0-or-later
"""A statement without what is said before it: whom it is for, and the history's context."""

import re

_SAID = re.compile(r"^(\(?SELECT set_config\('(?:pghistory|glamwiki)\..*?(?:true|True)\)\)?; )+")


def bare(sql: str) -> str:
    return _SAID.sub("", sql)
