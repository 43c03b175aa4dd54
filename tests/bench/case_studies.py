# SPDX-License-Identifier: GPL-3.0-or-later
"""Case studies by the thousand, in SQL: mirrored, with sections, readings and facts, one in ten translated."""

import random
from collections.abc import Iterator
from itertools import cycle, product, repeat
from urllib.parse import quote

from django.db import connection, transaction

from casestudies.facts import Kind, Media, Outcome, Programme, Tool
from outreach.models import Source
from tests.bench.data import COUNTRIES

SECTIONS = ["summary", "goals", "implementation", "outcomes", "reflection"]
LANGUAGES = ["en", "en", "en", "fr", "de", "es", "ja", "ar"]
JAPANESE = "東京国立博物館は古い写真を公開しました。"
PARAGRAPHS = 211
SYLLABLES = ["ka", "lo", "mi", "ser", "tan", "ur", "ve", "ost", "pli", "gra", "nem", "dor"]
PAGES = """
    INSERT INTO outreach_page
        (source_id, page_id, title, kind, state, revision, revised_at, text, sha1, redirects_to, categories, templates,
         properties, anonymous_contributors, fault, synced_at)
    SELECT %(source)s, 5000000 + n, 'GLAM/Case studies/Crowd ' || n, %(page_kind)s, 'present', n,
           now() - n * interval '1 hour', '', '', '', '[]', '[]', '{}', 0, '', now()
    FROM generate_series(%(first)s, %(last)s) n
"""
STUDIES = """
    INSERT INTO casestudies_casestudy
        (title, state, page_id, institution_id, campaign, campaign_url, kind, outcome, year, programmes, tools, media,
         country, language, lead, search_text, begun_at, saved_at, people_named, version)
    SELECT 'Case of ' || (ARRAY['Clouds', 'Letters', 'Maps', 'Umbrellas', 'Doors'])[1 + n %% 5] || ' ' || n, 'mirrored',
           page.id, CASE WHEN n %% 3 = 0 THEN institution.id END, '', '',
           (%(kinds)s::text[])[1 + n %% 14], (%(outcomes)s::text[])[1 + n / 5 %% 7],
           CASE WHEN n %% 5 > 0 THEN 2008 + n / 3 %% 17 END,
           CASE WHEN n %% 4 = 0 THEN ARRAY[(%(programmes)s::text[])[1 + n / 4 %% 12]] ELSE '{}' END,
           CASE WHEN n %% 3 = 1 THEN ARRAY[(%(tools)s::text[])[1 + n / 3 %% 18], 'commons-app'] ELSE '{}' END,
           ARRAY[(%(media)s::text[])[1 + n / 18 %% 9]],
           CASE WHEN n %% 6 > 0 THEN (%(countries)s::text[])[1 + n / 11 %% 30] ELSE '' END, (%(languages)s::text[])[1 + n %% 8],
           'In short: ' || left((%(paragraphs)s::text[])[1 + n %% 211], 200),
           (SELECT string_agg('Part ' || part || ' ' || (%(paragraphs)s::text[])[1 + (n * 7 + part * 31) %% 211], E'\n')
            FROM generate_series(1, %(parts)s) part) || E'\nNumber w' || n,
           now(), now() - n * interval '1 hour', '', 1
    FROM (SELECT id, revision AS n FROM outreach_page WHERE source_id = %(source)s AND kind = 'case-study') page
    LEFT JOIN (SELECT id, row_number() OVER (ORDER BY id) AS place FROM partnerships_institution) institution
        ON institution.place = 1 + page.n / 3 %% 300
"""
TEXTS = """
    INSERT INTO casestudies_section (case_study_id, key, heading, text, position, changed_in)
    SELECT id, (%(sections)s::text[])[part], 'Part ' || part,
           (%(paragraphs)s::text[])[1 + (page_id * 7 + part * 31) %% 211], part, 1
    FROM casestudies_casestudy CROSS JOIN generate_series(1, %(parts)s) part
"""
READINGS = """
    INSERT INTO casestudies_reading (case_study_id, figures, images, links, wiki_links, complete)
    SELECT id, '[{"amount": 3, "what": "scans", "sentence": "Three scans.", "confidence": 0.5}]', '["Scan.jpg"]', '[]',
           '["GLAM"]', (id %% 8) / 7.0
    FROM casestudies_casestudy
"""
TRANSLATIONS = """
    INSERT INTO casestudies_translation
        (page_id, case_study_id, source_title, language, title, lead, sections, share, search_text)
    SELECT page.id, study.id, 'x', 'fr', 'Cas ' || page.n, '', '[["goals", "Objectifs", "Nous voulions"]]', 1,
           'Objectifs ' || (%(paragraphs)s::text[])[1 + page.n %% 211] || ' grenouille' || page.n
    FROM (SELECT id, revision AS n FROM outreach_page WHERE source_id = %(source)s AND kind = 'translation') page
    JOIN outreach_page origin ON origin.source_id = %(source)s AND origin.revision = page.n - 10000000
    JOIN casestudies_casestudy study ON study.page_id = origin.id
"""
# What a vacuum would do, which a transaction cannot have.
TIDY = "SELECT gin_clean_pending_list('casestudy_search'), gin_clean_pending_list('translation_search')"


