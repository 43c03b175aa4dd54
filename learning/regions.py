# SPDX-License-Identifier: GPL-3.0-or-later
"""Which countries are neighbours enough to learn from each other: regions of the world as the movement speaks of them."""

from django.utils.translation import gettext_lazy as _

NAMES = {
    "north-africa": _("North Africa"),
    "west-africa": _("West Africa"),
    "central-africa": _("Central Africa"),
    "east-africa": _("East Africa"),
    "southern-africa": _("Southern Africa"),
    "middle-east": _("Middle East"),
    "caucasus-central-asia": _("Caucasus and Central Asia"),
    "south-asia": _("South Asia"),
    "south-east-asia": _("South-East Asia"),
    "east-asia": _("East Asia"),
    "oceania": _("Oceania"),
    "north-europe": _("Northern Europe"),
    "west-europe": _("Western Europe"),
    "south-europe": _("Southern Europe"),
    "central-east-europe": _("Central and Eastern Europe"),
    "north-america": _("North America"),
    "central-america": _("Central America"),
    "caribbean": _("Caribbean"),
    "south-america": _("South America"),
}
_COUNTRIES = {
    "north-africa": "DZ EG EH LY MA MR SD TN",
    "west-africa": "BF BJ CI CV GH GM GN GW LR ML NE NG SH SL SN TG",
    "central-africa": "AO CD CF CG CM GA GQ ST TD",
    "east-africa": "BI DJ ER ET IO KE KM MG MU RE RW SC SO SS TZ UG YT",
    "southern-africa": "BW LS MW MZ NA SZ ZA ZM ZW",
    "middle-east": "AE BH IL IQ IR JO KW LB OM PS QA SA SY TR YE",
    "caucasus-central-asia": "AM AZ GE KG KZ TJ TM UZ",
    "south-asia": "AF BD BT IN LK MV NP PK",
    "south-east-asia": "BN ID KH LA MM MY PH SG TH TL VN",
    "east-asia": "CN HK JP KP KR MN MO TW",
    "oceania": "AS AU CC CK CX FJ FM GU KI MH MP NC NF NR NU NZ PF PG PN PW SB TK TO TV VU WF WS",
    "north-europe": "AX DK EE FI FO GL IS LT LV NO SE SJ",
    "west-europe": "AT BE CH DE FR GB GG IE IM JE LI LU MC NL",
    "south-europe": "AD CY ES GI GR IT MT PT SM VA",
    "central-east-europe": "AL BA BG BY CZ HR HU MD ME MK PL RO RS RU SI SK UA XK",
    "north-america": "BM CA PM US",
    "central-america": "BZ CR GT HN MX NI PA SV",
    "caribbean": "AG AI AW BB BL BQ BS CU CW DM DO GD GP HT JM KN KY LC MF MQ MS PR SX TC TT VC VG VI",
    "south-america": "AR BO BR CL CO EC FK GF GY PE PY SR UY VE",
}
_REGION = {code: region for region, codes in _COUNTRIES.items() for code in codes.split()}


def region_of(country: str) -> str:
    """The region's code; "" of a country that is in none, or of none."""
    return _REGION.get(country.upper(), "")
