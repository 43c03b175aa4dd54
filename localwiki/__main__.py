# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line of the local wiki: `python -m localwiki install`, `check` or `start`."""

import argparse
import sys
from pathlib import Path

from localwiki import image, oauth, packages, server, wikibase
from localwiki.accounts import BOT_PASSWORD, PASSWORD, STAFF
from localwiki.asked import AskedToStop


def main(arguments: list[str] | None = None) -> int:
    """Do what the arguments say; the exit status: 0 done, 1 not possible, 2 not understood."""
    options = _parser().parse_args(arguments)
    try:
        return options.run(options)
    except (packages.NotInstalled, image.BuildFailed, server.NotServing) as reason:
        print(f"localwiki: {reason}", file=sys.stderr)
        return 1


def _install(_: argparse.Namespace) -> int:
    packages.install()
    print("MediaWiki and PHP are there")
    return 0


def _check(_: argparse.Namespace) -> int:
    packages.require()
    print("MediaWiki and PHP are there")
    return 0


def _start(options: argparse.Namespace) -> int:
    asked_to_stop = AskedToStop()
    with (
        server.start(
            options.folder, pages=options.pages, seed=options.seed, port=options.port, say=_say
        ) as wiki,
        wikibase.Wikibase() as items,
        oauth.start(wiki, port=options.port + 1 if options.port else 0) as authority,
    ):
        print(_how_to_use(wiki, items, authority), flush=True)
        while not asked_to_stop.within(1):
            if not wiki.is_serving():
                raise server.NotServing(f"the server ended; see {wiki.folder}/server.log")
    _say("stopped; the pages stay in the folder")
    return 0


def _say(line: str) -> None:
    print(f"wiki | {line}", flush=True)


def _how_to_use(wiki: server.LocalWiki, items: wikibase.Wikibase, authority: oauth.Authority) -> str:
    accounts = "\n".join(
        f"  {account.name:15} {PASSWORD}   {', '.join(account.groups) or 'author':18} bot: {account.bot_login}"
        for account in STAFF
    )
    return f"""
A MediaWiki with {len(wiki.corpus.pages)} made-up pages, {len(wiki.corpus.case_studies)} of them case studies: {wiki.url.removesuffix("w/")}wiki/GLAM/Case_studies

Point the product at it:
export WIKI_URL={authority.url}
export WIKI_OAUTH_URL={authority.rest_url}
export WIKI_OAUTH_CLIENT_ID={authority.client_id}
export WIKI_OAUTH_CLIENT_SECRET={authority.client_secret}
export WIKIDATA_URL={items.url}
export COMMONS_URL={wiki.url}
export OPERATOR_CONTACT=mailto:nobody@example.org

Accounts (bot password of each: {BOT_PASSWORD}):
{accounts}

Switches, while it runs: {wiki.folder}/readonly (a reason), lag (seconds), override.json (settings)
Ctrl-C stops it."""


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m localwiki", description="A real MediaWiki on this machine only."
    )
    commands = parser.add_subparsers(required=True)
    install = commands.add_parser("install", help="install MediaWiki and PHP from Debian's packages")
    install.set_defaults(run=_install)
    check = commands.add_parser("check", help="say whether MediaWiki and PHP are there")
    check.set_defaults(run=_check)
    start = commands.add_parser("start", help="run a wiki in the foreground")
    start.add_argument("--pages", type=int, default=80, help="how many made-up pages; 0: an empty wiki")
    start.add_argument("--seed", type=int, default=1, help="which made-up pages")
    start.add_argument(
        "--folder", type=Path, default=Path("var/wiki"), help="where its pages stay between starts"
    )
    start.add_argument("--port", type=int, default=0, help="0: any free one; OAuth takes the next one")
    start.set_defaults(run=_start)
    return parser


if __name__ == "__main__":
    sys.exit(main())