def fill(number: int, *, parts: int = 3, letters: int = 150) -> None:
    """Make them, in a transaction that is open already; each with so many sections of about so many letters."""
    source, _made = Source.objects.get_or_create(host="crowd.example", defaults={"name": "Crowd Wiki"})
    values = {
        "source": source.pk,
        "kinds": [*Kind.values, "", "", "", ""],
        "outcomes": [*Outcome.values, "", "", ""],
        "programmes": Programme.values,
        "tools": Tool.values,
        "media": Media.values,
        "countries": COUNTRIES,
        "languages": LANGUAGES,
        "sections": SECTIONS,
        "parts": parts,
        "paragraphs": _paragraphs(letters),
    }
    crowds = (("case-study", 1, number), ("translation", 10_000_001, 10_000_000 + number // 10))
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for kind, first, last in crowds:
            cursor.execute(PAGES, values | {"page_kind": kind, "first": first, "last": last})
        cursor.execute("ANALYZE outreach_page")
        for statement in (STUDIES, TEXTS, READINGS, "ANALYZE casestudies_casestudy", TRANSLATIONS):
            cursor.execute(statement, values)
        cursor.execute("SET LOCAL session_replication_role = origin")
        cursor.execute(TIDY)


def load(number: int) -> None:
    """Make them, as long as real ones are, and have the planner know it."""
    with transaction.atomic():
        fill(number, parts=5, letters=700)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def pairs(number: int) -> list[tuple[str, Iterator[str], Iterator[str], float | None]]:
    """(name, ours, bare, goal) of the list of so many; what is counted anew is asked with other facets each time."""
    here, bare = "/case-studies/", "/bare/case-studies"
    last = max(1, min(500, number // 25))
    asked = [
        ("first page", "", 1.5),
        ("two facets and a sort", "country=FR&kind=upload&sort=title", 1.5),
        ("narrow word", f"q=w{number // 2}", 1.5),
        ("broad word", "q=museum", 1.5),
        ("Japanese word", "q=博物館", 1.5),
        (f"page {last}", f"page={last}", 1.5),
    ]
    rows = [
        (f"case studies, {name}", repeat(f"{here}?{quoted(query)}"), repeat(f"{bare}?{quoted(query)}"), goal)
        for name, query, goal in asked
    ]
    some = [f"country={country}&kind={kind}&sort=newest" for country, kind in product(COUNTRIES, Kind.values)]
    rows.append(
        (
            "case studies, two facets, counted anew",
            cycle(f"{here}?{query}" for query in some),
            cycle(f"{bare}?{query}" for query in some),
            None,
        )
    )
    rows.append(
        (
            "API of case studies, two facets",
            repeat(f"/api/v1/case-studies/?{some[0][:-12]}"),
            repeat(f"{bare}?{some[0]}"),
            None,
        )
    )
    return rows


def quoted(query: str) -> str:
    return quote(query, safe="=&")


def _paragraphs(letters: int) -> list[str]:
    """Texts of invented words, the same in every run; two of three speak of a museum, one of fifty is Japanese."""
    dice = random.Random(6)
    found = []
    for place in range(PARAGRAPHS):
        words = ["museum"] if place % 3 else ["archive"]
        while sum(map(len, words)) < letters:
            words.append("".join(dice.choices(SYLLABLES, k=dice.randrange(2, 4))))
        found.append(" ".join(words) + (f" {JAPANESE}" if place % 50 == 7 else ""))
    return found
