# SPDX-License-Identifier: GPL-3.0-or-later
"""Who and what the demo is about. Nobody and nothing here exists."""

from accounts.models import Affiliate, Membership

PASSWORD = "a-demo-password-for-all"

# name, kind, country
AFFILIATES = (
    ("Wikimedia Utopia", Affiliate.Kind.CHAPTER, "FR"),
    ("Lilliput Wikimedians User Group", Affiliate.Kind.USER_GROUP, "GH"),
    ("Wikimedians for Imaginary Heritage", Affiliate.Kind.THEMATIC, ""),
)

# user name, wiki name, affiliate (index) and role, WMF staff, platform administrator, what for
PEOPLE = (
    ("coordinator", "Clara Cartographer", (0, Membership.Role.COORDINATOR), False, False),
    ("viewer", "Vera Lookaround", (0, Membership.Role.VIEWER), False, False),
    ("affiliate-admin", "Ada Keyholder", (0, Membership.Role.ADMIN), False, False),
    ("lilliput", "Lemuel Smallstep", (1, Membership.Role.COORDINATOR), False, False),
    ("imaginary", "Ines Nowhere", (2, Membership.Role.COORDINATOR), False, False),
    ("volunteer", "Volodya Helpinghand", None, False, False),
    ("wmf", "Wilma Overview (WMF demo)", None, True, False),
    ("platform", "Pat Wrench", None, False, True),
)

# name, other names, kind, country, place, latitude, longitude, item
INSTITUTIONS = (
    ("Museum of Passing Clouds", {"fr": "Musée des nuages qui passent", "ar": "متحف الغيوم العابرة"}, "museum", "FR", "Lyon", "45.76", "4.83"),
    ("Archive of Unsent Letters", {"fr": "Archives des lettres jamais envoyées"}, "archive", "FR", "Nantes", "47.22", "-1.55"),
    ("Library of Half-Read Books", {"de": "Bibliothek der halb gelesenen Bücher"}, "library", "DE", "Leipzig", "51.34", "12.37"),
    ("Gallery of Forgotten Frames", {"it": "Galleria delle cornici dimenticate"}, "gallery", "IT", "Turin", "45.07", "7.69"),
    ("National Herbarium of Paper Flowers", {}, "science", "GH", "Accra", "5.56", "-0.20"),
    ("Harbour Sound Archive", {}, "archive", "GH", "Tema", "5.67", "-0.02"),
    ("Museum of Borrowed Umbrellas", {"ja": "借りた傘の博物館"}, "museum", "JP", "Kanazawa", "36.56", "136.66"),
    ("Library of the Seven Bridges", {"uk": "Бібліотека семи мостів"}, "library", "UA", "Lviv", "49.84", "24.03"),
    ("House of Unfinished Maps", {"es": "Casa de los mapas inacabados"}, "museum", "AR", "Rosario", "-32.95", "-60.64"),
    ("Observatory Museum of Noon", {"ar": "متحف مرصد الظهيرة"}, "science", "EG", "Aswan", "24.09", "32.90"),
    ("Weavers' Pattern Library", {"hi": "बुनकर पैटर्न पुस्तकालय"}, "library", "IN", "Chennai", "13.08", "80.27"),
    ("Archive of Rain Records", {"pt": "Arquivo dos registos de chuva"}, "archive", "PT", "Coimbra", "40.21", "-8.43"),
    ("Gallery of Small Hours", {}, "gallery", "CA", "Halifax", "44.65", "-63.57"),
    ("Museum of Everyday Doors", {"sr": "Музеј свакодневних врата"}, "museum", "RS", "Niš", "43.32", "21.90"),
    ("Travelling Film Archive", {"id": "Arsip film keliling"}, "broadcaster", "ID", "Bandung", "-6.92", "107.61"),
    ("University Library of Distant Hills", {}, "university", "KE", "Eldoret", "0.52", "35.27"),
    ("Museum of Lost Buttons", {"nl": "Museum van verloren knopen"}, "museum", "NL", "Deventer", "52.26", "6.16"),
    ("Municipal Archive of Whispering Squares", {"es": "Archivo de las plazas susurrantes"}, "archive", "MX", "Oaxaca", "17.07", "-96.72"),
    ("Lighthouse Keepers' Library", {"no": "Fyrvokternes bibliotek"}, "library", "NO", "Bodø", "67.28", "14.40"),
    ("Gallery of Moving Stairs", {"cs": "Galerie pohyblivých schodů"}, "gallery", "CZ", "Brno", "49.20", "16.61"),
    ("Museum of Quiet Machines", {"sv": "De tysta maskinernas museum"}, "museum", "SE", "Norrköping", "58.59", "16.18"),
    ("Seed Library of the Dry Valley", {}, "heritage", "CL", "La Serena", "-29.90", "-71.25"),
    ("Postcard Archive", {"pl": "Archiwum pocztówek"}, "archive", "PL", "Toruń", "53.01", "18.60"),
    ("Museum of Echoes", {"el": "Μουσείο των αντιλάλων"}, "museum", "GR", "Patras", "38.25", "21.73"),
)  # fmt: skip

