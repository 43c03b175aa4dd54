# SPDX-License-Identifier: GPL-3.0-or-later
"""The page on which an account says yes or no, in place of Special:OAuth/approve."""

from html import escape

PAGE = """<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>Application connection request</title></head>
<body>
<h1>Application connection request</h1>
<p>Hi. In order to complete your request, this application needs permission to perform the following actions
on your behalf on this wiki: edit existing pages; create, edit, and move pages.</p>
<form method="post" action="{action}">
<p><label>Account <select name="account">{accounts}</select></label></p>
<p><button name="answer" value="allow">Allow</button> <button name="answer" value="deny">Deny</button></p>
</form>
</body>
</html>
"""


def page(action: str, accounts: list[str]) -> bytes:
    """The dialog; its form goes back to the address that showed it, with all it was asked."""
    options = "".join(f"<option>{escape(name)}</option>" for name in accounts)
    return PAGE.format(action=escape(action), accounts=options).encode()
