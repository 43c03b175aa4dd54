# SPDX-License-Identifier: GPL-3.0-or-later
"""The words by which a page says what it was: kinds, programmes, tools, media, in nine languages and more.

Phrases are parted by bars; a star stands for any ending. They are compared without case, accents and punctuation,
so "edit a thon" is also "Edit-a-thon". At least four letters
stand before a star. The values are those of `casestudies.facts`.
"""

# Said anywhere on the page these speak of what was done. ar: the article "al-" is left out.
KINDS = {
    "residency": "wikimedian in residence|wikipedian in residence|wikimedians in residence|wikipedians in residence|wikimedian in residency"
    "|wikimedien en residence|wikipedien en residence|wikimedienne en residence|wikipedienne en residence"
    "|wikipedianer im museum|wikimedianer im museum|wikipedista en residencia|wikimedista en residencia|wikipedista residente"
    "|wikimedista residente|wikipediano in residenza|wikimediano in residenza|wikipediano em residencia|wikimedista em residencia"
    "|wikipedista em residencia|ويكيميدي مقيم|ويكيبيدي مقيم|ويكيبيديا مقيم",
    "editathon": "edit a thon*|editathon*|edit athon*|editaton*|maraton de edicion|maraton de ediciones|maratona de edicao"
    "|maratona di scrittura|maratona di editing|marathon d edition|marathon d ecriture|schreibmarathon*|schrijfmarathon*"
    "|schrijfsessie*|skrivstuga*|skrivstugor*|ماراثون تحرير|ماراتون تحرير",
    "upload": "mass upload*|batch upload*|bulk upload*|image donation*|content donation*|media donation*|massenupload*|bilderspende*"
    "|bildspende*|televersement massif|televersements massifs|import massif|don d images|dons d images|carga masiva|subida masiva"
    "|donacion de imagenes|caricamento massivo|caricamenti massivi|donazione di immagini|carregamento em massa|carregamento em lote"
    "|upload em massa|doacao de imagens|beelddonatie*|massa upload*|massuppladdning*|batchuppladdning*|bilddonation*|رفع جماعي|تبرع بصور",
    "data": "data donation*|donation of data|datenspende*|don de donnees|donacion de datos|donazione di dati|doacao de dados"
    "|datadonatie*|datadonation*|تبرع ببيانات",
    "contest": "writing contest*|editing contest*|photo contest*|photography contest*|photographic contest*|schreibwettbewerb*"
    "|fotowettbewerb*|concours photo*|concours d ecriture|concurso fotografico|concurso de fotografia|concurso de escritura"
    "|concurso de edicion|concorso fotografico|concorso di scrittura|concurso de escrita|schrijfwedstrijd*|fotowedstrijd*"
    "|fototavling*|skrivtavling*|مسابقة كتابة|مسابقة تصوير|مسابقة صور",
    "policy": "open access policy|open content policy|open policy|open licensing policy|politique d ouverture|politica de acceso abierto"
    "|politica di accesso aperto|politica de acesso aberto",
}
# These are too common for that: they count in a title or a category only.
KINDS_IN_TITLES = {
    "residency": "residency|residencies|in residence|en residence|residencia|residenza",
    "upload": "upload|uploads|image release|bulk import",
    "digitisation": "digitisation|digitization|digitising|digitizing|digitalisierung*|numerisation|digitalizacion|digitalizzazione"
    "|digitalizacao|digitalisering*|رقمنة",
    "exhibition": "exhibition*|ausstellung*|exposition*|exposicion*|mostra|exposicao|exposicoes|tentoonstelling*|utstallning*|معرض",
    "transcription": "transcription*|transcribing|transcribe|transkription*|transcripcion|trascrizione|transcricao|transcriptie",
    "training": "training|trainings|workshop|workshops|schulung|schulungen|atelier de formation|taller|talleres|laboratorio"
    "|oficina|oficinas|utbildning|ورشة|تدريب",
    "contest": "contest|contests|wettbewerb|concours|concurso|concorso|wedstrijd|tavling|مسابقة",
    "policy": "policy|policies",
    "failed": "failed experiment|failed project|failed projects|failure|failures|gescheitert*|echec|fracaso|fallimento|fracasso"
    "|mislukt|misslyckat|misslyckad|فشل",
}

