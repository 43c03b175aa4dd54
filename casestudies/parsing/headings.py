# SPDX-License-Identifier: GPL-3.0-or-later
"""The sections of the outreach wiki's form, and the many headings under which people write the same things."""

import re
import unicodedata
from collections.abc import Mapping

# Key → heading, exactly as the wiki's form for GLAM case studies has them.
FORM = {
    "summary": "Summary/Abstract",
    "context": "Context/Background",
    "goals": "Goals",
    "implementation": "Implementation/Steps",
    "outcomes": "Outcomes",
    "reflection": "Reflection and lessons learned",
    "resources": "Resources/Links/Additional Context",
}
OTHER = "other"

# Beginnings of words, or whole phrases; in a heading that is a sentence the first to appear decides.
WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "summary": "summary|abstract|overview|in brief|in short|in a nutshell|tl;dr|at a glance",
        "context": "context|background|history|origin|how it started|how did it start|starting point|opportunity"
        "|motivation|rationale|why",
        "goals": r"goal|aims?\b|objective|purpose|intention|target|intended impact|what we wanted",
        "implementation": "implement|step|process|activit|method|approach|workflow|timeline|execution|procedure"
        "|how we did|how did we|how did you do|what we did|what did we do|what was done|how it worked",
        "outcomes": "outcome|result|impact|achievement|statistic|metric|output|success|goals met|goals achieved"
        "|were the goals|were your goals|what happened|what came",
        "reflection": "reflect|lesson|learned|learnt|learning|challenge|difficult|obstacle|advice|recommend|conclusion"
        "|evaluation|takeaway|do differently|what worked|what went|next time",
        "resources": r"resource|links?\b|additional context|see also|further (?:reading|information|links)|reference|documentation|bibliograph|sources?\b"
        r"|press\b|related|more information|read more",
    },
    "fr": {
        "summary": "résumé|synthèse|présentation|en bref|aperçu",
        "context": "contexte|historique|origine|genèse",
        "goals": "objectif|buts?|finalité",
        "implementation": "mise en .{0,2}uvre|réalisation|étape|déroulement|démarche|méthode|activités",
        "outcomes": "résultat|bilan|impacts|retombees",
        "reflection": "réflexion|leçon|enseignement|difficultés|apprentissage|conclusion",
        "resources": "ressource|liens|voir aussi|pour en savoir plus",
    },
    "de": {
        "summary": "zusammenfassung|überblick|kurzfassung|auf einen blick|kurz gesagt",
        "context": "hintergrund|kontext|ausgangslage|vorgeschichte|anlass",
        "goals": "ziele?|zielsetzung|absicht",
        "implementation": "umsetzung|durchführung|vorgehen|schritte|ablauf|arbeitsschritte",
        "outcomes": "ergebnis|resultate|wirkung|erfolge",
        "reflection": "reflexion|lehren|erfahrungen|fazit|herausforderung|gelernt",
        "resources": "ressourcen|weblinks|siehe auch|weiterführend|quellen|literatur",
    },
    "es": {
        "summary": "resumen|síntesis|presentación",
        "context": "contexto|antecedentes|historia",
        "goals": "objetivo|metas|propósito",
        "implementation": "implementación|ejecución|pasos|desarrollo|realización|actividades|metodología",
        "outcomes": "resultados|impacto|logros",
        "reflection": "reflexión|lecciones|aprendizaje|retos|desafíos|conclusiones",
        "resources": "recursos|enlaces|véase también|referencias",
    },
    "it": {
        "summary": "riassunto|sommario|sintesi|in breve",
        "context": "contesto|antefatto|storia|premessa",
        "goals": "obiettiv|scop[io]|finalità",
        "implementation": "realizzazione|implementazione|attuazione|fasi|svolgimento|attività",
        "outcomes": "risultat|esiti|impatto",
        "reflection": "riflession|lezioni|conclusioni|sfide|cosa abbiamo imparato",
        "resources": "risorse|collegamenti|vedi anche|riferimenti|fonti",
    },
    "ar": {
        "summary": "ملخص|الملخص|نبذة|لمحة|خلاصة",
        "context": "السياق|سياق|الخلفية|خلفية",
        "goals": "الأهداف|أهداف|الهدف|الغاية",
        "implementation": "التنفيذ|تنفيذ|الخطوات|خطوات|المراحل",
        "outcomes": "النتائج|نتائج|الأثر|المخرجات",
        "reflection": "الدروس|دروس|تأملات|التحديات|التوصيات",
        "resources": "الموارد|موارد|روابط|الروابط|المصادر|المراجع|انظر",
    },
    "uk": {
        "summary": "резюме|короткий опис|стислий виклад|анотація|огляд|коротко",
        "context": "контекст|передумови|передісторія|тло|історія",
        "goals": "цілі|мета|завдання",
        "implementation": "реалізація|впровадження|етапи|кроки|виконання",
        "outcomes": "результати|підсумки|вплив|наслідки|досягнення",
        "reflection": "висновки|уроки|рефлексія|виклики|роздуми|рекомендації",
        "resources": r"ресурси|посилання|джерела|див\. також|література|матеріали",
    },
}

_FORM_KEYS = {heading.casefold(): key for key, heading in FORM.items()}
_NUMBER = re.compile(r"^(?:\d{1,3}[.)]|\d{1,3}(?:\.\d{1,3}){1,3}\.?|[ivx]{1,4}[.)])\s{1,5}")
LONGEST = 300


def fold(text: str) -> str:
    """Return the text in lower case without accents, as the words above are written."""
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return "".join(char for char in decomposed if not "\u0300" <= char <= "\u036f")


_PATTERNS = {
    language: {key: re.compile(rf"(?<!\w)(?:{fold(words)})") for key, words in keys.items()}
    for language, keys in WORDS.items()
}


def key_of(heading: str) -> tuple[str, str]:
    """Return the section key and the language a plain heading speaks; ("other", "") if it says nothing to us."""
    heading = heading[:LONGEST]
    if exact := _FORM_KEYS.get(heading.casefold()):
        return exact, "en"
    folded = _NUMBER.sub("", fold(heading))
    best: tuple[int, str, str] | None = None
    for language, patterns in _PATTERNS.items():
        for key, pattern in patterns.items():
            match = pattern.search(folded)
            if match and (best is None or (match.start(), -len(match[0])) < (best[0], -len(best[1]))):
                best = (match.start(), match[0], f"{key} {language}")
    if best is None:
        return OTHER, ""
    key, language = best[2].split()
    return key, language
