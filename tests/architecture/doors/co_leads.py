# SPDX-License-Identifier: GPL-3.0-or-later
"""Who gets what answer at the doors of partnerships led together. `other` belongs to the affiliate that joins."""

PAGES = """
                                                     anon volun viewer coord admin other wmf  plat
partnerships:co-led                           GET    in   403   200    200   200   200   200  403
partnerships:co-led                           POST   in   405   405    405   405   405   405  405
partnerships:co-led                           else   in   405   405    405   405   405   405  405
partnerships:also-here (institution)          GET    in   403   200    200   200   200   403  403
partnerships:also-here (institution)          POST   in   405   405    405   405   405   405  405
partnerships:also-here (institution)          else   in   405   405    405   405   405   405  405
partnerships:co-leads (private)               GET    in   404   200    200   200   404   200  404
partnerships:co-leads (private)               POST   in   405   405    405   405   405   405  405
partnerships:co-leads (private)               else   in   405   405    405   405   405   405  405
partnerships:co-leads (public)                GET    in   403   200    200   200   403   200  403
partnerships:co-leads (asked for)             GET    in   404   200    200   200   404   200  404
partnerships:co-leads (shared)                GET    in   404   200    200   200   200   200  404
partnerships:co-lead-propose (private)        GET    in   404   403    200   200   200   403  404
partnerships:co-lead-propose (private)        POST   in   404   403    422   422   422   403  404
partnerships:co-lead-propose (private)        else   in   405   405    405   405   405   405  405
partnerships:co-lead-propose (public)         GET    in   403   403    200   200   200   403  403
partnerships:co-lead-propose (public)         POST   in   403   403    422   422   422   403  403
partnerships:co-lead-propose (asked for)      GET    in   404   403    200   200   302   403  404
partnerships:co-lead (proposal)               GET    in   404   200    200   200   200   200  404
partnerships:co-lead (proposal)               POST   in   404   403    422   422   422   403  404
partnerships:co-lead (proposal)               else   in   405   405    405   405   405   405  405
partnerships:co-lead (shared lead)            GET    in   404   200    200   200   200   200  404
partnerships:co-lead (shared lead)            POST   in   404   403    422   422   422   403  404
partnerships:partnership (shared)             GET    404  404   200    200   200   200   200  404
partnerships:partnership-correct (shared)     GET    in   404   403    200   200   200   403  404
partnerships:move-stage (shared)              GET    in   404   403    200   200   200   403  404
agreements:mou-draft (shared)               GET    in   404   403    200   200   200   403  404
"""
