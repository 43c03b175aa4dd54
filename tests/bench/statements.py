# SPDX-License-Identifier: GPL-3.0-or-later
"""The rows of the bench as SQL: each statement makes one table's, from numbers, so that every run has the same."""

INSTITUTIONS = """
    INSERT INTO partnerships_institution
        (name, names, kind, country, place, website, wikidata_item, latitude, longitude, sector, collection_domains,
         isil, viaf, ror, commons_category, version, added_at)
    SELECT 'Museum of ' || (%(words)s::text[])[1 + n %% 14] || ' ' || n, '{}', (%(kinds)s::text[])[1 + n %% 7],
           (%(countries)s::text[])[1 + n %% 30], 'Place ' || n %% 900,
           CASE WHEN n %% 3 = 0 THEN 'https://www.museum-' || n || '.example/' ELSE '' END, 'Q' || n,
           (n %% 170) - 85, (n %% 350) - 175, (%(sectors)s::text[])[1 + n %% 10],
           ARRAY[(%(domains)s::text[])[1 + n %% 14], (%(domains)s::text[])[1 + (n / 14) %% 14]],
           '', '', '', '', 1, now()
    FROM generate_series(1, %(count)s) n
"""
# Every 200th partnership is the first affiliate's: of 100,000 its board has 500 cards, over all its stages.
PARTNERSHIPS = """
    INSERT INTO partnerships_partnership
        (institution_id, affiliate_id, pipeline_id, stage_id, phase, stage_entered_at, lead_id, origin, summary,
         notes, next_step, next_step_on, is_public, effort, effort_note, expected_works, checked, opened_at, version)
    SELECT institution.id, affiliate.id, pipeline.id, stage.id, stage.phase, now() - (n %% 400) * interval '1 day',
           %(lead)s, 'affiliate', 'A summary of two lines, of the length people write when they are in a hurry.', '',
           'Write to the director', current_date + (n %% 90)::int - 30, n %% 3 = 0, '', '', n %% 5000, '{}',
           now() - interval '2 years', 1
    FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM partnerships_institution) institution
    JOIN (SELECT id, row_number() OVER (ORDER BY id) AS place FROM accounts_affiliate) affiliate
        ON affiliate.place = CASE WHEN n %% 200 = 0 THEN 1 ELSE 2 + n %% (%(affiliates)s - 1) END
    JOIN partnerships_pipeline pipeline ON pipeline.affiliate_id = affiliate.id
    JOIN partnerships_stage stage ON stage.pipeline_id = pipeline.id AND stage.position = (n / 200 + n) %% 11
"""
MOVES = """
    INSERT INTO partnerships_stagemove
        (partnership_id, affiliate_id, source_id, target_id, by_id, moved_at, days_spent, note, over_limit)
    SELECT partnership.id, partnership.affiliate_id, partnership.stage_id, partnership.stage_id, %(lead)s,
           now() - ((n * 37 + partnership.id) %% 1400) * interval '1 day', n, '', false
    FROM partnerships_partnership partnership CROSS JOIN generate_series(1, %(each)s) n
"""
ENTRIES = """
    INSERT INTO journal_entry
        (at, actor_id, verb, subject_kind, subject_id, thread_kind, thread_id, before, after, note, context)
    SELECT now() - n * interval '3 days', %(lead)s, 'partnership.planned', 'partnerships.partnership', partnership.id,
           'partnerships.partnership', partnership.id, '', 'Write to the director', '', gen_random_uuid()
    FROM (SELECT id FROM partnerships_partnership WHERE affiliate_id = %(affiliate)s LIMIT 200) partnership
    CROSS JOIN generate_series(1, 60) n
"""
MOUS = """
    INSERT INTO partnerships_mou
        (partnership_id, kind, title, state, signed_on, starts_on, ends_on, link, document, document_name,
         document_scan, language, public_summary, is_summary_public, has_conflict_of_interest, has_paid_editing,
         is_exclusive, flags_note, version, drafted_at)
    SELECT id, 'memorandum', 'Memorandum ' || id, 'signed', current_date - 200, current_date - 200,
           current_date + (id %% 900)::int - 60, '', '', '', 'none', 'en', '', false, false, false, false, '', 1, now()
    FROM partnerships_partnership WHERE phase IN ('active', 'sustaining')
"""
# Of 100,000 partnerships 18,000 have an agreement: about 60,000 commitments, a third of them named to somebody.
COMMITMENTS = """
    INSERT INTO partnerships_commitment
        (mou_id, party, user_id, what, quantity, unit, due_on, recurrence, state, settled_on, reason, version)
    SELECT mou.id, (ARRAY['institution', 'affiliate', 'volunteers'])[1 + n],
           CASE WHEN n = 1 THEN %(lead)s END, 'Release images, part ' || n, 500, 'images',
           current_date + ((mou.id * 7 + n * 31) %% 397)::int - 60, '', 'open', NULL, '', 1
    FROM partnerships_mou mou
    CROSS JOIN generate_series(0, 2) n
    UNION ALL
    SELECT mou.id, 'affiliate', NULL, 'Say how it went', NULL, '', current_date - 200, '', 'kept', current_date - 190,
           '', 1
    FROM partnerships_mou mou WHERE mou.id %% 3 = 0
"""
CO_LEADS = """
    INSERT INTO partnerships_colead
        (partnership_id, affiliate_id, asked_by_affiliate_id, proposed_by_id, state, message, proposed_at,
         answered_at, answered_by_id)
    SELECT partnership.id, affiliate.id, partnership.affiliate_id, %(lead)s, 'accepted', '', now(), now(), %(lead)s
    FROM partnerships_partnership partnership
    JOIN (SELECT id, row_number() OVER (ORDER BY id) AS place FROM accounts_affiliate
          WHERE id >= %(affiliate)s) affiliate
        ON affiliate.place = 1 + (partnership.id / 500 + 1) %% %(affiliates)s AND affiliate.id <> partnership.affiliate_id
    WHERE partnership.id %% 500 = 0
"""
# Three of ten partnerships have somebody at the institution; each has a post and an address.
ADVOCATES = """
    INSERT INTO partnerships_advocate
        (affiliate_id, name, wiki_username, engagement, last_contact_on, source, source_note, lawful_basis,
         wiki_consent_note, plan, keep_until_on, version)
    SELECT affiliate_id, 'Person ' || (%(words)s::text[])[1 + id %% 14] || ' ' || institution_id, '',
           (ARRAY['champion', 'supporter', 'neutral', 'cooling'])[1 + id %% 4], current_date - (id %% 500)::int,
           'met', institution_id::text, 'interest', '', '', current_date + 400, 1
    FROM partnerships_partnership WHERE id %% 10 < 3 OR affiliate_id = %(affiliate)s
"""
POSTS = """
    INSERT INTO partnerships_post (advocate_id, institution_id, title, role, started_on)
    SELECT id, source_note::bigint, 'Head of collections', 'advocate', current_date - 700 FROM partnerships_advocate
"""
ADDRESSES = """
    INSERT INTO partnerships_address (advocate_id, kind, label, value, is_preferred)
    SELECT id, 'email', '', 'person' || id || '@museum.example', true FROM partnerships_advocate
"""
TASKS = """
    INSERT INTO teamwork_task
        (thread_kind, thread_id, title, due_on, priority, state, made_at, origin, version, affiliate_id, assignee_id,
         made_by_id)
    SELECT 'partnerships.partnership', id, 'Send the draft', current_date + (id %% 60)::int - 20, 2, 'open', now(),
           '', 1, affiliate_id, %(lead)s, %(lead)s
    FROM partnerships_partnership WHERE id %% 4 = 0
"""
NOTES = """
    INSERT INTO teamwork_note (thread_kind, thread_id, text, written_at, version, affiliate_id, author_id)
    SELECT 'partnerships.partnership', id, 'They would like to begin with the photographs.', now(), 1, affiliate_id,
           %(lead)s
    FROM partnerships_partnership WHERE id %% 4 = 1
"""
FACTS = """
    INSERT INTO institutions_sourcedfact (institution_id, field, value, item, statement, keep_ours, read_at)
    SELECT id, field, to_jsonb('as read'::text), wikidata_item, '', false, now()
    FROM partnerships_institution CROSS JOIN unnest(ARRAY['name', 'place', 'website']) field WHERE id %% 5 = 0
"""
ALL = (
    INSTITUTIONS,
    PARTNERSHIPS,
    MOVES,
    ENTRIES,
    MOUS,
    COMMITMENTS,
    CO_LEADS,
    ADVOCATES,
    POSTS,
    ADDRESSES,
    TASKS,
    NOTES,
    FACTS,
)
