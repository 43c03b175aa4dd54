# SPDX-License-Identifier: GPL-3.0-or-later
"""Who gets what answer at the doors of one partnership: its fields, its parts, removing and restoring."""

PAGES = """
                                                     anon volun viewer coord admin other wmf  plat
partnerships:edit-summary (private)           GET    in   404   403    200   200   404   403  404
partnerships:edit-summary (private)           POST   in   404   403    422   422   404   403  404
partnerships:edit-summary (private)           else   in   405   405    405   405   405   405  405
partnerships:edit-notes (private)             GET    in   404   403    200   200   404   403  404
partnerships:edit-notes (private)             POST   in   404   403    422   422   404   403  404
partnerships:edit-notes (private)             else   in   405   405    405   405   405   405  405
partnerships:edit-origin (private)            GET    in   404   403    200   200   404   403  404
partnerships:edit-origin (private)            POST   in   404   403    422   422   404   403  404
partnerships:edit-origin (private)            else   in   405   405    405   405   405   405  405
partnerships:edit-effort (private)            GET    in   404   403    200   200   404   403  404
partnerships:edit-effort (private)            POST   in   404   403    422   422   404   403  404
partnerships:edit-effort (private)            else   in   405   405    405   405   405   405  405
partnerships:edit-expected-works (private)    GET    in   404   403    200   200   404   403  404
partnerships:edit-expected-works (private)    POST   in   404   403    422   422   404   403  404
partnerships:edit-expected-works (private)    else   in   405   405    405   405   405   405  405
partnerships:edit-lead (private)              GET    in   404   403    200   200   404   403  404
partnerships:edit-lead (private)              POST   in   404   403    422   422   404   403  404
partnerships:edit-lead (private)              else   in   405   405    405   405   405   405  405
partnerships:edit-public (private)            GET    in   404   403    200   200   404   403  404
partnerships:edit-public (private)            POST   in   404   403    422   422   404   403  404
partnerships:edit-public (private)            else   in   405   405    405   405   405   405  405
partnerships:edit-next-step (private)         GET    in   404   403    200   200   404   403  404
partnerships:edit-next-step (private)         POST   in   404   403    422   422   404   403  404
partnerships:edit-next-step (private)         else   in   405   405    405   405   405   405  405
partnerships:edit-summary (public)            GET    in   403   403    200   200   403   403  403
partnerships:edit-summary (public)            POST   in   403   403    422   422   403   403  403
partnerships:edit-next-step (public)          GET    in   403   403    200   200   403   403  403
partnerships:edit-next-step (public)          POST   in   403   403    422   422   403   403  403
partnerships:next-step-done (private)         GET    in   405   405    405   405   405   405  405
partnerships:next-step-done (private)         POST   in   404   403    302   302   404   403  404
partnerships:next-step-done (private)         else   in   405   405    405   405   405   405  405
partnerships:next-step-done (public)          POST   in   403   403    302   302   403   403  403
partnerships:put-back (private)               GET    in   405   405    405   405   405   405  405
partnerships:put-back (private)               POST   in   404   403    404   404   404   403  404
partnerships:put-back (private)               else   in   405   405    405   405   405   405  405
partnerships:put-back (public)                POST   in   403   403    404   404   403   403  403
partnerships:remove (private)                 GET    in   404   403    403   200   404   403  404
partnerships:remove (private)                 POST   in   404   403    403   422   404   403  404
partnerships:remove (private)                 else   in   405   405    405   405   405   405  405
partnerships:remove (public)                  GET    in   403   403    403   200   403   403  403
partnerships:remove (public)                  POST   in   403   403    403   422   403   403  403
partnerships:removed-list                     GET    in   403   403    403   200   403   403  403
partnerships:removed-list                     POST   in   405   405    405   405   405   405  405
partnerships:removed-list                     else   in   405   405    405   405   405   405  405
partnerships:restore (removed partnership)    GET    in   405   405    405   405   405   405  405
partnerships:restore (removed partnership)    POST   in   403   403    403   302   403   403  403
partnerships:restore (removed partnership)    else   in   405   405    405   405   405   405  405
"""
