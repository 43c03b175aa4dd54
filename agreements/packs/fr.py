# SPDX-License-Identifier: GPL-3.0-or-later
"""The ready-made texts in French: {kind of clause: (heading, text)}."""

NAMES = {
    "letter": "Lettre d’intention",
    "memorandum": "Protocole d’entente",
    "agreement": "Convention de partenariat",
}

LETTER = {
    "background": (
        "Pourquoi cette lettre",
        "{institution} conserve des œuvres et des savoirs que beaucoup aimeraient voir et utiliser. Nous avons parlé avec {affiliate} de la façon de les partager sur Wikipédia et ses projets frères.",
    ),
    "gives_institution": (
        "Ce que nous voulons faire",
        "À partir du {start}, nous avons l’intention de :\n\n- choisir des œuvres que nous pouvons partager librement ;\n- transmettre des fichiers et des descriptions de bonne qualité ;\n- répondre de notre mieux aux questions à leur sujet.",
    ),
    "content": (
        "De quoi il s’agit",
        "Les premières œuvres sont : ______.",
    ),
    "licence": (
        "À quelles conditions",
        "Ce qui n’est plus protégé par le droit d’auteur reste libre. Pour ce qui nous appartient, nous choisissons la licence CC BY-SA 4.0 : chacun peut s’en servir, pour tout usage, à condition de nous nommer et de partager de la même manière.",
    ),
    "contacts": (
        "À qui s’adresser",
        "Merci d’écrire à ______, à l’adresse de {institution}.",
    ),
    "force": (
        "La portée de cette lettre",
        "Cette lettre dit ce que nous avons l’intention de faire. Elle n’oblige personne, et chacun peut se retirer à tout moment.",
    ),
}

CLAUSES = {
    "parties": (
        "Parties",
        "Ce protocole est conclu entre {institution} (« l’institution ») et {affiliate} (« l’affilié »).",
    ),
    "background": (
        "Contexte",
        "L’institution conserve une collection et la fait connaître au public. L’affilié soutient les bénévoles qui écrivent Wikipédia et ses projets frères. Chacun est indépendant de l’autre, et aucun ne parle au nom des bénévoles, qui décident eux-mêmes des projets.",
    ),
    "aims": (
        "Objectifs",
        "Ensemble, nous voulons :\n\n- rendre des œuvres de la collection visibles et utilisables par tous ;\n- améliorer ce que les projets en disent, à partir de bonnes sources ;\n- permettre au personnel et aux bénévoles d’apprendre les uns des autres.",
    ),
    "gives_institution": (
        "Ce qu’apporte l’institution",
        "L’institution :\n\n- partage des fichiers et des descriptions des œuvres nommées ci-dessous ;\n- désigne une personne qui répond aux questions ;\n- propose une salle ou une visite quand une date convient aux deux.",
    ),
    "gives_affiliate": (
        "Ce qu’apporte l’affilié",
        "L’affilié :\n\n- explique le fonctionnement des projets et ce qu’ils acceptent ;\n- aide à préparer et à téléverser les fichiers ;\n- forme les membres du personnel qui souhaitent participer ;\n- dit à l’institution ce qui en est résulté.",
    ),
    "content": (
        "Contenus concernés",
        "Sont partagés : ______.\n\nNe sont pas partagés les contenus qui montrent des personnes n’ayant pas donné leur accord, ceux qui sont sacrés ou confidentiels pour une communauté, et ceux sur lesquels d’autres ont des droits qu’ils n’ont pas cédés.",
    ),
    "licence": (
        "Licence et attribution",
        "Avant chaque versement, l’institution vérifie qui détient les droits. Les œuvres du domaine public sont signalées comme telles. Là où l’institution détient les droits, elle les donne sous la licence libre indiquée pour chaque ensemble. Une licence libre ne se retire pas. L’institution est nommée ainsi : {institution}.",
    ),
    "metadata": (
        "Métadonnées",
        "Les descriptions, numéros d’inventaire et autres données sur les œuvres sont donnés sous CC0, pour pouvoir être reliés à d’autres données. Chaque fichier garde son numéro d’inventaire et un lien vers la page de l’institution.",
    ),
    "brand": (
        "Image et communication",
        "Chacun peut dire publiquement qu’il travaille avec l’autre. Les noms des projets, les logos et les marques ne sont utilisés qu’avec l’accord de l’autre ou de leur propriétaire. Aucun n’annonce quoi que ce soit au nom de l’autre.",
    ),
    "resources": (
        "Moyens et coûts",
        "Chacun supporte ses propres frais, sauf si un budget est joint. Le budget dit qui paie quoi, pour quand, et ce que devient le reste. On ne paie jamais pour ce que dit un article.",
    ),
    "contacts": (
        "Interlocuteurs",
        "Pour l’institution : ______.\n\nPour l’affilié : ______.\n\nSi l’un d’eux s’en va, l’autre partie l’apprend dans le mois, avec le nom de qui lui succède.",
    ),
    "reporting": (
        "Bilan",
        "Une fois par an, les deux parties regardent ensemble ce qui a été promis, ce qui a été fait et ce que cela a changé. L’affilié apporte les chiffres : fichiers partagés, pages qui les montrent, lecteurs.",
    ),
    "term": (
        "Durée",
        "Ce protocole vaut du {start} au {end}.",
    ),
    "ending": (
        "Renouvellement et fin",
        "Trois mois avant la fin, les deux parties parlent de la suite. Chacune peut y mettre fin par écrit en respectant le préavis. Ce qui a été partagé sous licence libre reste libre ; ce qui est commencé est achevé quand les deux le peuvent.",
    ),
    "conflicts": (
        "Conflits d’intérêts",
        "Les membres du personnel qui modifient des pages sur l’institution disent sur leur page d’utilisateur pour qui ils travaillent et proposent des changements plutôt que de les faire là où les projets le demandent. Qui est payé pour contribuer dit par qui. Ni l’affilié ni l’institution ne décident de ce que disent les articles.",
    ),
    "privacy": (
        "Vie privée",
        "Les noms et adresses des personnes qui participent ne servent qu’à ce travail et ne sont pas transmis. Les bénévoles participent sous le nom de leur choix.",
    ),
    "force": (
        "Portée juridique",
        "Ce protocole dit ce que veulent les deux parties. Il ne les lie pas en droit, ne fonde aucune société et ne donne à personne un droit exclusif. Les changements se font par écrit.",
    ),
}

BINDING = {
    "parties": (
        "Parties",
        "Cette convention est conclue entre {institution} (« l’institution ») et {affiliate} (« l’affilié »).",
    ),
    "term": (
        "Durée",
        "Cette convention vaut du {start} au {end}.",
    ),
    "force": (
        "Portée juridique",
        "Cette convention lie les deux parties. Elle ne donne à personne un droit exclusif et ne fonde aucune société. Un changement ne vaut que si les deux l’ont signé. Le droit applicable est celui de ______. Avant d’aller en justice, les deux parties se parlent.",
    ),
}
