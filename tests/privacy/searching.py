# SPDX-License-Identifier: GPL-3.0-or-later
"""Has a person searched for as the worker does, and small documents with words in them."""

from privacy.actions import ask_for_search
from privacy.actions.searching import KIND
from privacy.models import PersonSearch
from privacy.tasks import run_searches
from tests.agreements.files import docx, odt
from work.models import Run

_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_OFFICE = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
)


def have_searched(subject, by) -> PersonSearch:
    """Ask for a search and do it."""
    search = ask_for_search(subject, by=by)
    work_off()
    return PersonSearch.objects.get(pk=search.pk)


def work_off() -> None:
    """What a worker does that is woken."""
    for run in Run.objects.filter(kind=KIND, state=Run.State.QUEUED):
        run_searches(run.pk)


def pdf_of(*pages: str) -> bytes:
    """A PDF whose pages say these words; one that is `None` shows lines and no words."""
    count = len(pages)
    objects = ["<< /Type /Catalog /Pages 2 0 R >>"]
    kids = " ".join(f"{3 + 2 * number} 0 R" for number in range(count))
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {count} >>")
    for number, words in enumerate(pages):
        drawn = "0 0 m 9 9 l S" if words is None else f"BT /F1 12 Tf 72 700 Td ({words}) Tj ET"
        font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {4 + 2 * number} 0 R "
            f"/Resources << /Font << /F1 {font} >> >> >>"
        )
        objects.append(f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream")
    body, places = "%PDF-1.7\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{each}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    end += f"trailer\n<< /Root 1 0 R /Size {len(objects) + 1} >>\nstartxref\n{len(body)}\n%%EOF\n"
    return (body + end).encode("latin-1")


def docx_of(*paragraphs: str, **more: str) -> bytes:
    """A DOCX of these paragraphs, each cut into runs in the middle of words, as Word does."""
    said = ""
    for words in paragraphs:
        half = len(words) // 2
        runs = "".join(f"<w:r><w:t>{part}</w:t></w:r>" for part in (words[:half], words[half:]))
        said += f"<w:p>{runs}</w:p>"
    parts = {"word/document.xml": f"<w:document {_WORD}><w:body>{said}</w:body></w:document>"}
    for name, words in more.items():
        parts[f"word/{name}.xml"] = f"<w:x {_WORD}><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:x>"
    return docx(parts)


def odt_of(*paragraphs: str, author="") -> bytes:
    said = "".join(f"<text:p>{words.replace(' ', '<text:s/>', 1)}</text:p>" for words in paragraphs)
    content = f"<office:document-content {_OFFICE}>{said}</office:document-content>"
    meta = f"<office:document-meta {_OFFICE}><dc:creator>{author}</dc:creator></office:document-meta>"
    return odt({"content.xml": content, "meta.xml": meta})
