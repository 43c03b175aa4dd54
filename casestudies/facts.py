# SPDX-License-Identifier: GPL-3.0-or-later
"""The words a case study is found and compared by: what it was, how it ended, with which programme, tools and media."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """What was done, in the one word that fits best."""

    PROJECT = "project", _("project")
    RESIDENCY = "residency", _("Wikimedian in residence")
    EDITATHON = "editathon", _("edit-a-thon")
    UPLOAD = "upload", _("upload of a collection")
    DATA = "data", _("donation of data")
    DIGITISATION = "digitisation", _("digitisation")
    EXHIBITION = "exhibition", _("exhibition")
    TRANSCRIPTION = "transcription", _("transcription")
    CONTEST = "contest", _("contest or challenge")
    TRAINING = "training", _("training")
    POLICY = "policy", _("change of policy")
    FAILED = "failed", _("experiment that failed")
    OTHER = "other", _("something else")


class Outcome(TextChoices):
    """How it ended, as its authors see it."""

    REACHED = "reached", _("goals reached")
    PARTLY = "partly", _("goals partly reached")
    FAILED = "failed", _("goals not reached")
    OPEN = "open", _("too early to say")


class Programme(TextChoices):
    """A programme of the movement that it was part of."""

    ONE_LIB_ONE_REF = "1lib1ref", _("#1Lib1Ref")
    WIKI_LOVES_MONUMENTS = "wiki-loves-monuments", _("Wiki Loves Monuments")
    WIKI_LOVES_EARTH = "wiki-loves-earth", _("Wiki Loves Earth")
    WIKI_LOVES_ART = "wiki-loves-art", _("Wiki Loves Art")
    WIKI_LOVES_AFRICA = "wiki-loves-africa", _("Wiki Loves Africa")
    WIKI_LOVES_FOLKLORE = "wiki-loves-folklore", _("Wiki Loves Folklore")
    WIKI_LOVES_LIVING_HERITAGE = "wiki-loves-living-heritage", _("Wiki Loves Living Heritage")
    ART_AND_FEMINISM = "art-and-feminism", _("Art+Feminism")
    WOMEN_IN_RED = "women-in-red", _("Women in Red")
    WIKIGAP = "wikigap", _("WikiGap")
    WIKISOURCE = "wikisource", _("Wikisource proofreading")
    WIKIDATA = "wikidata", _("Wikidata for heritage")
    EDUCATION = "education", _("Wikipedia in education")
    WIKIPEDIA_LIBRARY = "wikipedia-library", _("The Wikipedia Library")
    EUROPEANA = "europeana", _("Europeana")
    OPEN_ACCESS = "open-access", _("open access to collections")
    ONLINE_CHALLENGE = "challenge", _("writing challenge")
    BACKSTAGE = "backstage", _("backstage pass")


class Tool(TextChoices):
    """Software that did the work."""

    PATTYPAN = "pattypan", "Pattypan"
    OPENREFINE = "openrefine", "OpenRefine"
    QUICKSTATEMENTS = "quickstatements", "QuickStatements"
    UPLOAD_WIZARD = "upload-wizard", _("Upload Wizard")
    GLAM_TOOLSET = "gwtoolset", _("GLAMwiki Toolset")
    PETSCAN = "petscan", "PetScan"
    MIX_N_MATCH = "mix-n-match", "Mix’n’match"
    ISA = "isa", "ISA"
    GLAMPIPE = "glampipe", "GLAMpipe"
    COMMONIST = "commonist", "Commonist"
    VICUNA = "vicuna", "VicuñaUploader"
    FLICKR2COMMONS = "flickr2commons", "Flickr2Commons"
    CROPTOOL = "croptool", "CropTool"
    VIDEO2COMMONS = "video2commons", "video2commons"
    FLICKYPEDIA = "flickypedia", "Flickypedia"
    LISTERIA = "listeria", "Listeria"
    BAGLAMA = "baglama", "BaGLAMa"
    GLAMOROUS = "glamorous", "GLAMorous"
    IMPACT_METRICS = "impact-metrics", _("Commons Impact Metrics")
    QUERY_SERVICE = "query-service", _("Wikidata Query Service")
    OUTREACH_DASHBOARD = "dashboard", _("Programs & Events Dashboard")
    QR_CODES = "qrpedia", "QRpedia"
    CITATION_HUNT = "citation-hunt", "Citation Hunt"
    AUTOWIKIBROWSER = "autowikibrowser", "AutoWikiBrowser"
    PYWIKIBOT = "pywikibot", "Pywikibot"
    WIKIBASE = "wikibase", "Wikibase"
    IIIF = "iiif", "IIIF"


class Media(TextChoices):
    """What kind of thing was opened, described or written about."""

    IMAGES = "images", _("images")
    VIDEO = "video", _("video")
    AUDIO = "audio", _("sound")
    MAPS = "maps", _("maps")
    MODELS = "3d", _("3D models")
    BOOKS = "books", _("books and manuscripts")
    NEWSPAPERS = "newspapers", _("newspapers")
    RECORDS = "records", _("archival records")
    SCORES = "scores", _("sheet music")
    DATA = "data", _("data")
    ARTICLES = "articles", _("articles")
