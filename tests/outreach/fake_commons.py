# SPDX-License-Identifier: GPL-3.0-or-later
"""Answers of Commons in memory, in the shape its API gives them: below our own client, which reads them as any other."""

from dataclasses import dataclass, field

FREE = {
    "License": {"value": "cc-by-sa-4.0"},
    "LicenseShortName": {"value": "CC BY-SA 4.0"},
    "LicenseUrl": {"value": "https://creativecommons.org/licenses/by-sa/4.0"},
    "Artist": {"value": '<a href="//commons.wikimedia.org/wiki/User:Ada" title="x">Ada &amp; Bea</a>'},
}


@dataclass
class CommonsLine:
    """A line that knows these files: {name: metadata}, {name: where it redirects}, and whose pages bear a tag."""

    files: dict = field(default_factory=dict)
    redirects: dict = field(default_factory=dict)
    tagged: set = field(default_factory=set)
    asked: list = field(default_factory=list)
    error: Exception | None = None

    @property
    def request_count(self):
        return len(self.asked)

    def ask(self, action, asked, parts):
        titles = [title for title in asked["titles"].split("|") if title]
        assert len(titles) <= 50
        self.asked.append(titles)
        if self.error:
            raise self.error
        ways = [
            {"from": title, "to": f"File:{self.redirects[title[5:]]}"}
            for title in titles
            if title[5:] in self.redirects
        ]
        ends = {way["from"]: way["to"] for way in ways}
        pages = [self._page(name) for name in dict.fromkeys(ends.get(title, title) for title in titles)]
        return {"query": {"redirects": ways, "pages": pages}}

    def _page(self, title):
        name = title.removeprefix("File:")
        if name not in self.files:
            return {"title": title, "missing": True}
        info = {
            "descriptionurl": f"https://commons.wikimedia.org/wiki/{title.replace(' ', '_')}",
            "thumburl": "https://upload.wikimedia.org/thumb/320px.jpg",
            "width": 4000,
            "height": 3000,
            "extmetadata": self.files[name],
        }
        tags = {"templates": [{"title": "Template:Delete"}]} if name in self.tagged else {}
        return {"title": title, "imageinfo": [info]} | tags
