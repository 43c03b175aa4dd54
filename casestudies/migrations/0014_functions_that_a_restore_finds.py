# SPDX-License-Identifier: GPL-3.0-or-later
"""The functions of full text call each other by their schema.

A restored dump fills its tables with an empty search path: there `glam_words` did not find `glam_fold`, and no
backup could be restored.
"""

import re
from importlib import import_module

from django.db import migrations

_FUNCTIONS = import_module("casestudies.migrations.0012_search_in_many_languages").FUNCTIONS
# Wherever one is called or made: they all stand in `public`, as `unaccent` does.
QUALIFIED = re.sub(r"\b(?<!\.)(glam_(?:unaccent|fold|pairs|words|wanted))\(", r"public.\1(", _FUNCTIONS)


class Migration(migrations.Migration):
    dependencies = [("casestudies", "0013_translations_are_searched")]

    operations = [migrations.RunSQL(QUALIFIED, migrations.RunSQL.noop)]