# institution, affiliate, phase to reach, origin, days since it was opened, next step, in how many days
PARTNERSHIPS = (
    (0, 0, "active", "institution", 520, "Plan the second upload with the photo library", 6),
    (1, 0, "agreement", "affiliate", 210, "Send the signed copy back", -4),
    (2, 0, "conversation", "volunteer", 75, "Show them last year's figures", 0),
    (3, 0, "contacted", "affiliate", 40, "Call again after the holidays", 21),
    (6, 0, "pilot", "institution", 160, "Choose fifty images for the pilot", 3),
    (7, 0, "sustaining", "affiliate", 900, "Half-yearly coffee", 60),
    (11, 0, "researched", "affiliate", 25, "", None),
    (12, 0, "identified", "volunteer", 8, "", None),
    (13, 0, "paused", "institution", 300, "Ask whether the new director has begun", 45),
    (16, 0, "declined", "affiliate", 410, "", None),
    (18, 0, "conversation", "funder", 130, "Bring the two librarians together", -12),
    (20, 0, "identified", "affiliate", 3, "Find out who decides", 10),
    (4, 1, "active", "volunteer", 380, "Second label-a-thon", 14),
    (5, 1, "pilot", "affiliate", 95, "Digitise the first ten reels", 1),
    (15, 1, "conversation", "institution", 60, "Send the draft memorandum", 5),
    (9, 1, "contacted", "affiliate", 33, "", None),
    (8, 2, "agreement", "institution", 180, "Their lawyer's questions", -1),
    (10, 2, "active", "affiliate", 700, "Pattern upload, third part", 30),
    (14, 2, "researched", "affiliate", 15, "", None),
    (21, 2, "ended", "funder", 950, "", None),
    (0, 2, "identified", "affiliate", 5, "Ask Utopia who to talk to", 2),
)

# institution, affiliate, name, post, engagement, days since last contact
ADVOCATES = (
    (0, 0, "Célestine Cumulus", "Head of the photo library", "champion", 9),
    (0, 0, "Marcel Drizzle", "Legal adviser", "neutral", 80),
    (1, 0, "Odile Envelope", "Archivist", "supporter", 20),
    (2, 0, "Bruno Bookmark", "Digital services", "supporter", 14),
    (6, 0, "Kasa Parapluie", "Curator", "champion", 31),
    (7, 0, "Mostyk Sevenfold", "Reference librarian", "champion", 120),
    (13, 0, "Vrata Doorway", "Deputy director", "cooling", 190),
    (4, 1, "Papyra Petal", "Keeper of collections", "champion", 12),
    (5, 1, "Echo Anchor", "Sound engineer", "supporter", 40),
    (10, 2, "Warp Weftson", "Pattern librarian", "champion", 25),
    (8, 2, "Mapa Nofinis", "Director", "cooling", 99),
)

# engagement: days between contacts, who began those before the last
RHYTHMS = {
    "champion": (21, ("theirs", "both", "theirs", "ours")),
    "supporter": (30, ("ours", "theirs", "both")),
    "neutral": (45, ("ours", "both")),
    "cooling": (40, ("ours", "ours", "theirs", "both")),
}

# partnership (index), kind, title, days since signing (None: draft), runs so many days from signing, commitments
AGREEMENTS = (
    (0, "memorandum", "Memorandum on the cloud photographs", 400, 450, (
        ("institution", "Release 5,000 cloud photographs under CC0", -30, True),
        ("institution", "Describe the photographs in three languages", 20, None),
        ("affiliate", "Run two workshops for the staff", -100, True),
        ("volunteers", "Place 500 photographs in articles", 40, None),
    )),
    (5, "agreement", "Agreement on the bridge postcards", 800, 1500, (
        ("institution", "Upload new scans every quarter", -10, None),
        ("affiliate", "Report on reach once a year", -60, True),
    )),
    (1, "letter", "Letter on the unsent letters", None, 365, (
        ("institution", "Say which letters are out of copyright", 30, None),
    )),
    (12, "memorandum", "Memorandum on the paper flowers", 200, 730, (
        ("institution", "Open the store room for two photo days", -20, False),
        ("volunteers", "Photograph 1,200 sheets", 60, None),
    )),
    (17, "agreement", "Agreement on weaving patterns", 650, 700, (
        ("institution", "Release 2,000 patterns under CC BY-SA", -200, True),
        ("affiliate", "Model the patterns in Wikidata", -5, None),
    )),
)  # fmt: skip

