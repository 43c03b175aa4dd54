# SPDX-License-Identifier: GPL-3.0-or-later
"""Who gets what answer at the doors of dashboards."""

PAGES = """
                                                     anon volun viewer coord admin other wmf  plat
dashboards:system                             GET    in   403   403    403   403   403   403  200
dashboards:system                             POST   in   405   405    405   405   405   405  405
dashboards:system                             else   in   405   405    405   405   405   405  405
dashboards:sync-health                        GET    in   403   403    200   200   200   200  200
dashboards:sync-health                        POST   in   405   405    405   405   405   405  405
dashboards:sync-health                        else   in   405   405    405   405   405   405  405
dashboards:movement                           GET    in   403   403    403   403   403   200  403
dashboards:movement                           POST   in   405   405    405   405   405   405  405
dashboards:movement                           else   in   405   405    405   405   405   405  405
dashboards:affiliate (affiliate)              GET    in   404   200    200   200   404   200  404
dashboards:affiliate (affiliate)              POST   in   405   405    405   405   405   405  405
dashboards:affiliate (affiliate)              else   in   405   405    405   405   405   405  405
dashboards:audit                              GET    in   403   403    403   200   403   403  200
dashboards:audit                              POST   in   405   405    405   405   405   405  405
dashboards:audit                              else   in   405   405    405   405   405   405  405
dashboards:audit-file                         GET    in   405   405    405   405   405   405  405
dashboards:audit-file                         POST   in   403   403    403   200   403   403  200
dashboards:audit-file                         else   in   405   405    405   405   405   405  405
"""
