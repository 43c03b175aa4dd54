# SPDX-License-Identifier: GPL-3.0-or-later
"""Who gets what answer at the doors of partnerships."""

PAGES = """
                                                     anon volun viewer coord admin other wmf  plat
partnerships:institution-list                 GET    200  200   200    200   200   200   200  200
partnerships:institution-list                 POST   405  405   405    405   405   405   405  405
partnerships:institution-list                 else   405  405   405    405   405   405   405  405
partnerships:institution-add                  GET    in   403   403    200   200   200   403  403
partnerships:institution-add                  POST   in   403   403    422   422   422   403  403
partnerships:institution-add                  else   in   405   405    405   405   405   405  405
partnerships:institution (institution)        GET    200  200   200    200   200   200   200  200
partnerships:institution (institution)        POST   405  405   405    405   405   405   405  405
partnerships:institution (institution)        else   405  405   405    405   405   405   405  405
partnerships:institution-linked (institution) GET    200  200   200    200   200   200   200  200
partnerships:institution-linked (institution) POST   405  405   405    405   405   405   405  405
partnerships:institution-linked (institution) else   405  405   405    405   405   405   405  405
partnerships:institution-correct (institution) GET   in   403   403    200   200   200   403  403
partnerships:institution-correct (institution) POST  in   403   403    422   422   422   403  403
partnerships:institution-correct (institution) else  in   405   405    405   405   405   405  405
partnerships:board                            GET    in   403   200    200   200   200   200  403
partnerships:board                            POST   in   405   405    405   405   405   405  405
partnerships:board                            else   in   405   405    405   405   405   405  405
partnerships:partnership-open (institution)   GET    in   403   403    200   200   200   403  403
partnerships:partnership-open (institution)   POST   in   403   403    422   422   422   403  403
partnerships:partnership-open (institution)   else   in   405   405    405   405   405   405  405
partnerships:partnership-list                 GET    200  200   200    200   200   200   200  200
partnerships:partnership-list                 POST   405  405   405    405   405   405   405  405
partnerships:partnership-list                 else   405  405   405    405   405   405   405  405
partnerships:partnership (private)            GET    404  404   200    200   200   404   200  404
partnerships:partnership (private)            POST   405  405   405    405   405   405   405  405
partnerships:partnership (private)            else   405  405   405    405   405   405   405  405
partnerships:partnership (public)             GET    200  200   200    200   200   200   200  200
partnerships:partnership-correct (private)    GET    in   404   403    200   200   404   403  404
partnerships:partnership-correct (private)    POST   in   404   403    422   422   404   403  404
partnerships:partnership-correct (private)    else   in   405   405    405   405   405   405  405
partnerships:partnership-correct (public)     GET    in   403   403    200   200   403   403  403
partnerships:partnership-correct (public)     POST   in   403   403    422   422   403   403  403
partnerships:next-step (private)              GET    in   404   403    200   200   404   403  404
partnerships:next-step (private)              POST   in   404   403    422   422   404   403  404
partnerships:next-step (private)              else   in   405   405    405   405   405   405  405
partnerships:next-step (public)               GET    in   403   403    200   200   403   403  403
partnerships:next-step (public)               POST   in   403   403    422   422   403   403  403
partnerships:move-stage (private)             GET    in   404   403    200   200   404   403  404
partnerships:move-stage (private)             POST   in   404   403    422   422   404   403  404
partnerships:move-stage (private)             else   in   405   405    405   405   405   405  405
partnerships:move-stage (public)              GET    in   403   403    200   200   403   403  403
partnerships:move-stage (public)              POST   in   403   403    422   422   403   403  403
partnerships:move-list                        GET    in   403   200    200   200   200   200  403
partnerships:move-list                        POST   in   405   405    405   405   405   405  405
partnerships:move-list                        else   in   405   405    405   405   405   405  405
"""
