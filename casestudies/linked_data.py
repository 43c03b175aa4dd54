# SPDX-License-Identifier: GPL-3.0-or-later
"""A case study in the words of schema.org: only what everybody may read."""

from collections.abc import Callable, Iterable

from casestudies.models import CaseStudy, Translation
from outreach.models import Page
from partnerships.linked_data import CONTEXT, organization, without_empty


def article(
    case_study: CaseStudy,
    *,
    absolute: Callable[[str], str],
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
        "contributor": [{"@type": "Person", "name": name} for name in contributors],
        "workTranslation": [_translation(each) for each in translations],
    }
    return without_empty(told)


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


def _translation(translation: Translation) -> dict:
    return without_empty(
        {
            "@type": "Article",
            "headline": translation.title,
            "inLanguage": translation.language,
            "url": translation.page.wiki_url,
        }
    )
