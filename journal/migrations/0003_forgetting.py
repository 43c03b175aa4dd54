# SPDX-License-Identifier: GPL-3.0-or-later
"""The two doors through which append-only rows lose a person's words, or their age's end; see ADR 0018."""

from django.db import migrations

CHECKED = """
    -- The table must be one of ours whose rows are protected; its protecting trigger is put aside for this call.
    SELECT tgname INTO guard FROM pg_trigger
     WHERE tgrelid = to_regclass('public.' || quote_ident(which)) AND tgname LIKE 'pgtrigger\\_append\\_only\\_%%';
    IF guard IS NULL THEN
        RAISE EXCEPTION 'journal: % is not append-only', which USING ERRCODE = '42501';
    END IF;
    keyed := CASE WHEN EXISTS (SELECT FROM pg_attribute WHERE attrelid = to_regclass('public.' || quote_ident(which))
                               AND attname = 'pgh_id') THEN 'pgh_id' ELSE 'id' END;
""".replace("%%", "%")

EMPTY = rf"""
CREATE OR REPLACE FUNCTION journal_empty(which text, keys bigint[], empty jsonb) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    guard text; keyed text; name text; value jsonb; setting text := ''; told integer; before text;
    said text; other boolean;
BEGIN
    {CHECKED}
    FOR name, value IN SELECT * FROM jsonb_each(empty) LOOP
        IF name LIKE 'pgh\_%' OR name LIKE '%\_id' OR name IN
           ('id', 'at', 'verb', 'subject_kind', 'thread_kind', 'context', 'moved_at', 'version') THEN
            RAISE EXCEPTION 'journal: % says who, what or when', name USING ERRCODE = '42501';
        END IF;
        IF value NOT IN ('""', 'null', '[]', '{{}}') THEN
            -- Or what stood there, with `former member #7` in place of some of it; its end may be cut.
            said := regexp_replace(value #>> '{{}}', ' \([0-9]+\)$', '');
            IF said !~* 'former [a-z]+ #[0-9]+' THEN
                RAISE EXCEPTION 'journal: history can be emptied, not rewritten' USING ERRCODE = '42501';
            END IF;
            said := replace(replace(replace(said, '\', '\\'), '%', '\%'), '_', '\_');
            said := regexp_replace(said, 'former [a-z]+ #[0-9]+', '%', 'gi') || '%';
            EXECUTE format('SELECT EXISTS (SELECT FROM public.%I AS old WHERE old.%I = ANY($1)'
                           ' AND coalesce(to_jsonb(old) ->> %L, '''') NOT LIKE $2)', which, keyed, name)
               INTO other USING keys, said;
            IF other THEN
                RAISE EXCEPTION 'journal: history can be emptied, not rewritten' USING ERRCODE = '42501';
            END IF;
        END IF;
        setting := setting || format(', %I = given.%I', name, name);
    END LOOP;
    before := current_setting('pgtrigger.ignore', true);
    PERFORM set_config('pgtrigger.ignore', format('{{%s,%s:%s}}', guard, which, guard), true);
    EXECUTE format('UPDATE public.%I AS old SET %s FROM jsonb_populate_record(NULL::public.%I, $1) AS given'
                   ' WHERE old.%I = ANY($2)', which, substr(setting, 3), which, keyed) USING empty, keys;
    GET DIAGNOSTICS told = ROW_COUNT;
    PERFORM set_config('pgtrigger.ignore', coalesce(before, ''), true);
    RETURN told;
END $$;
"""

DROP = f"""
CREATE OR REPLACE FUNCTION journal_drop(which text, keys bigint[]) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    guard text; keyed text; told integer; before text; young boolean; moment text;
BEGIN
    {CHECKED}
    moment := CASE WHEN keyed = 'pgh_id' THEN 'pgh_created_at' WHEN which = 'journal_entry' THEN 'at' END;
    IF moment IS NULL THEN
        RAISE EXCEPTION 'journal: % does not age', which USING ERRCODE = '42501';
    END IF;
    EXECUTE format('SELECT EXISTS (SELECT FROM public.%I WHERE %I = ANY($1) AND %I > now() - interval ''90 days'')',
                   which, keyed, moment) INTO young USING keys;
    IF young THEN
        RAISE EXCEPTION 'journal: younger than 90 days' USING ERRCODE = '42501';
    END IF;
    before := current_setting('pgtrigger.ignore', true);
    PERFORM set_config('pgtrigger.ignore', format('{{%s,%s:%s}}', guard, which, guard), true);
    EXECUTE format('DELETE FROM public.%I WHERE %I = ANY($1)', which, keyed) USING keys;
    GET DIAGNOSTICS told = ROW_COUNT;
    PERFORM set_config('pgtrigger.ignore', coalesce(before, ''), true);
    RETURN told;
END $$;
"""

CLOSE = """
REVOKE ALL ON FUNCTION journal_empty(text, bigint[], jsonb) FROM PUBLIC;
REVOKE ALL ON FUNCTION journal_drop(text, bigint[]) FROM PUBLIC;
"""


class Migration(migrations.Migration):
    dependencies = [("journal", "0002_append_only")]

    operations = [
        migrations.RunSQL(
            [EMPTY, DROP, CLOSE],
            [
                "DROP FUNCTION journal_empty(text, bigint[], jsonb)",
                "DROP FUNCTION journal_drop(text, bigint[])",
            ],
        )
    ]
