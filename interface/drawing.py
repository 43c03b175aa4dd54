# SPDX-License-Identifier: GPL-3.0-or-later
"""The frame every chart stands in: an SVG that keeps its meaning downloaded, printed, or read aloud.

Colours are attributes, so a downloaded file and a PDF have them, and classes beside, so the style sheet can
change them on a dark ground. There is no `style` attribute: our Content-Security-Policy forbids it.
"""

from zlib import crc32

from django.utils.html import format_html
from django.utils.safestring import SafeString

INK, MUTED, BLUE, GRID = "#202122", "#54595d", "#3366cc", "#c8ccd1"


def svg(
    kind: str, width: float, height: float, title: str, said: str, body: SafeString, *, linked: bool = False
):
    """Wrap `body` (already safe) in an `<svg>` with a title and a description.

    The direction is always left-to-right, mirroring being computed: renderers disagree on what `text-anchor`
    means under `direction: rtl`. With links inside it is a group, since an image hides its parts from
    screen readers.
    """
    name = f"chart-{kind}-{crc32(title.encode()):x}"
    return format_html(
        '<svg class="chart chart--{kind}" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"'
        ' direction="ltr" role="{role}" aria-labelledby="{name}-t" aria-describedby="{name}-d"'
        ' font-family="Noto Sans, Noto Sans Arabic, Noto Naskh Arabic, sans-serif" font-size="13">'
        '<title id="{name}-t">{title}</title><desc id="{name}-d">{said}</desc>{body}</svg>',
        kind=kind,
        width=width,
        height=height,
        role="group" if linked else "img",
        name=name,
        title=title,
        said=said,
        body=body,
    )


def linked(content: SafeString, address: str, label: str = "") -> SafeString:
    """Put a link round a part of a drawing, if there is an address; `label` where the part holds no text."""
    if not address:
        return content
    if not label:
        return format_html('<a class="chart__link" href="{}">{}</a>', address, content)
    return format_html('<a class="chart__link" href="{}" aria-label="{}">{}</a>', address, label, content)


def shorten(text: str, most: int) -> str:
    """SVG text does not wrap: cut it, the whole being in the title and in the table."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
