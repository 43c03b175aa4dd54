# SPDX-License-Identifier: GPL-3.0-or-later
"""OAuth 2 before the local wiki, as MediaWiki's OAuth extension does it, which Debian does not carry.

`with oauth.start(wiki, client_id=…, client_secret=…) as authority:` serves the wiki under another address: its
`rest.php/oauth2/…` is an authorisation server, and whatever carries a bearer token acts as the token's account.
"""

from localwiki.oauth.authority import Authority, start
from localwiki.oauth.ledger import Tokens

__all__ = ["Authority", "Tokens", "start"]
