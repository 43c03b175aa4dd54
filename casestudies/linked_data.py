# SPDX-License-Identifier: GPL-3.0-or-later
"""A case study in the words of schema.org: only what everybody may read."""

from collections.abc import Callable, Iterable

from django.utils import translation

from casestudies.facts import Media, Programme, Tool
from casestudies.models import CaseStudy, Translation
from interface.addresses import web_address
from outreach.models import Page
from partnerships.linked_data import CONTEXT, organization, without_empty


def article(
    case_study: CaseStudy,
    *,
    absolute: Callable[[str], str],
    authors: Iterable[str] = (),
    contributors: Iterable[str] = (),
    translations: Iterable[Translation] = (),
) -> dict:
    """The whole description; `absolute` makes a full address of a path."""
    address = absolute(case_study.get_absolute_url())
    page = case_study.page
    told = {
        "@context": CONTEXT,
        "@type": "Article",
        "@id": address,
        "url": address,
        "headline": case_study.title,
        "abstract": case_study.lead,
        "inLanguage": case_study.language,
        "dateModified": case_study.saved_at.isoformat(),
        "isAccessibleForFree": True,
        "license": page.source.licence_url if page else "",
        "isBasedOn": _based_on(page) if page else None,
        "about": _about(case_study, absolute),
        "author": [{"@type": "Person", "name": name} for name in authors],
        "contributor": [{"@type": "Person", "name": name} for name in contributors],
        "workTranslation": [_translation(each) for each in translations],
        **_facts(case_study),
    }
    return without_empty(told)


def _facts(case_study: CaseStudy) -> dict:
    """What it was, in English: the same words whoever reads the description."""
    with translation.override("en"):
        words = [
            *(Programme(each).label for each in case_study.programmes if each in Programme.values),
            *(Media(each).label for each in case_study.media if each in Media.values),
            case_study.get_outcome_display(),
        ]
        tools = [Tool(each).label for each in case_study.tools if each in Tool.values]
        campaign = {
            "@type": "Event",
            "name": case_study.campaign,
            "url": web_address(case_study.campaign_url),
        }
        return {
            "genre": str(case_study.get_kind_display()),
            "keywords": [str(word) for word in words if word],
            "temporalCoverage": str(case_study.year or ""),
            "mentions": [
                *({"@type": "SoftwareApplication", "name": str(tool)} for tool in tools),
                *([without_empty(campaign)] if case_study.campaign else []),
            ],
        }


def _based_on(page: Page) -> dict:
    return without_empty(
        {
            "@type": "WebPage",
            "@id": page.revision_url,
            "url": page.wiki_url,
            "name": page.title,
            "version": str(page.revision),
            "dateModified": page.revised_at.isoformat() if page.revised_at else "",
            "license": page.source.licence_url,
            "isPartOf": without_empty({"@type": "WebSite", "name": page.source.name or page.source.host}),
        }
    )


def _about(case_study: CaseStudy, absolute: Callable[[str], str]) -> list[dict]:
    told = []
    if case_study.institution:
        told.append(organization(case_study.institution, absolute=absolute))
    if case_study.country:
        told.append(
            {"@type": "Country", "name": str(case_study.country.name), "identifier": case_study.country.code}
        )
    return told


def _translation(translated: Translation) -> dict:
    return without_empty(
        {
            "@type": "Article",
            "headline": translated.title,
            "inLanguage": translated.language,
            "url": translated.page.wiki_url,
        }
    )