PROGRAMMES = {
    "1lib1ref": "1lib1ref|1bib1ref|one librarian one reference",
    "wiki-loves-monuments": "wiki loves monuments",
    "wiki-loves-earth": "wiki loves earth",
    "wiki-loves-art": "wiki loves art|wiki loves arts",
    "wiki-loves-africa": "wiki loves africa",
    "wiki-loves-folklore": "wiki loves folklore|wiki loves love",
    "wiki-loves-living-heritage": "wiki loves living heritage",
    "women-in-red": "women in red|mujeres en rojo|femmes rouges|sans pages",
    "wikigap": "wikigap",
    "wikipedia-library": "wikipedia library",
    "europeana": "europeana",
    "education": "wikipedia education program*|wiki education|wikipedia in education|wikipedia in the classroom",
    "open-access": "openglam|open glam|open access policy|open access to collections|open access to its collection*|open access to their collection*",
    "challenge": "writing contest*|editing contest*|writing challenge*|schreibwettbewerb*|concours d ecriture|concurso de escritura"
    "|concurso de edicion|concorso di scrittura|concurso de escrita|schrijfwedstrijd*|skrivtavling*|مسابقة كتابة",
    "backstage": "backstage pass|backstage passes|backstage tour*",
}
# Names that prose uses otherwise: these count in a title, a heading or a category only.
PROGRAMMES_IN_TITLES = {
    "wikisource": "wikisource",
    "wikidata": "wikidata",
    "open-access": "open access|open content",
    "education": "education program*|wikipedia education",
}

TOOLS = {
    "pattypan": "pattypan",
    "openrefine": "openrefine|open refine|google refine",
    "quickstatements": "quickstatements|quick statements|quickstatement",
    "upload-wizard": "upload wizard|uploadwizard|hochladeassistent*|assistente de carregamento",
    "gwtoolset": "gwtoolset|glamwiki toolset|glam wiki toolset",
    "petscan": "petscan|catscan",
    "isa": "isa tool|isa campaign*",
    "glampipe": "glampipe",
    "commonist": "commonist",
    "vicuna": "vicunauploader|vicuna uploader",
    "flickr2commons": "flickr2commons|flickr 2 commons|flickrripper",
    "croptool": "croptool",
    "video2commons": "video2commons",
    "flickypedia": "flickypedia",
    "listeria": "listeriabot|listeria list*|listeria tool",
    "baglama": "baglama2|baglama 2|baglama tool",
    "impact-metrics": "commons impact metrics",
    "query-service": "wikidata query service|wdqs",
    "dashboard": "programs events dashboard|programs and events dashboard|outreach dashboard|outreachdashboard|program and events dashboard",
    "qrpedia": "qrpedia",
    "citation-hunt": "citation hunt",
    "autowikibrowser": "autowikibrowser",
    "pywikibot": "pywikibot|pywikipediabot",
    "wikibase": "wikibase",
    "iiif": "iiif",
}
# (value, a mark that the raw text must hold, pattern): names that only their spelling tells from common words.
SPELLED = (
    ("mix-n-match", "atch", r"[Mm]ix[ ]?['’‘`]?n['’‘`][ ]?[Mm]atch|[Mm]ixnmatch|mix-n-match"),
    ("glamorous", "GLAMorous", r"GLAMorous(?![A-Za-z])"),
    ("baglama", "BaGLAMa", r"BaGLAMa"),
    ("listeria", "ikidata list", r"\{\{\s?[Ww]ikidata list\s?[|}\n]"),
    ("art-and-feminism", "eminism", r"[Aa]rt\s?(?:\+|&|and)\s?[Ff]eminism(?!\w)"),
)

