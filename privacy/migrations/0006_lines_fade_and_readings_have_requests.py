# SPDX-License-Identifier: GPL-3.0-or-later
"""The worker's door to lines of the journal that are a year old (ADR 0020); which request a reading was."""

from django.db import migrations, models

# The floor is some days below the year, so that a leap year or a clock of another place refuses nothing that is due.
FADE = r"""
CREATE OR REPLACE FUNCTION journal_fade(keys bigint[], accounts text[]) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    guard text; told integer; before text;
BEGIN
    SELECT tgname INTO guard FROM pg_trigger
     WHERE tgrelid = 'public.journal_entry'::regclass AND tgname LIKE 'pgtrigger\_append\_only\_%';
    IF EXISTS (SELECT FROM public.journal_entry WHERE id = ANY(keys) AND at > now() - interval '360 days') THEN
        RAISE EXCEPTION 'journal: younger than a year' USING ERRCODE = '42501';
    END IF;
    before := current_setting('pgtrigger.ignore', true);
    PERFORM set_config('pgtrigger.ignore', format('{%s,journal_entry:%s}', guard, guard), true);
    UPDATE public.journal_entry
       SET actor_id = NULL, request_id = NULL, before = '', after = '', note = '',
           subject_id = CASE WHEN subject_kind = ANY(accounts) THEN 0 ELSE subject_id END,
           thread_id = CASE WHEN thread_kind = ANY(accounts) THEN 0 ELSE thread_id END
     WHERE id = ANY(keys);
    GET DIAGNOSTICS told = ROW_COUNT;
    PERFORM set_config('pgtrigger.ignore', coalesce(before, ''), true);
    RETURN told;
END $$;
"""
CLOSE = "REVOKE ALL ON FUNCTION journal_fade(bigint[], text[]) FROM PUBLIC"


class Migration(migrations.Migration):
    dependencies = [
        ("privacy", "0005_person_searches"),
        ("journal", "0004_whose_and_which_request"),
    ]

    operations = [
        migrations.RunSQL([FADE, CLOSE], ["DROP FUNCTION journal_fade(bigint[], text[])"]),
        migrations.AddField(
            model_name="reading",
            name="request_id",
            field=models.UUIDField(
                help_text="Joins the reading to the logs and the journal's lines of its request.", null=True
            ),
        ),
    ]
