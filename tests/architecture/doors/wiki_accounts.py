# SPDX-License-Identifier: GPL-3.0-or-later
"""Who gets what answer at the doors of wiki accounts, on a platform that does not offer them."""

PAGES = """
                                                     anon volun viewer coord admin other wmf  plat
accounts:wiki-sign-in                         GET    405  405   405    405   405   405   405  405
accounts:wiki-sign-in                         POST   404  404   404    404   404   404   404  404
accounts:wiki-sign-in                         else   405  405   405    405   405   405   405  405
accounts:wiki-callback                        GET    404  404   404    404   404   404   404  404
accounts:wiki-callback                        POST   405  405   405    405   405   405   405  405
accounts:wiki-callback                        else   405  405   405    405   405   405   405  405
accounts:wiki-disconnect                      GET    in   405   405    405   405   405   405  405
accounts:wiki-disconnect                      POST   in   302   302    302   302   302   302  302
accounts:wiki-disconnect                      else   in   405   405    405   405   405   405  405
"""