MEDIA = {
    "images": "image|images|photo|photos|photograph|photographs|photographie|photographies|picture|pictures|postcard*|poster|posters"
    "|painting|paintings|bild|bilder|bildern|bilddatei*|foto|fotos|fotografie|fotografien|gemalde*|imagen|imagenes|fotografia|fotografias"
    "|immagine|immagini|imagem|imagens|afbeelding*|foton|fotografier|صورة|صور",
    "video": "video|videos|film|films|filme|filmen|peliculas|filmati|فيديو|فيديوهات|افلام|أفلام",
    "audio": "audio|audios|sound recording*|sound file*|audio file*|enregistrements sonores|tonaufnahme*|tondokument*|grabaciones sonoras"
    "|registrazioni sonore|gravacoes sonoras|geluidsopname*|ljudfil*|ljudinspelning*|تسجيلات صوتية|ملفات صوتية",
    "maps": "map|maps|landkarte*|cartes anciennes|cartes geographiques|mapa|mapas|mappa|mappe|carte geografiche|landkaart*|kartor"
    "|خريطة|خرائط",
    "3d": "3d model*|3d scan*|modeles 3d|3d modell*|modelos 3d|modelli 3d|3d modellen|نماذج ثلاثية",
    "books": "book|books|manuscript*|livres|manuscrit|manuscrits|bucher|buchern|handschrift*|libros|manuscritos|libri|manoscritt*|livros"
    "|boeken|bocker|handskrift*|كتب|مخطوطة|مخطوطات",
    "newspapers": "newspaper*|zeitung|zeitungen|journaux anciens|periodicos|giornali|jornais|kranten|tidningar|صحف|جرائد",
    "records": "archival record*|archival document*|charters|archivalien|urkunden|documents d archives|documentos de archivo"
    "|documenti d archivio|documentos de arquivo|archiefstuk*|arkivhandling*|وثائق",
    "scores": "sheet music|partitions musicales|partituras|spartiti|partituren|bladmuziek|notblad*|نوتات موسيقية",
    "data": "dataset*|data set|data sets|metadata|metadaten|datensatz|datensatze|datensatzen|metadonnees|jeu de donnees|jeux de donnees"
    "|metadatos|conjunto de datos|conjuntos de datos|metadati|metadados|conjunto de dados|datamangd*|wikidata item*|wikidata objekt*"
    "|elementos de wikidata|elementi wikidata|elements wikidata|بيانات وصفية",
}
# In the sentence with a word of MEDIA one of these says that it was opened, and not only spoken of.
OPENED = (
    "upload*|digitise*|digitize*|digitisation|digitization|digitisi*|digitizi*|scanned|scanning|donated|donation|donating|released"
    "|releasing|release|photographed|hochgeladen|hochladen|lud|luden|digitalisiert*|digitalisier*|gescannt|freigegeben|gespendet"
    "|televers*|numeris*|mis en ligne|mise en ligne|mises en ligne|mettre en ligne|mettent en ligne|versees|verses|subido|subidas|subidos"
    "|subimos|subieron|subir|cargado|cargadas|cargados|digitaliz*|donado|donadas|donados|liberado|liberadas|liberados|caricat*|caricament*"
    "|digitalizz*|donat*|carregad*|carregament*|doad*|geupload*|gedigitaliseerd*|geschonken|gescand|uppladd*|laddade upp|laddat upp"
    "|laddades upp|laddats upp|digitaliser*|digitalis*|skannad*|رفع|رفعت|رفعنا|تحميل|رقمنة|رقمن*|تبرع*"
)
ARTICLES = "article|articles|artikel|artikeln|articulo|articulos|voci|artigo|artigos|artikelen|artiklar|artiklarna|مقالة|مقالات|مقال"
# The same for articles: that they were written, and not only that something is used in them.
WRITTEN = (
    "created|creating|create|wrote|written|write|writing|improved|improve|improving|translated|translate|translating|edited|expanded"
    "|redige*|redaction|ecrit|ecrits|ecrire|crees|creees|creation|ameliore*|traduit*|traduire|geschrieben|schrieb*|erstellt*|angelegt"
    "|verbessert*|ubersetzt*|creado*|creada*|crearon|creamos|crear|escrito|escritos|escribir|escribieron|mejorado*|mejoraron|traducido*"
    "|scritte|scritto|scritti|scrivere|creati|creato|create|migliorat*|tradott*|criado*|criaram|criamos|criacao|melhorad*|traduzid*"
    "|geschreven|schreven|aangemaakt|verbeterd|vertaald|skrev|skrevs|skrivit|skrivits|skapade*|skapat*|forbattrade*|oversatt*"
    "|كتابة|كتبنا|انشاء|إنشاء|أنشأنا|أنشئت|تحسين|ترجمة"
)
