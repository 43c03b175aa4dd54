# SPDX-License-Identifier: GPL-3.0-or-later
"""Who gets what answer at the doors of ties, judgements, disputes and the map."""

PAGES = """
                                                     anon volun viewer coord admin other wmf  plat
institutions:ties (institution)               GET    200  200   200    200   200   200   200  200
institutions:ties (institution)               POST   405  405   405    405   405   405   405  405
institutions:ties (institution)               else   405  405   405    405   405   405   405  405
institutions:tie-make (institution)           GET    in   403   403    200   200   200   403  403
institutions:tie-make (institution)           POST   in   403   403    422   422   422   403  403
institutions:tie-make (institution)           else   in   405   405    405   405   405   405  405
institutions:tie-end (tie)                    GET    in   405   405    405   405   405   405  405
institutions:tie-end (tie)                    POST   in   403   403    302   302   302   403  403
institutions:tie-end (tie)                    else   in   405   405    405   405   405   405  405
institutions:judgements-of (institution)      GET    in   403   200    200   200   200   403  403
institutions:judgements-of (institution)      POST   in   405   405    405   405   405   405  405
institutions:judgements-of (institution)      else   in   405   405    405   405   405   405  405
institutions:alignment (institution)          GET    in   403   403    200   200   200   403  403
institutions:alignment (institution)          POST   in   403   403    422   422   422   403  403
institutions:alignment (institution)          else   in   405   405    405   405   405   405  405
institutions:dispute-raise (institution)      GET    in   403   403    200   200   200   403  403
institutions:dispute-raise (institution)      POST   in   403   403    422   422   422   403  403
institutions:dispute-raise (institution)      else   in   405   405    405   405   405   405  405
institutions:dispute-list                     GET    in   403   200    200   200   200   403  403
institutions:dispute-list                     POST   in   405   405    405   405   405   405  405
institutions:dispute-list                     else   in   405   405    405   405   405   405  405
institutions:dispute (dispute)                GET    in   404   404    200   200   404   404  404
institutions:dispute (dispute)                POST   in   405   405    405   405   405   405  405
institutions:dispute (dispute)                else   in   405   405    405   405   405   405  405
institutions:dispute-correct (dispute)        GET    in   404   404    200   200   404   404  404
institutions:dispute-correct (dispute)        POST   in   404   404    422   422   404   404  404
institutions:dispute-correct (dispute)        else   in   405   405    405   405   405   405  405
institutions:dispute-settle (dispute)         GET    in   404   404    200   200   404   404  404
institutions:dispute-settle (dispute)         POST   in   404   404    422   422   404   404  404
institutions:dispute-settle (dispute)         else   in   405   405    405   405   405   405  405
institutions:map                              GET    200  200   200    200   200   200   200  200
institutions:map                              POST   405  405   405    405   405   405   405  405
institutions:map                              else   405  405   405    405   405   405   405  405
"""
