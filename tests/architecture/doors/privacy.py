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
privacy:readings (affiliate)                  GET    in   404  403    403    200   404   404  404
privacy:readings (affiliate)                  POST   in   405  405    405    405   405   405  405
privacy:readings (affiliate)                  else   in   405  405    405    405   405   405  405
privacy:assessment (affiliate)                GET    in   404  200    200    200   404   404  404
privacy:assessment (affiliate)                POST   in   404  403    403    422   404   404  404
privacy:assessment (affiliate)                else   in   405  405    405    405   405   405  405
privacy:own-data                              GET    in   200  200    200    200   200   200  200
privacy:own-data                              POST   in   405  405    405    405   405   405  405
privacy:own-data                              else   in   405  405    405    405   405   405  405
privacy:own-data-file                         GET    in   405  405    405    405   405   405  405
privacy:own-data-file                         POST   in   200  200    200    200   200   200  200
privacy:own-data-file                         else   in   405  405    405    405   405   405  405
partnerships:advocate-rights (advocate)       GET    in   404  200    200    200   404   404  404
partnerships:advocate-rights (advocate)       POST   in   405  405    405    405   405   405  405
partnerships:advocate-rights (advocate)       else   in   405  405    405    405   405   405  405
partnerships:advocate-notice (advocate)       GET    in   404  403    200    200   404   404  404
partnerships:advocate-notice (advocate)       POST   in   404  403    422    422   404   404  404
partnerships:advocate-notice (advocate)       else   in   405  405    405    405   405   405  405
partnerships:advocate-notice-given (advocate) GET    in   404  403    200    200   404   404  404
partnerships:advocate-notice-given (advocate) POST   in   404  403    422    422   404   404  404
partnerships:advocate-notice-given (advocate) else   in   405  405    405    405   405   405  405
partnerships:advocate-answered (advocate)     GET    in   404  403    200    200   404   404  404
partnerships:advocate-answered (advocate)     POST   in   404  403    422    422   404   404  404
partnerships:advocate-answered (advocate)     else   in   405  405    405    405   405   405  405
"""
