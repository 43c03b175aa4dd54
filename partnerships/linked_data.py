# SPDX-License-Identifier: GPL-3.0-or-later
"""An institution in the words of schema.org: facts about the world, open to all."""

from collections.abc import Callable

from interface.addresses import web_address
from partnerships.models import Institution

CONTEXT = "https://schema.org"
# Those that are places carry their coordinates themselves; organisations have them as their location.
_PLACES = {
    Institution.Kind.GALLERY: "ArtGallery",
    Institution.Kind.LIBRARY: "Library",
    Institution.Kind.ARCHIVE: "ArchiveOrganization",
    Institution.Kind.MUSEUM: "Museum",
}
_ORGANIZATIONS = {
    Institution.Kind.UNIVERSITY: "EducationalOrganization",
    Institution.Kind.SCIENCE: "ResearchOrganization",
    Institution.Kind.GOVERNMENT: "GovernmentOrganization",
}


def without_empty(told: dict) -> dict:
    """Without what is not known: an empty value would be a statement."""
    return {key: value for key, value in told.items() if value not in ("", None, [], {})}


def organization(institution: Institution, *, absolute: Callable[[str], str]) -> dict:
    """The description, without its context; `absolute` makes a full address of a path."""
    address = absolute(institution.get_absolute_url())
    place = _PLACES.get(institution.kind)
    geo = _coordinates(institution)
    told = {
        "@type": place or _ORGANIZATIONS.get(institution.kind, "Organization"),
        "@id": address,
        "mainEntityOfPage": address,
        "name": institution.name,
        "alternateName": sorted(set(institution.names.values()) - {institution.name}),
        "url": web_address(institution.website),
        "sameAs": _same(institution),
        "identifier": _identifiers(institution),
        "address": without_empty(
            {
                "@type": "PostalAddress",
                "addressCountry": institution.country.code,
                "addressLocality": institution.place,
            }
        ),
    }
    if geo:
        told |= {"geo": geo} if place else {"location": {"@type": "Place", "geo": geo}}
    return without_empty(told)


def _same(institution: Institution) -> list[str]:
    same = []
    if institution.wikidata_item:
        same.append(f"http://www.wikidata.org/entity/{institution.wikidata_item}")
    if institution.viaf:
        same.append(f"https://viaf.org/viaf/{institution.viaf}")
    if institution.ror:
        same.append(f"https://ror.org/{institution.ror}")
    return same


def _identifiers(institution: Institution) -> list[dict]:
    known = {"ISIL": institution.isil, "Wikidata": institution.wikidata_item, "ROR": institution.ror}
    return [
        {"@type": "PropertyValue", "propertyID": name, "value": value}
        for name, value in known.items()
        if value
    ]


def _coordinates(institution: Institution) -> dict | None:
    if institution.latitude is None or institution.longitude is None:
        return None
    return {
        "@type": "GeoCoordinates",
        "latitude": float(institution.latitude),
        "longitude": float(institution.longitude),
    }
