# SPDX-License-Identifier: GPL-3.0-or-later
"""Pages that list people, in the shapes such lists have: numbered, signed, in tables, and with every form of user link."""

from localwiki.corpus.page import Page, history
from localwiki.corpus.words import AFFILIATES, USERS, Words

CONTACTS = """\
{{GLAM navigation}}
Whoever wants to work with an institution can ask one of these people.

== Contacts ==
# [[User:Ada Example|Ada Example]] (WMNW)
# [[User:Borislav Sample]] (WMNW, Film Archive of Freedonia)
# [[User talk:Dorothea Mockup|Dorothea]] -- Wikimedia Lilliput
# [[:m:User:Émile Exemple|Émile]] (Example User Group)
# [[:en:User:Glasshouse99]]
# {{u|Ines Ejemplo}} – resident at the Print Room of Zenda
# {{ping|Jonas Dummy}}
# [[user:kaja_Näidis|Kaja]] (WMLP, Sound Archive of Laputa)
# [[User:Cleo Placeholder (WMNW)]]
# Vahid Nobody (no account yet)
# [[User:مثال محمد]] -- Wikimedia Nowhere; write to {{Email|mail|example.org}}
#
"""

MINUTES = """\
== Meeting of 12 March 2012 ==
; Present
# [[User:Nadia Specimen|Nadia Specimen]] ([[User talk:Nadia Specimen|talk]]) 18:02, 12 March 2012 (UTC) - Nadia - resident at the Library of Cockaigne
# [[User:Olamide Apeere|Olamide]] ([[User talk:Olamide Apeere|talk]]) 18:04, 12 March 2012 (UTC) - Olamide - keeper at the Museum of Graustark
# [[User:ArchiveOtter|ArchiveOtter]] ([[User talk:ArchiveOtter|talk]]) 09:40, 13 March 2012 (UTC)
# [[Special:Contributions/192.0.2.17|192.0.2.17]] 10:00, 13 March 2012 (UTC) - came late

=== Agenda ===
# Scanners
# Rights
# Any other business
"""

RESIDENTS = """\
{| class="wikitable"
! Institution !! Resident's Name !! Period Covered !! Date of Report
|-
| Museum of Example Bay || [[User:Rosa Beispiel|Rosa Beispiel]] || Jan 2013 – Jun 2013 || 2013-07-01
|-
| rowspan="2" | [[:en:Library of Cockaigne|Library of Cockaigne]]
| [[:en:User:Sven Påhitt|Sven]] || 2014 || 3 January 2015
|-
| Tereza Vzorová || 2015 ||
|-
| Observatory of Hyperborea || || ||
|}
"""

CONNECT_HEAD = """\
{| class="wikitable"
|-
! Team
! User Names
"""


def volunteers(words: Words) -> str:
    """A long numbered list, drawn from all accounts, each with an affiliation, a hint or nothing."""
    lines = []
    for name in words.dice.sample(USERS, len(USERS)):
        link = words.dice.choice(
            [f"[[User:{name}|{name}]]", f"[[User:{name.replace(' ', '_')}]]", f"{{{{u|{name}}}}}"]
        )
        short, long = words.dice.choice(list(AFFILIATES.items()))
        lines.append(
            f"# {link}{words.dice.choice([f' ({short})', f' -- {long}', f' ({long}, {words.institution()})', ''])}"
        )
    return "{{GLAM navigation}}\nAdd yourself below.\n\n" + "\n".join(lines)


def teams(words: Words) -> str:
    """The table of teams, several people in a cell, separated in every way."""
    rows = [
        ("Photographs", "[[User:Wanda Zmyślona|Wanda]], [[User:Ximena Inventada|Ximena]]"),
        ("Sound", "[[User:Yusuf Misal|Yusuf]]<br>[[User:Zoltan Minta|Zoltan]]"),
        ("Letters", "\n* [[User:Lorem Ipsumova|Lorem]]\n* {{u|Mirza Primjer}}"),
        ("Nobody yet", ""),
        (f"[[{words.institution()}]]", "Pretend Pete"),
    ]
    return CONNECT_HEAD + "".join(f"|-\n| {team}\n| {names}\n" for team, names in rows) + "|}\n"


def fixed(words: Words) -> list[Page]:
    """The three pages the navigation leads to, and two reports that name people."""
    return [
        history(words, "GLAM/Contact us", "numbered list", CONTACTS, edits=3),
        history(words, "GLAM/Volunteers", "long numbered list", volunteers(words), edits=4),
        history(words, "GLAM/Connect", "table of teams", teams(words), edits=2),
        history(words, "GLAM/Meetings/March 2012", "signatures", MINUTES, edits=1),
        history(words, "GLAM/Residencies", "table of residents", RESIDENTS, edits=1),
    ]
