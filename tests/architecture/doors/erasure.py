# SPDX-License-Identifier: GPL-3.0-or-later
"""Who gets what answer at the doors by which people close an account or restrict what is done with their data."""

PAGES = """
                                                     anon volun viewer coord admin other wmf  plat
privacy:close-account                         GET    in   200   200    200   200   200   200  200
privacy:close-account                         POST   in   422   422    422   422   422   422  422
privacy:close-account                         else   in   405   405    405   405   405   405  405
privacy:close-account-of (colleague)          GET    in   404   404    404   404   404   404  200
privacy:close-account-of (colleague)          POST   in   404   404    404   404   404   404  422
privacy:close-account-of (colleague)          else   in   405   405    405   405   405   405  405
privacy:restrict                              GET    in   405   405    405   405   405   405  405
privacy:restrict                              POST   in   302   302    302   302   302   302  302
privacy:restrict                              else   in   405   405    405   405   405   405  405
"""
