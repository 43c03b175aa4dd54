# SPDX-License-Identifier: GPL-3.0-or-later
"""Who gets what answer at the doors of outreach."""

PAGES = """
                                                     anon volun viewer coord admin other wmf  plat
outreach:sync-run-list                        GET    in   403   403    200   200   200   200  200
outreach:sync-run-list                        POST   in   405   405    405   405   405   405  405
outreach:sync-run-list                        else   in   405   405    405   405   405   405  405
outreach:sync-run (sync run)                  GET    in   404   404    200   200   200   200  200
outreach:sync-run (sync run)                  POST   in   405   405    405   405   405   405  405
outreach:sync-run (sync run)                  else   in   405   405    405   405   405   405  405
outreach:sync-start                           GET    in   405   405    405   405   405   405  405
outreach:sync-start                           POST   in   403  403    403   403   403   422  422
outreach:sync-start                           else   in   405   405    405   405   405   405  405
outreach:contributor-list                     GET    200  200   200    200   200   200   200  200
outreach:contributor-list                     POST   405  405   405    405   405   405   405  405
outreach:contributor-list                     else   405  405   405    405   405   405   405  405
outreach:contributor (contributor)            GET    200  200   200    200   200   200   200  200
outreach:contributor (contributor)            POST   405  405   405    405   405   405   405  405
outreach:contributor (contributor)            else   405  405   405    405   405   405   405  405
outreach:contributor (opted out)              GET    404  404   404    404   404   404   404  404
outreach:contributor (protected)              GET    404  404   200    200   200   200   200  200
outreach:contributor-export                   GET    in   403   403    200   200   200   200  403
outreach:contributor-export                   POST   in   405   405    405   405   405   405  405
outreach:contributor-export                   else   in   405   405    405   405   405   405  405
outreach:claim-list                           GET    in   403   403    200   200   200   200  403
outreach:claim-list                           POST   in   405   405    405   405   405   405  405
outreach:claim-list                           else   in   405   405    405   405   405   405  405
outreach:claim-decide                         GET    in   405   405    405   405   405   405  405
outreach:claim-decide                         POST   in   403   403    422   422   422   422  403
outreach:claim-decide                         else   in   405   405    405   405   405   405  405
outreach:remove-me                            GET    200  200   200    200   200   200   200  200
outreach:remove-me                            POST   in   422   422    422   422   422   422  422
outreach:remove-me                            else   405  405   405    405   405   405   405  405
"""
