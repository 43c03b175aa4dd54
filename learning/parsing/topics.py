# SPDX-License-Identifier: GPL-3.0-or-later
"""Which steps of a partnership's way a text deals with, by words in a dozen languages."""

import re

from casestudies.parsing.headings import fold

_WORDS = {
    "contact": r"first contact|contacted (?:the|us|them)|approached (?:the|us|them)|introduced us|cold (?:call|e-?mail)|wrote to the director|reached out"
    r"|erstkontakt|kontakt aufgenommen|premier contact|contacte par|primer contacto|primo contatto|primeiro contato|eerste contact|pierwszy kontakt"
    r"|первый контакт|перший контакт|التواصل الاول|التواصل الأول|اول اتصال|أول اتصال",
    "negotiation": r"negotiat|persuad|convinc|talks with|conversations? with (?:the )?(?:director|staff|management)|verhandl|uberzeug|negoci|convainc|trattativ|convinto"
    r"|onderhandel|forhandl|negocj|переговор|перемовин|تفاوض|مفاوض|اقناع|إقناع",
    "pilot": r"\bpilot|proof of concept|trial (?:run|upload|phase)|test upload|small test|testlauf|probelauf|projet pilote|proyecto piloto|progetto pilota|projeto piloto"
    r"|pilotaz|пилотн|пілотн|تجريب",
    "agreement": r"agreement|memorandum|\bmou\b|contract|letter of intent|vereinbarung|vertrag|convention|accord de|convenio|acuerdo|accordo|protocolo|overeenkomst"
    r"|avtal|umow|porozumieni|договор|соглашени|угод|مذكرة تفاهم|اتفاقي",
    "doing": r"workflow|upload(?:ed|ing)? (?:of|the|over|more)|digiti[sz]|editathon|edit-a-thon|workshop|metadata|arbeitsablauf|digitalisier|hochgeladen|numeris|televers"
    r"|digitaliza|carga de|caricament|digitalizz|arbetsflode|digitaliz|оцифров|оцифру|رقمن|ورشة|رفع",
    "lasting": r"sustainab|long[- ]term|continu(?:e|ed|es) (?:after|to|by)|follow-up|after the (?:residency|project)|ongoing|nachhaltig|langfristig|fortgesetzt|perenn|durable"
    r"|sostenib|a largo plazo|continuidad|sostenibil|a longo prazo|duurza|langsiktig|dlugofal|trwalosc|долгосроч|продолж|довгостроков|استدام|طويل الامد|طويل الأمد",
    "ending": r"ended (?:the|our) (?:project|partnership|collaboration)|end of the (?:project|residency|partnership)|wound down|closed the project|projektende|fin du projet"
    r"|fin del proyecto|fine del progetto|fim do projeto|einde van het project|koniec projektu|завершени|завершенн|نهاية المشروع|انتهاء",
}  # fmt: skip
_PATTERNS = {topic: re.compile(rf"(?:(?<!\w)|(?<=\bال))(?:{fold(words)})") for topic, words in _WORDS.items()}
ENOUGH = 2
READ = 100_000


def topics_of(text: str) -> tuple[str, ...]:
    """The topics that the text speaks of more than in passing: at least twice."""
    folded = fold(text[:READ])
    return tuple(topic for topic, pattern in _PATTERNS.items() if _times(pattern, folded) >= ENOUGH)


def _times(pattern: re.Pattern[str], folded: str) -> int:
    return sum(1 for _match, _number in zip(pattern.finditer(folded), range(ENOUGH), strict=False))
