# SPDX-License-Identifier: GPL-3.0-or-later
"""The ready-made texts in English: {kind of clause: (heading, text)}."""

NAMES = {
    "letter": "Letter of intent",
    "memorandum": "Memorandum of understanding",
    "agreement": "Partnership agreement",
}

LETTER = {
    "background": (
        "Why we write",
        "{institution} keeps works and knowledge that many people would like to see and use. We have talked with {affiliate} about how they could be shared through Wikipedia and its sister projects.",
    ),
    "gives_institution": (
        "What we intend to do",
        "From {start} we intend to:\n\n- choose works that we may share freely;\n- hand over files and descriptions in good quality;\n- answer questions about them as well as we can.",
    ),
    "content": (
        "What it is about",
        "The first works are: ______.",
    ),
    "licence": (
        "Under which terms",
        "What is no longer protected by copyright stays free. For what is ours we choose the licence CC BY-SA 4.0, so that everybody may use it, for any purpose, if they name us and share in the same way.",
    ),
    "contacts": (
        "Whom to ask",
        "Please write to ______ at {institution}.",
    ),
    "force": (
        "What this letter is",
        "This letter says what we intend. It obliges nobody, and each side may step back at any time.",
    ),
}

CLAUSES = {
    "parties": (
        "Parties",
        "This memorandum is made between {institution} (“the institution”) and {affiliate} (“the affiliate”).",
    ),
    "background": (
        "Background",
        "The institution keeps and explains a collection for the public. The affiliate supports volunteers who write Wikipedia and its sister projects. Each is independent of the other, and neither speaks for the volunteers, who decide about the projects themselves.",
    ),
    "aims": (
        "Aims",
        "Together we want to:\n\n- make works of the collection visible and usable for everybody;\n- improve what the projects say about them, from good sources;\n- let staff and volunteers learn from each other.",
    ),
    "gives_institution": (
        "What the institution gives",
        "The institution:\n\n- shares files and descriptions of the works named below;\n- names somebody who answers questions;\n- offers a room or a visit when both sides find a day.",
    ),
    "gives_affiliate": (
        "What the affiliate gives",
        "The affiliate:\n\n- explains how the projects work and what they accept;\n- helps to prepare and to upload the files;\n- trains staff who would like to take part;\n- tells the institution what came of it.",
    ),
    "content": (
        "Content in scope",
        "Shared are: ______.\n\nNot shared is what shows people who have not agreed, what is sacred or confidential to a community, and what others hold rights in that they have not given.",
    ),
    "licence": (
        "Licence and attribution",
        "Before each upload the institution checks who holds the rights. Works in the public domain are marked as such. Where the institution holds the rights it gives them under the free licence noted for each set. A free licence cannot be taken back. The institution is named as: {institution}.",
    ),
    "metadata": (
        "Metadata",
        "Descriptions, inventory numbers and other facts about the works are given under CC0, so that they can be joined with other data. Each file keeps the inventory number and a link to the institution's own page.",
    ),
    "brand": (
        "Brand and communication",
        "Each side may say in public that it works with the other. Names of projects, logos and trade marks are used only after the other side, or their owner, has agreed. Neither announces anything in the other's name.",
    ),
    "resources": (
        "Resources and costs",
        "Each side bears its own costs unless a budget is attached. The budget says who pays what, by when, and what happens to what is left over. Money is never paid for what an article says.",
    ),
    "contacts": (
        "Contact points",
        "For the institution: ______.\n\nFor the affiliate: ______.\n\nIf one of them leaves, the other side hears of it within a month, and who follows.",
    ),
    "reporting": (
        "Reporting",
        "Once a year both sides look together at what was promised, what was done and what it changed. The affiliate brings the numbers: files shared, pages that show them, readers.",
    ),
    "term": (
        "Term",
        "This memorandum holds from {start} until {end}.",
    ),
    "ending": (
        "Renewal and termination",
        "Three months before the end both sides talk about going on. Either may end it in writing within the notice period. What was shared under a free licence stays free; what was begun is finished where both can.",
    ),
    "conflicts": (
        "Conflict of interest",
        "Staff who edit pages about the institution say on their user page for whom they work, and propose changes rather than make them where the projects ask for it. Whoever is paid to edit says by whom. The affiliate does not decide what articles say, and neither does the institution.",
    ),
    "privacy": (
        "Privacy",
        "Names and addresses of the people who take part are used only for this work and are not passed on. Volunteers take part under the names they choose.",
    ),
    "force": (
        "Legal force",
        "This memorandum says what both sides want. It does not bind them in law, founds no company and gives nobody an exclusive right. Changes are made in writing.",
    ),
}

BINDING = {
    "parties": (
        "Parties",
        "This agreement is made between {institution} (“the institution”) and {affiliate} (“the affiliate”).",
    ),
    "term": (
        "Term",
        "This agreement holds from {start} until {end}.",
    ),
    "force": (
        "Legal force",
        "This agreement binds both sides. It gives nobody an exclusive right and founds no company. Changes hold only when both have signed them. The law of ______ applies. Before anybody goes to court, both sides talk.",
    ),
}
