# SPDX-License-Identifier: GPL-3.0-or-later
"""What the pages in `pages/` say, read by a person; texts are made up in the shapes that the newsletter has."""

from datetime import date

C = "https://commons.wikimedia.org/wiki/"

# file: (title after GLAM/Newsletter/, month, class, areas, headline, topic keys, authors, headings, figures, hosts)
EXPECTED = {
    "early-usa": (
        "August 2011/Contents/USA report", date(2011, 8, 1), "country", [("US", "")], "Archives open their doors",
        ["archives open their doors", "edit-a-thon in the reading room"], ["HstryExample", "SaraSpecimen"],
        ["Archives open their doors", "Edit-a-thon"], [23, 1250],
        ["en.wikipedia.org", "commons.wikimedia.org"],
    ),
    "derby": (
        "April 2011/Contents/Derby", date(2011, 4, 1), "thematic", [("", "Derby")], "QR codes in every room",
        ["qr codes in every room"], ["Victualler", "Rock Sample"], ["QR codes"], [120, 12], [],
    ),
    "spain": (
        "July 2011/Contents/Spain report", date(2011, 7, 1), "country", [("ES", "")], "GLAM in Catalonia",
        ["glam in catalonia", "backstage pass"], ["Kippelejemplo"], ["Backstage pass"], [],
        ["ca.wikipedia.org", "www.museu.example"],
    ),
    "broken-byline": (
        "May 2012/Contents/UK report", date(2012, 5, 1), "country", [("GB", "")], "Library day", ["library day"],
        ["Victualler"], ["Library day"], [], [],
    ),
    "empty-byline": (
        "January 2013/Contents/Estonia report", date(2013, 1, 1), "country", [("EE", "")], "Small steps",
        ["small steps"], [], ["Small steps"], [], [],
    ),
    "no-byline-argument": (
        "March 2013/Contents/Georgia report", date(2013, 3, 1), "country", [("GE", "")], "Letters from the attic",
        ["letters from the attic"], [], ["Letters"], [], [],
    ),
    "ivory-coast": (
        "February 2022/Contents/Côte d'Ivoire report", date(2022, 2, 1), "country", [("CI", "")],
        "Photothèque nationale", ["phototheque nationale", "atelier a abidjan", "wiki loves africa"],
        ["Fatou Exemple", "Yao Modèle"], ["Photothèque nationale", "Atelier à Abidjan"], [12500, 45], [],
    ),
    "kosovo": (
        "February_2022/Contents/Kosovo_report", date(2022, 2, 1), "region", [("XK", "")],
        "Museum of Prishtina joins", ["museum of prishtina joins"], [], ["Museum of Prishtina joins"], [], [],
    ),
    "anz": (
        "October 2019/Contents/Australia and New Zealand report", date(2019, 10, 1), "countries",
        [("AU", ""), ("NZ", "")], "Herbarium sheets",
        ["herbarium sheets", "wikidata workshops in wellington, perth & hobart"], ["Kiwi Sample", "Oz Mockup"],
        ["Australia", "Hobart", "New Zealand"], [17, 3204], [],
    ),
    "from-the-team": (
        "February 2022/Contents/From the team", date(2022, 2, 1), "editorial", [], "Welcome to volume twelve",
        ["welcome to volume twelve"], ["Ada Example"], [""], [], [],
    ),
    "calendar": (
        "Issue II, Volume XII/Contents/Calendar", date(2022, 2, 1), "editorial", [], "February's GLAM events",
        ["february's glam events"], [], [""], [], ["meta.wikimedia.org"],
    ),
    "title2-twice": (
        "November 2014/Contents/The Netherlands report", date(2014, 11, 1), "country", [("NL", "")],
        "Maps of the old town", ["maps of the old town", "herring fleet on film"], ["Jan Voorbeeld", "Piet Proef"],
        ["Maps", "Film"], [], [],
    ),
    "nested": (
        "June 2015/Contents/Germany report", date(2015, 6, 1), "country", [("DE", "")], "Coins from a hoard; found in 1901",
        ["coins from a hoard; found", "the munzkabinett; opened online"], ["Nadia Specimen", "Otter"], ["Coins"], [], [],
    ),
    "unclosed": (
        "September 2016/Contents/Norway report", date(2016, 9, 1), "country", [("NO", "")], "A box of postcards",
        ["a box of postcards"], ["Hasty Typist"], ["Postcards"], [312], [],
    ),
    "no-template": (
        "December 2017/Contents/Momentum", date(2017, 12, 1), "thematic", [("", "Momentum")], "", [], [],
        ["", "A quiet month"], [], [],
    ),
    "noinclude-head": (
        "Aug 2018/Contents/Poland report", date(2018, 8, 1), "country", [("PL", "")], "Newspapers of 1848",
        ["newspapers of 1848"], ["Wanda Zmyślona"], ["Newspapers"], [], [],
    ),
    "deep-headings": (
        "April 2020/Contents/Iceland report", date(2020, 4, 1), "country", [("IS", "")], "Online only",
        ["online only"], ["Vigdís Dæmi"], ["Meetings", "Uploads"], [2000, 40], [],
    ),
    "wmf": (
        "March 2021/Contents/WMF GLAM report", date(2021, 3, 1), "thematic", [("", "WMF GLAM")], "Structured data",
        ["structured data", "grants"], ["Fiona Beispiel (WMF)"], ["Structured data"], [27],
        ["phabricator.wikimedia.org", "www.mediawiki.org", "www.wikidata.org", "commons.wikimedia.org"],
    ),
    "hub": (
        "May 2023/Contents/Content Partnerships Hub report", date(2023, 5, 1), "thematic",
        [("", "Content Partnerships Hub")], "Helpdesk opens", ["helpdesk opens", "metadata training"],
        ["Sven Påhitt"], ["Helpdesk"], [14], [],
    ),
    "avoinglam": (
        "June 2023/Contents/AvoinGLAM report", date(2023, 6, 1), "thematic", [("", "AvoinGLAM")], "Hack4OpenGLAM",
        ["hack4openglam"], ["Kaja Näidis"], ["Hack4OpenGLAM"], [], ["flickr.com"],
    ),
    "translated": (
        "July 2021/Contents/Hungary report", date(2021, 7, 1), "country", [("HU", "")], "Wikimedia in schools",
        ["wikimedia in schools"], ["Zoltan Minta"], ["Schools"], [], [],
    ),
    "html-and-refs": (
        "January 2018/Contents/Freedonia report", date(2018, 1, 1), "unknown", [], "Bold plans & a new \"home\"",
        ["bold plans & a new \"home", "second part"], ["Uma Udaharan"], ["Plans for the year"], [15],
        ["en.wikipedia.org", "news.example.net"],
    ),
    "sixteen-topics": (
        "April 2025/Contents/Serbia report", date(2025, 4, 1), "country", [("RS", "")], "Wiki Loves Monuments 2024",
        ["wiki loves monuments", "wiki loves earth", "public domain day"],
        ["Rosa Beispiel", "Pretend Pete", "Quentin Fictif"], ["Wiki Loves Monuments"], [8500], [],
    ),
}  # fmt: skip
