# SPDX-License-Identifier: GPL-3.0-or-later
"""Who gets what answer at the doors of what is kept of people and for how long."""

PAGES = """
                                                     anon volun viewer coord admin other wmf  plat
privacy:kept                                  GET    200  200   200    200   200   200   200  200
privacy:kept                                  POST   405  405   405    405   405   405   405  405
privacy:kept                                  else   405  405   405    405   405   405   405  405
privacy:purges                                GET    in   403   403    403   403   403   403  200
privacy:purges                                POST   in   405   405    405   405   405   405  405
privacy:purges                                else   in   405   405    405   405   405   405  405
"""
