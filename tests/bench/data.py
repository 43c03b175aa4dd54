# SPDX-License-Identifier: GPL-3.0-or-later
"""Fills a database with 100,000 institutions and partnerships and 1,000,000 moves, by SQL.

Triggers and checks of references are off while loading: the bench measures reading, and the history of
invented rows is noise. Indexes that hold nothing up are built after the rows, which takes a third of the time.
"""

from django.db import connection, transaction
from django.utils import timezone

from accounts.models import Affiliate, Membership, User
from partnerships.actions import make_pipeline
from partnerships.models import Institution
from privacy.actions import accept
from privacy.models import Statement
from tests.bench import statements

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
SECTORS = [each.value for each in Institution.Sector]
DOMAINS = [each.value for each in Institution.CollectionDomain]
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
# What a row is like follows from its number: these begin at a round one, whatever was there before in the database.
NUMBERED = [
    "partnerships_institution",
    "partnerships_partnership",
    "partnerships_mou",
    "partnerships_advocate",
]
ROUND = "SELECT setval(name, (nextval(name) / 10000 + 1) * 10000) FROM pg_get_serial_sequence(%s, 'id') name"
SLOW_INDEXES = """
    SELECT indexdef, indexrelid::regclass::text
    FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
    JOIN pg_indexes ON pg_indexes.indexname = relname AND schemaname = 'public'
    WHERE NOT indisunique AND indrelid::regclass::text IN ('partnerships_institution', 'partnerships_stagemove')
"""


def fill(institutions: int, moves_each: int) -> User:
    """Make the rows, in a transaction that is open already; returns the first affiliate's coordinator, also WMF staff."""
    affiliates = Affiliate.objects.bulk_create(
        Affiliate(name=f"Wikimedia Utopia {n:03}", kind="chapter") for n in range(AFFILIATES)
    )
    for affiliate in affiliates:
        make_pipeline(affiliate, by=None)
    lead = User.objects.create(username="bench", is_wmf_staff=True)
    for statement in Statement.objects.in_force(now=timezone.now()):
        accept(statement, by=lead, language="en")
    Membership.objects.create(user=lead, affiliate=affiliates[0], role="coordinator")
    values = {
        "words": WORDS,
        "kinds": KINDS,
        "sectors": SECTORS,
        "domains": DOMAINS,
        "countries": COUNTRIES,
        "count": institutions,
        "affiliates": AFFILIATES,
        "affiliate": affiliates[0].pk,
        "lead": lead.pk,
        "each": moves_each,
    }
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for table in NUMBERED:
            cursor.execute(ROUND, [table])
        for statement in statements.ALL:
            cursor.execute(statement, values)
        cursor.execute("SET LOCAL session_replication_role = origin")
    return lead


def load(institutions: int, moves_each: int) -> User:
    """Fill the (migrated, empty) database, and have the planner know it."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL maintenance_work_mem = '256MB'")
        cursor.execute(SLOW_INDEXES)
        indexes = cursor.fetchall()
        for _definition, name in indexes:
            cursor.execute(f"DROP INDEX {name}")
        lead = fill(institutions, moves_each)
        for definition, _name in indexes:
            cursor.execute(definition)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return lead