# what was promised: how much of what, and how much of it is done
AMOUNTS = {
    "Describe the photographs in three languages": (3, "languages", 2),
    "Place 500 photographs in articles": (500, "photographs", 412),
    "Photograph 1,200 sheets": (1200, "sheets", 140),
}

# side, name, post
SIGNATORIES = (
    ("institution", "Dorothea Quill", "director"),
    ("affiliate", "Barnaby Inkwell", "chair"),
)

# title, institution, country, language, filed, {section: text}
CASE_STUDIES = (
    (
        "Five thousand clouds in one summer", 0, "FR", "en", True,
        {
            "summary": "A museum opened its cloud photographs, and a small team of volunteers described them.",
            "context": "The photo library had been scanned for an exhibition; nobody knew what to do with the files.",
            "goals": "See the pictures used in articles on weather, in at least five languages.",
            "implementation": "Two upload days with the staff, then an evening a week for descriptions.",
            "outcomes": "After six months 412 of the photographs stood in articles.",
            "reflection": "Describing took three times as long as uploading. Plan it so.",
            "resources": "The checklist of the upload day is on the museum's own pages.",
        },
    ),
    (
        "What we learned from ten reels of harbour sound", 5, "GH", "en", False,
        {"summary": "Sound needs more time than pictures: this is why.", "goals": "Ten reels, heard by somebody."},
    ),
)  # fmt: skip

# institution, what a mirrored case study was
FACTS = (
    (
        0,
        {
            "kind": "upload",
            "outcome": "reached",
            "year": 2023,
            "programmes": ["open-access"],
            "media": ["images"],
        },
    ),
    (
        6,
        {
            "kind": "residency",
            "outcome": "partly",
            "year": 2022,
            "programmes": ["wikidata"],
            "media": ["data"],
        },
    ),
    (5, {"kind": "failed", "outcome": "failed", "year": 2021, "media": ["audio"]}),
    (16, {"kind": "editathon", "outcome": "reached", "year": 2024, "programmes": ["art-and-feminism"]}),
    (
        11,
        {
            "kind": "digitisation",
            "outcome": "failed",
            "year": 2020,
            "tools": ["pattypan"],
            "media": ["newspapers"],
        },
    ),
)
OBSTACLES = (
    {
        "theme": "control",
        "met": "The photo library feared for its income from prints.",
        "helped": "We counted it together: the sales had not covered the costs for six years.",
        "section": "context",
    },
    {
        "theme": "leadership",
        "met": "The director who had signed left in the second month.",
        "helped": "A visit with one page of results within three weeks.",
        "section": "reflection",
    },
    {
        "theme": "technology",
        "met": "Nobody could read the reels any more.",
        "helped": "",
        "section": "outcomes",
    },
)

# partnership, writer (index of PEOPLE), note
NOTES = (
    (0, 0, "They ask whether the second upload may wait until the new scanner is there. @Ada Keyholder, what do you think?"),
    (0, 2, "Fine by me, if the descriptions go on meanwhile."),
    (1, 0, "The letters of the war years stay closed until 2031. Everything else may go."),
    (4, 0, "Fifty images is a good beginning: the curator wants to choose them herself."),
    (12, 3, "Photo day in the store room went well. 140 sheets in one afternoon."),
)  # fmt: skip

# partnership, who is to do it (index of PEOPLE), what, in how many days, priority
TASKS = (
    (0, 0, "Send the volunteers the list of undescribed clouds", 2, 2),
    (1, 0, "Ask the lawyer for the signed copy", -3, 3),
    (2, 2, "Prepare last year's figures for the meeting", 0, 3),
    (12, 3, "Book the store room for the third photo day", 9, 2),
)

# who (index of PEOPLE), what they can help with
SKILLS = (
    (0, ["agreements", "uploads"]),
    (2, ["licences", "training"]),
    (3, ["digitisation", "events"]),
    (4, ["wikidata", "figures"]),
)

# name, country, place, why, who suggests it, who else wishes for it (indexes of PEOPLE)
SUGGESTIONS = (
    ("Library of Borrowed Time", "GH", "Kumasi", "Its newspapers are in no other library.", 5, (0, 3, 4)),
    ("Puppet Archive of the Old Port", "FR", "Marseille", "They scan everything and show nobody.", 5, (1,)),
    ("Clock Museum of Slow Street", "DE", "Weimar", "My aunt works there and asked.", 4, ()),
)
