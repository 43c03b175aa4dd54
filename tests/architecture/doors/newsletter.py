# SPDX-License-Identifier: GPL-3.0-or-later
"""Who gets what answer at the doors of the newsletter."""

PAGES = """
                                                     anon volun viewer coord admin other wmf  plat
newsletter:list                               GET    200  200   200    200   200   200   200  200
newsletter:list                               POST   405  405   405    405   405   405   405  405
newsletter:list                               else   405  405   405    405   405   405   405  405
newsletter:issue (issue)                      GET    200  200   200    200   200   200   200  200
newsletter:issue (issue)                      POST   405  405   405    405   405   405   405  405
newsletter:issue (issue)                      else   405  405   405    405   405   405   405  405
newsletter:issue (withdrawn issue)            GET    404  404   404    404   404   404   404  404
newsletter:report (report)                    GET    200  200   200    200   200   200   200  200
newsletter:report (report)                    POST   405  405   405    405   405   405   405  405
newsletter:report (report)                    else   405  405   405    405   405   405   405  405
newsletter:report (withdrawn report)          GET    404  404   404    404   404   404   404  404
newsletter:trends                             GET    200  200   200    200   200   200   200  200
newsletter:trends                             POST   405  405   405    405   405   405   405  405
newsletter:trends                             else   405  405   405    405   405   405   405  405
newsletter:trend-figures                      GET    200  200   200    200   200   200   200  200
newsletter:trend-figures                      POST   405  405   405    405   405   405   405  405
newsletter:trend-figures                      else   405  405   405    405   405   405   405  405
newsletter:feed                               GET    200  200   200    200   200   200   200  200
newsletter:feed                               POST   405  405   405    405   405   405   405  405
newsletter:feed                               else   405  405   405    405   405   405   405  405
newsletter:names                              GET    in   403   403    403   403   403   200  200
newsletter:names                              POST   in   405   405    405   405   405   405  405
newsletter:names                              else   in   405   405    405   405   405   405  405
newsletter:map-name                           GET    in   403   403    403   403   403   200  200
newsletter:map-name                           POST   in   403   403    403   403   403   422  422
newsletter:map-name                           else   in   405   405    405   405   405   405  405
"""

API = """
                                                     anon volun viewer coord admin other wmf  plat
api:report-list                               GET    200  200   200    200   200   200   200  200
api:report-list                               POST   405  405   405    405   405   405   405  405
api:report-list                               else   405  405   405    405   405   405   405  405
api:report-detail (report)                    GET    200  200   200    200   200   200   200  200
api:report-detail (report)                    POST   405  405   405    405   405   405   405  405
api:report-detail (report)                    else   405  405   405    405   405   405   405  405
api:report-detail (withdrawn report)          GET    404  404   404    404   404   404   404  404
"""
