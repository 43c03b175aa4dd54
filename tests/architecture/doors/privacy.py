# SPDX-License-Identifier: GPL-3.0-or-later
"""Who gets what answer at the doors of statements. Reading them is everybody's, publishing the platform's."""

PAGES = """
                                                     anon volun viewer coord admin other wmf  plat
privacy:statement (published kind)            GET    200  200   200    200   200   200   200  200
privacy:statement (published kind)            POST   405  405   405    405   405   405   405  405
privacy:statement (published kind)            else   405  405   405    405   405   405   405  405
privacy:statement-version (statement)         GET    200  200   200    200   200   200   200  200
privacy:statement-version (statement)         POST   405  405   405    405   405   405   405  405
privacy:statement-version (statement)         else   405  405   405    405   405   405   405  405
privacy:accept                                GET    in   302   302    302   302   302   302  302
privacy:accept                                POST   in   302   302    302   302   302   302  302
privacy:accept                                else   in   405   405    405   405   405   405  405
privacy:sign                                  GET    in   403   302    302   302   302   403  403
privacy:sign                                  POST   in   403   302    302   302   302   403  403
privacy:sign                                  else   in   405   405    405   405   405   405  405
privacy:statements                            GET    in   403   403    403   403   403   403  200
privacy:statements                            POST   in   405   405    405   405   405   405  405
privacy:statements                            else   in   405   405    405   405   405   405  405
privacy:publish (published kind)              GET    in   403   403    403   403   403   403  200
privacy:publish (published kind)              POST   in   403   403    403   403   403   403  422
privacy:publish (published kind)              else   in   405   405    405   405   405   405  405
"""
