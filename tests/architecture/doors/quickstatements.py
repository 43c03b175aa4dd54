# SPDX-License-Identifier: GPL-3.0-or-later
"""Who gets what answer at the doors of commands for QuickStatements."""

PAGES = """
                                                  anon volun viewer coord admin other wmf  plat
institutions:quickstatements                GET    in   403   403    200   200   200   200  403
institutions:quickstatements                POST   in   405   405    405   405   405   405  405
institutions:quickstatements                else   in   405   405    405   405   405   405  405
institutions:quickstatements-of (linked)    GET    in   403   403    200   200   200   200  403
institutions:quickstatements-of (linked)    POST   in   405   405    405   405   405   405  405
institutions:quickstatements-of (linked)    else   in   405   405    405   405   405   405  405
institutions:quickstatements-of (institution)  GET    in   403   403    200   200   200   200  403
institutions:quickstatements-of (institution)  POST   in   405   405    405   405   405   405  405
institutions:quickstatements-of (institution)  else   in   405   405    405   405   405   405  405
"""
