"""Extensions and the IMMUTABLE functions that generated search columns need.

unaccent() is only STABLE; naming its dictionary makes the wrapper safe to call immutable.
"""

from django.contrib.postgres.operations import BtreeGinExtension, TrigramExtension, UnaccentExtension
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = []

    operations = [
        TrigramExtension(),
        UnaccentExtension(),
        BtreeGinExtension(),
        migrations.RunSQL(
            """
            CREATE OR REPLACE FUNCTION glam_unaccent(text) RETURNS text
            LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
            AS $$ SELECT public.unaccent('public.unaccent'::regdictionary, $1) $$;

            CREATE OR REPLACE FUNCTION glam_names(jsonb) RETURNS text
            LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
            AS $$ SELECT coalesce((jsonb_path_query_array($1, '$.*'))::text, '') $$;
            """,
            "DROP FUNCTION IF EXISTS glam_names(jsonb); DROP FUNCTION IF EXISTS glam_unaccent(text);",
        ),
    ]
