# SPDX-License-Identifier: GPL-3.0-or-later
"""Fills a database with 100,000 institutions and partnerships and 1,000,000 moves, by SQL.

History triggers are off while loading: the bench measures reading, and the history of invented rows is noise.
"""

from django.db import connection, transaction

from accounts.models import Affiliate, Membership, User
from partnerships.actions import make_pipeline

AFFILIATES = 40
COUNTRIES = [
    "FR",
    "DE",
    "IT",
    "GH",
    "JP",
    "UA",
    "AR",
    "EG",
    "IN",
    "PT",
    "CA",
    "RS",
    "ID",
    "KE",
    "NL",
    "MX",
    "NO",
    "CZ",
    "SE",
    "CL",
    "PL",
    "GR",
    "ES",
    "GB",
    "US",
    "BR",
    "ZA",
    "NG",
    "MA",
    "TR",
]
KINDS = ["gallery", "library", "archive", "museum", "heritage", "university", "science"]
WORDS = [
    "Clouds",
    "Letters",
    "Books",
    "Frames",
    "Flowers",
    "Sounds",
    "Umbrellas",
    "Bridges",
    "Maps",
    "Noon",
    "Patterns",
    "Rain",
    "Hours",
    "Doors",
]

INSTITUTIONS = """
    INSERT INTO partnerships_institution
        (name, names, kind, country, place, website, wikidata_item, latitude, longitude, version, added_at)
    SELECT 'Museum of ' || (%(words)s::text[])[1 + n %% 14] || ' ' || n, '{}', (%(kinds)s::text[])[1 + n %% 7],
           (%(countries)s::text[])[1 + n %% 30], 'Place ' || n %% 900, '', 'Q' || n, (n %% 170) - 85, (n %% 350) - 175,
           1, now()
    FROM generate_series(1, %(count)s) n
"""
# Every 100th partnership is the first affiliate's, whose board the bench shows.
PARTNERSHIPS = """
    INSERT INTO partnerships_partnership
        (institution_id, affiliate_id, pipeline_id, stage_id, phase, stage_entered_at, lead_id, origin, summary,
         notes, next_step, next_step_on, is_public, opened_at, version)
    SELECT institution.id, affiliate.id, pipeline.id, stage.id, stage.phase, now() - (n %% 400) * interval '1 day',
           %(lead)s, 'affiliate', 'A summary of two lines, of the length people write when they are in a hurry.', '',
           'Write to the director', current_date + (n %% 90)::int - 30, n %% 3 = 0, now() - interval '2 years', 1
    FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM partnerships_institution) institution
    JOIN (SELECT id, row_number() OVER (ORDER BY id) AS place FROM accounts_affiliate) affiliate
        ON affiliate.place = CASE WHEN n %% 100 = 0 THEN 1 ELSE 2 + n %% (%(affiliates)s - 1) END
    JOIN partnerships_pipeline pipeline ON pipeline.affiliate_id = affiliate.id
    JOIN partnerships_stage stage ON stage.pipeline_id = pipeline.id AND stage.position = (n / 100 + n) %% 11
"""
MOVES = """
    INSERT INTO partnerships_stagemove
        (partnership_id, affiliate_id, source_id, target_id, by_id, moved_at, days_spent, note)
    SELECT partnership.id, partnership.affiliate_id, partnership.stage_id, partnership.stage_id, %(lead)s,
           now() - ((n * 37 + partnership.id) %% 1400) * interval '1 day', n, ''
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
        (partnership_id, kind, title, state, signed_on, starts_on, ends_on, link, document, document_name, version,
         drafted_at)
    SELECT id, 'memorandum', 'Memorandum ' || id, 'signed', current_date - 200, current_date - 200,
           current_date + (id %% 900)::int - 60, '', '', '', 1, now()
    FROM partnerships_partnership WHERE phase IN ('active', 'sustaining')
"""


def load(institutions: int, moves_each: int) -> User:
    """Fill the (migrated, empty) database; returns the coordinator of the first affiliate, who is also WMF staff."""
    affiliates = Affiliate.objects.bulk_create(
        Affiliate(name=f"Wikimedia Utopia {n:03}", kind="chapter") for n in range(AFFILIATES)
    )
    for affiliate in affiliates:
        make_pipeline(affiliate, by=None)
    lead = User.objects.create(username="bench", is_wmf_staff=True)
    Membership.objects.create(user=lead, affiliate=affiliates[0], role="coordinator")
    values = {
        "words": WORDS,
        "kinds": KINDS,
        "countries": COUNTRIES,
        "count": institutions,
        "affiliates": AFFILIATES,
        "affiliate": affiliates[0].pk,
        "lead": lead.pk,
        "each": moves_each,
    }
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for statement in (INSTITUTIONS, PARTNERSHIPS, MOVES, ENTRIES, MOUS):
            cursor.execute(statement, values)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return lead
