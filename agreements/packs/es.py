# SPDX-License-Identifier: GPL-3.0-or-later
"""The ready-made texts in Spanish: {kind of clause: (heading, text)}."""

NAMES = {
    "letter": "Carta de intención",
    "memorandum": "Memorando de entendimiento",
    "agreement": "Convenio de colaboración",
}

LETTER = {
    "background": (
        "Por qué escribimos",
        "{institution} guarda obras y conocimientos que muchas personas quisieran ver y usar. Hemos hablado con {affiliate} sobre cómo compartirlos en Wikipedia y sus proyectos hermanos.",
    ),
    "gives_institution": (
        "Qué queremos hacer",
        "A partir del {start} tenemos la intención de:\n\n- elegir obras que podamos compartir libremente;\n- entregar archivos y descripciones de buena calidad;\n- responder lo mejor posible a las preguntas sobre ellas.",
    ),
    "content": (
        "De qué se trata",
        "Las primeras obras son: ______.",
    ),
    "licence": (
        "En qué condiciones",
        "Lo que ya no está protegido por derechos de autor sigue siendo libre. Para lo que es nuestro elegimos la licencia CC BY-SA 4.0: cualquiera puede usarlo, para cualquier fin, si nos nombra y comparte de la misma manera.",
    ),
    "contacts": (
        "A quién preguntar",
        "Por favor, escriban a ______, en {institution}.",
    ),
    "force": (
        "Qué es esta carta",
        "Esta carta dice lo que tenemos la intención de hacer. No obliga a nadie, y cada parte puede retirarse en cualquier momento.",
    ),
}

CLAUSES = {
    "parties": (
        "Partes",
        "Este memorando se acuerda entre {institution} («la institución») y {affiliate} («el afiliado»).",
    ),
    "background": (
        "Antecedentes",
        "La institución conserva una colección y la da a conocer al público. El afiliado apoya a las personas voluntarias que escriben Wikipedia y sus proyectos hermanos. Cada parte es independiente de la otra, y ninguna habla en nombre de las voluntarias y los voluntarios, que deciden sobre los proyectos.",
    ),
    "aims": (
        "Objetivos",
        "Juntas, las partes quieren:\n\n- hacer que obras de la colección sean visibles y útiles para todo el mundo;\n- mejorar lo que los proyectos dicen de ellas, a partir de buenas fuentes;\n- que el personal y el voluntariado aprendan unos de otros.",
    ),
    "gives_institution": (
        "Qué aporta la institución",
        "La institución:\n\n- comparte archivos y descripciones de las obras que se nombran abajo;\n- designa a una persona que responde a las preguntas;\n- ofrece una sala o una visita cuando ambas partes encuentran un día.",
    ),
    "gives_affiliate": (
        "Qué aporta el afiliado",
        "El afiliado:\n\n- explica cómo funcionan los proyectos y qué aceptan;\n- ayuda a preparar y a subir los archivos;\n- forma al personal que quiera participar;\n- cuenta a la institución qué se ha logrado.",
    ),
    "content": (
        "Contenidos",
        "Se comparte: ______.\n\nNo se comparte lo que muestra a personas que no han dado su acuerdo, lo que es sagrado o reservado para una comunidad, ni aquello sobre lo que otros tienen derechos que no han cedido.",
    ),
    "licence": (
        "Licencia y atribución",
        "Antes de cada carga, la institución comprueba quién tiene los derechos. Las obras en dominio público se marcan como tales. Donde la institución tiene los derechos, los da bajo la licencia libre indicada para cada conjunto. Una licencia libre no se puede retirar. La institución se nombra así: {institution}.",
    ),
    "metadata": (
        "Metadatos",
        "Las descripciones, los números de inventario y otros datos de las obras se dan bajo CC0, para poder unirlos con otros datos. Cada archivo conserva su número de inventario y un enlace a la página de la institución.",
    ),
    "brand": (
        "Marca y comunicación",
        "Cada parte puede decir en público que trabaja con la otra. Los nombres de los proyectos, los logotipos y las marcas se usan solo con el acuerdo de la otra parte o de su titular. Ninguna anuncia nada en nombre de la otra.",
    ),
    "resources": (
        "Recursos y costes",
        "Cada parte asume sus propios costes, salvo que se adjunte un presupuesto. El presupuesto dice quién paga qué, para cuándo, y qué se hace con lo que sobre. Nunca se paga por lo que dice un artículo.",
    ),
    "contacts": (
        "Personas de contacto",
        "Por la institución: ______.\n\nPor el afiliado: ______.\n\nSi una de ellas se va, la otra parte lo sabe en el plazo de un mes, y también quién la sucede.",
    ),
    "reporting": (
        "Balance",
        "Una vez al año, ambas partes miran juntas lo que se prometió, lo que se hizo y lo que cambió. El afiliado trae las cifras: archivos compartidos, páginas que los muestran, lecturas.",
    ),
    "term": (
        "Vigencia",
        "Este memorando vale desde el {start} hasta el {end}.",
    ),
    "ending": (
        "Renovación y fin",
        "Tres meses antes del fin, ambas partes hablan de cómo seguir. Cualquiera puede darlo por terminado por escrito, dentro del plazo de aviso. Lo que se compartió con una licencia libre sigue siendo libre; lo empezado se termina cuando ambas pueden.",
    ),
    "conflicts": (
        "Conflicto de intereses",
        "El personal que edita páginas sobre la institución dice en su página de usuario para quién trabaja, y propone los cambios en lugar de hacerlos donde los proyectos lo piden. Quien cobra por editar dice de quién. Ni el afiliado ni la institución deciden lo que dicen los artículos.",
    ),
    "privacy": (
        "Privacidad",
        "Los nombres y las direcciones de quienes participan se usan solo para este trabajo y no se entregan a nadie. Las personas voluntarias participan con el nombre que elijan.",
    ),
    "force": (
        "Valor legal",
        "Este memorando dice lo que ambas partes quieren. No las obliga en derecho, no funda ninguna sociedad y no da a nadie un derecho exclusivo. Los cambios se hacen por escrito.",
    ),
}

BINDING = {
    "parties": (
        "Partes",
        "Este convenio se acuerda entre {institution} («la institución») y {affiliate} («el afiliado»).",
    ),
    "term": (
        "Vigencia",
        "Este convenio vale desde el {start} hasta el {end}.",
    ),
    "force": (
        "Valor legal",
        "Este convenio obliga a ambas partes. No da a nadie un derecho exclusivo ni funda ninguna sociedad. Un cambio vale solo si ambas lo han firmado. Se aplica la ley de ______. Antes de ir a un tribunal, las partes hablan.",
    ),
}
