"""Full text that knows scripts without spaces, signs that people leave out, and translations.

`glam_fold` makes one writing of many: compatibility forms, accents, Arabic vowel signs, tatweel and forms of alef,
the viramas that would cut words of Indian scripts in two. `glam_words` writes scripts without spaces as pairs of
letters, since the parser takes a whole sentence of them for one word. The expression of a generated column cannot
be changed: `search` is made anew.
"""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations, models
from django.db.models.expressions import RawSQL

# Combining marks, soft hyphen, points of Hebrew, vowel signs of Arabic and tatweel, nukta and virama, joiners.
LEFT_OUT = (
    r"\u00ad\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670"
    r"\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u093c\u094d\u09bc\u09cd\u0a3c\u0a4d\u0abc\u0acd\u0b3c\u0b4d\u0bcd"
    r"\u0c4d\u0cbc\u0ccd\u0d4d\u0dca\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff"
)
# Thai, Lao, Tibetan, Burmese, Khmer, then the scripts of China, Japan and Korea.
SPACELESS = (
    r"\u0e01-\u0e4e\u0e80-\u0ece\u0f40-\u0fbc\u1000-\u109f\u1780-\u17d3\u2e80-\u2fdf\u3005-\u3007\u3040-\u30fa"
    r"\u30fc-\u312f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003134f"
)
# Forms of alef, yeh, kaf and heh that keyboards and languages write differently.
ALIKE = ("أإآٱىیېئکڪةۀەؤ", "ااااييييككهههو")
# What the parser would take for a part of a tag, an address, a path or a number, and keep the words in it together.
APART = "<>/@-_.:"
# Pairs of more letters than this could outgrow what PostgreSQL lets a document hold.
MOST_LETTERS = 40_000

FUNCTIONS = f"""
CREATE OR REPLACE FUNCTION glam_fold(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT translate(
        CASE WHEN octet_length($1) = length($1) THEN lower($1)
        ELSE lower(glam_unaccent(translate(
            regexp_replace(normalize($1, NFKC), '[{LEFT_OUT}]+', '', 'g'), '{ALIKE[0]}', '{ALIKE[1]}'
        ))) END,
        '{APART}', '{" " * len(APART)}'
    )
$$;

CREATE OR REPLACE FUNCTION glam_pairs(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT regexp_replace($1, '([{SPACELESS}]{{1,2}})', '\\1 ', 'g')
        || ' ' || regexp_replace(
            regexp_replace($1, '(^| )[{SPACELESS}]', '\\1', 'g'), '([{SPACELESS}]{{1,2}})', '\\1 ', 'g'
        )
$$;

CREATE OR REPLACE FUNCTION glam_words(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT CASE WHEN $1 ~ '[{SPACELESS}]' THEN
        regexp_replace(glam_fold($1), '[{SPACELESS}]+', ' ', 'g') || ' '
        || glam_pairs(left(regexp_replace(glam_fold($1), '[^{SPACELESS}]+', ' ', 'g'), {MOST_LETTERS}))
    ELSE glam_fold($1) END
$$;

CREATE OR REPLACE FUNCTION glam_wanted(text, is_beginning boolean) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT ''' ' || translate(glam_fold($1), '''\\', '  ') || '''' || CASE WHEN $2 THEN ':*' ELSE '' END
$$;
"""
NO_FUNCTIONS = """
DROP FUNCTION IF EXISTS glam_wanted(text, boolean);
DROP FUNCTION IF EXISTS glam_words(text);
DROP FUNCTION IF EXISTS glam_pairs(text);
DROP FUNCTION IF EXISTS glam_fold(text);
"""


def document(first, second, weights):
    return RawSQL(
        f"setweight(to_tsvector('simple', glam_words({first})), '{weights[0]}')"
        f" || setweight(to_tsvector('simple', glam_words(left({second}, 200000))), '{weights[1]}')",
        [],
    )


class Migration(migrations.Migration):
    dependencies = [
        ("casestudies", "0011_failed_index"),
        ("partnerships", "0014_living_agreements"),
    ]

    operations = [
        migrations.RunSQL(FUNCTIONS, NO_FUNCTIONS),
        migrations.RemoveIndex(model_name="casestudy", name="casestudy_search"),
        migrations.RemoveField(model_name="casestudy", name="search"),
        migrations.AddField(
            model_name="casestudy",
            name="search",
            field=models.GeneratedField(
                db_persist=True,
                expression=document("title", "search_text", "AB"),
                output_field=django.contrib.postgres.search.SearchVectorField(),
            ),
        ),
        migrations.AddIndex(
            model_name="casestudy",
            index=django.contrib.postgres.indexes.GinIndex(fields=["search"], name="casestudy_search"),
        ),
        migrations.AddField(
            model_name="translation",
            name="search_text",
            field=models.TextField(blank=True, default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="translation",
            name="search",
            field=models.GeneratedField(
                db_persist=True,
                expression=document("title", "search_text", "BC"),
                output_field=django.contrib.postgres.search.SearchVectorField(),
            ),
        ),
        migrations.AddIndex(
            model_name="translation",
            index=django.contrib.postgres.indexes.GinIndex(fields=["search"], name="translation_search"),
        ),
        migrations.AddIndex(
            model_name="casestudy",
            index=models.Index(
                fields=["-saved_at", "-id"],
                include=["state", "author", "affiliate"],
                name="casestudy_by_saved",
            ),
        ),
        migrations.AddIndex(
            model_name="casestudy",
            index=models.Index(
                fields=["title", "-id"], include=["state", "author", "affiliate"], name="casestudy_by_title"
            ),
        ),
        migrations.AddIndex(
            model_name="reading",
            index=models.Index(fields=["case_study", "complete"], name="reading_complete"),
        ),
    ]
