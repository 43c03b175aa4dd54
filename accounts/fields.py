# SPDX-License-Identifier: GPL-3.0-or-later
"""The one table of fields: who may know what of each kind of object. What is not in it is shown to nobody.

It stands beside the table of actions (`accounts.permissions`): that one says which objects a reader reaches, this one
what of them. Serializers drop by it what a reader may not know; filters, exports, feeds and linked data are held to
it by `tests/accounts/test_fields.py`.
"""

from enum import IntEnum

from accounts.kinds import ROWS


class Tier(IntEnum):
    """How close to an object one must stand to know a field of it; each knows what those before it know."""

    PUBLIC = 0  # everybody who may see the object at all
    WMF = 1  # the foundation's staff, and others whose role reaches it from outside
    AFFILIATE = 2  # those who work in an affiliate that it belongs to
    EDITORS = 3  # those of them who may change it: nobody else's draft of a thought
    PERSON = 4  # those alone whose it is, or who take part in it by name


PUBLIC, WMF, AFFILIATE, EDITORS, PERSON = Tier

# Written by hand from the permission document. Of each kind: the fields by tier.
_TABLE: dict[str, dict[Tier, str]] = {
    # Facts about the world.
    "institution": {
        PUBLIC: "id name names kind country place latitude longitude website wikidata_item sector collection_domains "
        "isil viaf ror commons_category version",
    },
    # People: known to one affiliate, to nobody else.
    "advocate": {
        AFFILIATE: "id affiliate name posts addresses wiki_username engagement last_contact_on source source_note "
        "lawful_basis wiki_consent_on wiki_consent_note plan plan_on keep_until_on anonymised_at restricted_at version institution",
    },
    "post": {AFFILIATE: "advocate institution title role started_on ended_on"},
    "address": {AFFILIATE: "advocate kind label value is_preferred"},
    # A partnership shows the public that it is there; names and plans stay inside, notes with the affiliate.
    "partnership": {
        PUBLIC: "id institution institution_name affiliate affiliate_name pipeline stage phase stage_entered_at origin "
        "summary is_public opened_at version",
        WMF: "lead next_step next_step_on effort effort_note expected_works agreement",
        AFFILIATE: "notes is_confidential checked removed_at",
    },
    "stage": {
        PUBLIC: "id name phase position colour",
        WMF: "pipeline target_days needs wip_limit guidance checklist leads_to",
    },
    "move": {
        WMF: "id partnership affiliate source target by moved_at days_spent over_limit undoes",
        AFFILIATE: "note",
    },
    # Of an agreement that there is one, for how long, what rights it gives; its text and files are internal.
    "agreement": {
        WMF: "public_summary id partnership kind title state standing signed_on starts_on ends_on notice_days review_on language "
        "amends superseded_on is_summary_public has_conflict_of_interest has_paid_editing is_exclusive version "
        "drafted_at commitments rights_terms",
        AFFILIATE: "link document document_name document_scan flags_note clauses",
    },
    "clause": {AFFILIATE: "kind title text"},
    "rights_term": {WMF: "content_set licence vrt_ticket", AFFILIATE: "note"},
    "commitment": {
        WMF: "id mou partnership party user what quantity done unit due_on recurrence previous state settled_on version",
        AFFILIATE: "advocate reason",
    },
    "progress": {
        WMF: "commitment done_on quantity made_by",
        AFFILIATE: "note evidence",
    },
    # What case studies say is written to be read; drafts are guarded as whole objects.
    "case_study": {
        PUBLIC: "id title state lead country language institution institution_kind affiliate kind outcome year programme "
        "programmes tool tools media campaign begun_at saved_at filed_at source sections authors contributors "
        "translations author people_named campaign_url",
    },
    "section": {PUBLIC: "key heading text"},
    # Mirrors of a public wiki.
    "contributor": {
        PUBLIC: "id wiki username first_seen_at synced_at is_stale standing last_active_on pages affiliations countries "
        "roles skills evidence",
    },
    "report": {
        PUBLIC: "id name issue appeared_on area_class areas title headline topics authors lead source sections figures "
        "images links",
    },
    "report_area": {PUBLIC: "country name"},
    "report_link": {PUBLIC: "kind host target address"},
    "sync_run": {
        WMF: "id wiki state queued_at ended_at error requests seen created changed unchanged moved gone redirects "
        "hidden unparsable reasons",
    },
    "co_lead": {
        WMF: "id partnership affiliate asked_by_affiliate state proposed_by proposed_at answered_by answered_at",
        AFFILIATE: "message",
    },
    # Work on a record stays with those who lead it.
    "note": {AFFILIATE: "text by author user written_at"},
    "task": {AFFILIATE: "title due_on assignee made_by"},
}

