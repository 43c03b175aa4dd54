# SPDX-License-Identifier: GPL-3.0-or-later
"""Who gets what answer at the doors of search, shortcuts, the profile and the directory of people."""

PAGES = """
                                                     anon volun viewer coord admin other wmf  plat
search:search                                 GET    200  200   200    200   200   200   200  200
search:search                                 POST   405  405   405    405   405   405   405  405
search:search                                 else   405  405   405    405   405   405   405  405
search:palette                                GET    200  200   200    200   200   200   200  200
search:palette                                POST   405  405   405    405   405   405   405  405
search:palette                                else   405  405   405    405   405   405   405  405
search:shortcuts                              GET    200  200   200    200   200   200   200  200
search:shortcuts                              POST   405  405   405    405   405   405   405  405
search:shortcuts                              else   405  405   405    405   405   405   405  405
accounts:profile                              GET    in   200   200    200   200   200   200  200
accounts:profile                              POST   in   302   302    302   302   302   302  302
accounts:profile                              else   in   405   405    405   405   405   405  405
dashboards:people                             GET    in   403   200    200   200   200   200  403
dashboards:people                             POST   in   405   405    405   405   405   405  405
dashboards:people                             else   in   405   405    405   405   405   405  405
"""
