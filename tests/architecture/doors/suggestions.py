# SPDX-License-Identifier: GPL-3.0-or-later
"""Who gets what answer at the doors of suggested institutions."""

PAGES = """
                                                     anon volun viewer coord admin other wmf  plat
institutions:suggestion-list                  GET    200  200   200    200   200   200   200  200
institutions:suggestion-list                  POST   405  405   405    405   405   405   405  405
institutions:suggestion-list                  else   405  405   405    405   405   405   405  405
institutions:suggestion (suggestion)          GET    200  200   200    200   200   200   200  200
institutions:suggestion (suggestion)          POST   405  405   405    405   405   405   405  405
institutions:suggestion (suggestion)          else   405  405   405    405   405   405   405  405
institutions:suggest                          GET    in   200   200    200   200   200   200  200
institutions:suggest                          POST   in   422   422    422   422   422   422  422
institutions:suggest                          else   in   405   405    405   405   405   405  405
institutions:suggestion-vote (suggestion)     GET    in   405   405    405   405   405   405  405
institutions:suggestion-vote (suggestion)     POST   in   302   302    302   302   302   302  302
institutions:suggestion-vote (suggestion)     else   in   405   405    405   405   405   405  405
institutions:suggestion-take-up (suggestion)  GET    in   403   403    200   200   200   403  403
institutions:suggestion-take-up (suggestion)  POST   in   403   403    422   422   422   403  403
institutions:suggestion-take-up (suggestion)  else   in   405   405    405   405   405   405  405
institutions:suggestion-decline (suggestion)  GET    in   403   403    200   200   200   200  403
institutions:suggestion-decline (suggestion)  POST   in   403   403    422   422   422   422  403
institutions:suggestion-decline (suggestion)  else   in   405   405    405   405   405   405  405
institutions:suggestion-join (suggestion)     GET    in   403   403    200   200   200   200  403
institutions:suggestion-join (suggestion)     POST   in   403   403    422   422   422   422  403
institutions:suggestion-join (suggestion)     else   in   405   405    405   405   405   405  405
"""
