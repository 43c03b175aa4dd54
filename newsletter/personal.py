# SPDX-License-Identifier: GPL-3.0-or-later
"""What the newsletter's issues hold of people: what a public wiki says."""

from privacy.classes import DataClass
from privacy.registry import classify

NO, WIKI = DataClass.NOT_PERSONAL, DataClass.WIKI_PUBLIC

classify("newsletter.Issue", NO, page_title=NO)
classify(
    "newsletter.AreaName", NO, name=NO, area_class=NO, countries=NO, label=NO, mapped_by=DataClass.COLLEAGUE
)
classify("newsletter.Topic", NO, key=NO, name=NO)
classify(
    "newsletter.Report",
    WIKI,
    name=NO,
    area_class=NO,
    title=WIKI,
    headline=WIKI,
    lead=WIKI,
    sections=WIKI,
    figures=WIKI,
    images=WIKI,
    search_text=WIKI,
    reading=NO,
    search=WIKI,
)
classify("newsletter.ReportArea", NO, country=NO, name=NO)
classify("newsletter.ReportTopic", NO)
classify("newsletter.ReportLink", WIKI, kind=NO, host=NO, target=WIKI, address=WIKI)
