# SPDX-License-Identifier: GPL-3.0-or-later
"""HTML of the wiki's parser, cleaned for our pages."""

import pytest

from outreach.previews import cleaned

WIKI = "https://outreach.wikimedia.org/w/"


@pytest.mark.parametrize(
    ("html", "left"),
    [
        ('<p onclick="x()" style="color:red" class="a" id="b">Hi</p>', "<p>Hi</p>"),
        ("<script>alert(1)</script><p>Hi</p>", "<p>Hi</p>"),
        ("<style>p{}</style><p>Hi</p>", "<p>Hi</p>"),
        ('<iframe src="https://evil.example"></iframe>Hi', "Hi"),
        ('<form action="/x"><input name="a">Hi</form>', "Hi"),
        ('<svg onload="x()"><p>Hi</p></svg>', "<p>Hi</p>"),
        ('<a href="javascript:alert(1)">Hi</a>', '<a rel="nofollow noopener noreferrer">Hi</a>'),
        ('<a href="data:text/html,x">Hi</a>', '<a rel="nofollow noopener noreferrer">Hi</a>'),
        ('<a href="https://u:p@evil.example/">Hi</a>', '<a rel="nofollow noopener noreferrer">Hi</a>'),
        ('<a href="#cite-1">Hi</a>', '<a rel="nofollow noopener noreferrer">Hi</a>'),
        (
            '<a href="/wiki/GLAM" title="x">Hi</a>',
            '<a href="https://outreach.wikimedia.org/wiki/GLAM" rel="nofollow noopener noreferrer">Hi</a>',
        ),
        (
            '<a href="//meta.wikimedia.org/wiki/A">Hi</a>',
            '<a href="https://meta.wikimedia.org/wiki/A" rel="nofollow noopener noreferrer">Hi</a>',
        ),
        (
            '<img src="//upload.wikimedia.org/a.jpg" alt="A" srcset="https://evil.example/x 2x" onerror="x()">',
            '<img src="https://upload.wikimedia.org/a.jpg" alt="A">',
        ),
        ('<img src="/w/images/a.jpg">', "<img>"),
        ('<img src="https://evil.example/a.jpg" alt="A">', '<img alt="A">'),
        ('<img src="https://upload.wikimedia.org@evil.example/a.jpg">', "<img>"),
        ('<img src="data:image/png;base64,AA">', "<img>"),
        ('<p dir="rtl" lang="ar">Hi</p>', '<p dir="rtl" lang="ar">Hi</p>'),
        ('<p hx-get="/x" data-a="b">Hi</p>', "<p>Hi</p>"),
    ],
)
def test_cleaned_keeps_text_and_links_and_nothing_that_acts(html, left):
    assert cleaned(html, WIKI) == left