# What everybody may read of a signed agreement of a public partnership, once its affiliate made the summary public.
WHEN_SUMMARISED: dict[str, set[str]] = {
    "agreement": {
        "id", "partnership", "kind", "title", "standing", "signed_on", "starts_on", "ends_on", "superseded_on",
        "public_summary", "is_summary_public", "rights_terms",
    },
    "rights_term": {"content_set", "licence", "vrt_ticket"},
}  # fmt: skip

FIELDS: dict[str, dict[str, Tier]] = {
    entity: {name: tier for tier, names in tiers.items() for name in names.split()}
    for entity, tiers in _TABLE.items()
} | {
    entity: {name: Tier[tier] for tier, names in tiers.items() for name in names.split()}
    for entity, tiers in ROWS.items()
}

# How close those stand who may open the lists of a kind at all: what one may narrow and order by at the API.
OPENED_FROM: dict[str, Tier] = {
    "institution": PUBLIC,
    "advocate": AFFILIATE,
    "partnership": PUBLIC,
    "stage": WMF,
    "move": WMF,
    "agreement": WMF,
    "commitment": WMF,
    "case_study": PUBLIC,
    "contributor": PUBLIC,
    "report": PUBLIC,
    "sync_run": WMF,
}

# What the API narrows by, and the fields each tells of. A field that is not for all who may open the list stands in
# NARROWED: its filter finds only among those objects of which the reader may know it.
FILTERS: dict[str, dict[str, str]] = {
    "institution": {
        "q": "name names place",
        "kind": "kind",
        "country": "country",
        "sector": "sector",
        "wikidata_item": "wikidata_item",
        "isil": "isil",
    },
    "advocate": {"affiliate": "affiliate", "engagement": "engagement", "institution": "institution"},
    "partnership": {
        "affiliate": "affiliate",
        "institution": "institution",
        "phase": "phase",
        "is_public": "is_public",
        "is_confidential": "is_confidential",
    },
    "stage": {"pipeline": "pipeline", "phase": "phase"},
    "move": {"partnership": "partnership", "affiliate": "affiliate"},
    "agreement": {"partnership": "partnership", "kind": "kind", "state": "state"},
    "commitment": {
        "mou": "mou",
        "state": "state",
        "party": "party",
        "due_before": "due_on",
        "due_after": "due_on",
    },
    "case_study": {
        "q": "title lead sections",
        "institution": "institution",
        "affiliate": "affiliate",
        "country": "country",
        "institution_kind": "institution_kind",
        "kind": "kind",
        "outcome": "outcome",
        "programme": "programme",
        "tool": "tool",
        "media": "media",
        "year": "year",
        "language": "language",
        "state": "state",
    },
    "contributor": {"username": "username"},
    "report": {"issue": "issue"},
    "sync_run": {},
}
NARROWED = {("partnership", "is_confidential")}

