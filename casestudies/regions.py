# SPDX-License-Identifier: GPL-3.0-or-later
"""Regions of the world, as the United Nations part it (M49): codes that CLDR has names for, in every language."""

from interface.words import country as named

_COUNTRIES = {
    "015": "DZ EG EH LY MA SD TN",
    "011": "BF BJ CI CV GH GM GN GW LR ML MR NE NG SH SL SN TG",
    "017": "AO CD CF CG CM GA GQ ST TD",
    "014": "BI DJ ER ET IO KE KM MG MU MW MZ RE RW SC SO SS TF TZ UG YT ZM ZW",
    "018": "BW LS NA SZ ZA",
    "029": "AG AI AW BB BL BQ BS CU CW DM DO GD GP HT JM KN KY LC MF MQ MS PR SX TC TT VC VG VI",
    "013": "BZ CR GT HN MX NI PA SV",
    "005": "AR BO BR BV CL CO EC FK GF GS GY PE PY SR UY VE",
    "021": "BM CA GL PM US",
    "143": "KG KZ TJ TM UZ",
    "030": "CN HK JP KP KR MN MO TW",
    "035": "BN ID KH LA MM MY PH SG TH TL VN",
    "034": "AF BD BT IN IR LK MV NP PK",
    "145": "AE AM AZ BH CY GE IL IQ JO KW LB OM PS QA SA SY TR YE",
    "151": "BG BY CZ HU MD PL RO RU SK UA",
    "154": "AX DK EE FI FO GB GG IE IM IS JE LT LV NO SE SJ",
    "039": "AD AL BA ES GI GR HR IT ME MK MT PT RS SI SM VA XK",
    "155": "AT BE CH DE FR LI LU MC NL",
    "009": "AS AU CC CK CX FJ FM GU HM KI MH MP NC NF NR NU NZ PF PG PN PW SB TK TO TV UM VU WF WS",
}
_REGION = {country: region for region, countries in _COUNTRIES.items() for country in countries.split()}
REGIONS = tuple(_COUNTRIES)


def region_of(country: str) -> str:
    """The region a country's code lies in; "" for none, and for what is no country."""
    return _REGION.get(str(country).upper(), "")


def countries_of(region: str) -> list[str]:
    """The codes of its countries."""
    return _COUNTRIES.get(region, "").split()


def region_name(region: str) -> str:
    """“015” → “Northern Africa”, in the reader's language."""
    return named(region) if region else ""