# What leaves as a file or a feed: its columns or elements, and the fields they are made of.
EXPORTS: dict[str, dict[str, str]] = {
    "contributors.csv": {
        "Username": "contributor.username",
        "Wiki": "contributor.wiki",
        "Account": "contributor.standing",
        "Last active": "contributor.last_active_on",
        "Pages": "contributor.pages",
        "Affiliations": "contributor.affiliations",
        "Countries": "contributor.countries",
        "Roles": "contributor.roles",
        "Skills": "contributor.skills",
        "Where it says so": "contributor.evidence",
    },
    "newsletter-reports.csv": {
        "area": "report_area.name",
        "country_code": "report_area.country",
        "year": "report.appeared_on",
        "reports": "report.id",
    },
    # Titles and days of what the reader sees in full on its own page.
    "calendar.ics": {
        "commitment": "commitment.what",
        "agreement": "agreement.title",
        "review": "agreement.title",
        "next-step": "partnership.next_step",
        "task": "task.title",
    },
    "institution.jsonld": {
        "@context": "", "@type": "institution.kind", "@id": "institution.id", "mainEntityOfPage": "institution.id",
        "name": "institution.name", "alternateName": "institution.names", "url": "institution.website",
        "sameAs": "institution.wikidata_item", "identifier": "institution.isil", "address": "institution.country",
        "geo": "institution.latitude", "location": "institution.latitude",
    },
    "case-study.jsonld": {
        "@context": "", "@type": "case_study.kind", "@id": "case_study.id", "url": "case_study.id",
        "headline": "case_study.title", "abstract": "case_study.lead", "inLanguage": "case_study.language",
        "dateModified": "case_study.saved_at", "isAccessibleForFree": "", "license": "case_study.source",
        "isBasedOn": "case_study.source", "about": "case_study.institution", "author": "case_study.authors",
        "contributor": "case_study.contributors", "workTranslation": "case_study.translations",
        "genre": "case_study.kind", "keywords": "case_study.programmes", "temporalCoverage": "case_study.year",
        "mentions": "case_study.tools",
    },
    "case-studies.atom": {
        "title": "case_study.title", "link": "case_study.id", "id": "case_study.id", "summary": "case_study.lead",
        "content": "case_study.lead", "updated": "case_study.saved_at", "published": "case_study.saved_at",
        "author": "case_study.authors", "category": "case_study.programmes", "rights": "case_study.source",
    },
    "audit.csv": {
        "Moment (UTC)": "line.at", "Who": "line.actor", "What was done": "line.verb", "In words": "line.verb",
        "To what": "line.subject_kind", "Its number": "line.subject_id", "Before": "line.before",
        "After": "line.after", "Why": "line.note", "Affiliate": "line.affiliate_id",
        "Number of the answer": "line.request_id", "Whose role": "membership.user",
    },
    # All of one person, for that person: each column of what is theirs, but for what nobody is shown.
    "person.json": {
        "kind": "", "number": "advocate.id", "person": "advocate.name", "held": "contact.note", "done": "line.verb",
        "searched_at": "", "named_in": "person_search.hits", "named_in_files": "person_search.files",
        "files_not_read": "person_search.unread",
    },
    "my-data.json": {
        "made_at": "", "kind": "", "number": "", "person": "account.email", "held": "note.text", "done": "line.verb",
    },
    "agreement.pdf": {
        "mou": "agreement.title", "partnership": "partnership.institution", "language": "agreement.language",
        "direction": "", "is_draft": "agreement.state", "amended": "agreement.amends", "clauses": "clause.text",
        "rights": "rights_term.content_set", "promises": "commitment.what", "signatures": "signatory.name",
    },
    "document": {"file": "agreement.document", "name": "agreement.document_name"},
    "case-study.pdf": {"title": "case_study.title", "lead": "case_study.lead", "sections": "section.text",
                       "authors": "case_study.authors", "source": "case_study.source"},
    "brochure.pdf": {"title": "case_study.title", "lead": "case_study.lead", "sections": "section.text",
                     "authors": "case_study.authors", "source": "case_study.source"},
    "quickstatements": {
        "names": "institution.names", "country": "institution.country", "coordinates": "institution.latitude",
        "website": "institution.website", "isil": "institution.isil", "viaf": "institution.viaf",
        "ror": "institution.ror", "commons_category": "institution.commons_category",
    },
}  # fmt: skip


def tier_of(entity: str, name: str) -> Tier | None:
    """How close one must stand to know the field; None for one that nobody is shown."""
    return FIELDS.get(entity, {}).get(name)


def may_know(entity: str, name: str, closeness: Tier, *, is_summarised: bool = False) -> bool:
    """Whether who stands so close to an object may know the field of it.

    `is_summarised`: the object is, or belongs to, an agreement with a summary that everybody may read.
    """
    tier = tier_of(entity, name)
    if is_summarised and name in WHEN_SUMMARISED.get(entity, ()):
        return True
    return tier is not None and tier <= closeness
