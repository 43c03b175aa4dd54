# SPDX-License-Identifier: GPL-3.0-or-later
"""Who gets what answer at the doors of duplicates, merges and removed institutions."""

PAGES = """
                                                     anon volun viewer coord admin other wmf  plat
partnerships:institution-alike                GET    in   200   200    200   200   200   200  200
partnerships:institution-alike                POST   in   405   405    405   405   405   405  405
partnerships:institution-alike                else   in   405   405    405   405   405   405  405
partnerships:institution-history (institution) GET   in   403   403    200   200   200   200  403
partnerships:institution-history (institution) POST  in   405   405    405   405   405   405  405
partnerships:institution-history (institution) else  in   405   405    405   405   405   405  405
partnerships:institution (merged away)        GET    301  301   301    301   301   301   301  301
partnerships:institution (removed)            GET    404  404   404    404   404   404   404  404
institutions:duplicates                       GET    in   403   403    200   200   200   200  403
institutions:duplicates                       POST   in   405   405    405   405   405   405  405
institutions:duplicates                       else   in   405   405    405   405   405   405  405
institutions:duplicates-find                  GET    in   405   405    405   405   405   405  405
institutions:duplicates-find                  POST   in   403   403    422   422   422   422  403
institutions:duplicates-find                  else   in   405   405    405   405   405   405  405
institutions:told-apart                       GET    in   403   403    200   200   200   200  403
institutions:told-apart                       POST   in   405   405    405   405   405   405  405
institutions:told-apart                       else   in   405   405    405   405   405   405  405
institutions:told-apart-take-back (told apart) GET   in   405   405    405   405   405   405  405
institutions:told-apart-take-back (told apart) POST  in   403   403    302   302   302   302  403
institutions:told-apart-take-back (told apart) else  in   405   405    405   405   405   405  405
institutions:tell-apart (institution)         GET    in   403   403    200   200   200   200  403
institutions:tell-apart (institution)         POST   in   403   403    422   422   422   422  403
institutions:tell-apart (institution)         else   in   405   405    405   405   405   405  405
institutions:merge-list                       GET    in   403   403    200   200   200   200  403
institutions:merge-list                       POST   in   405   405    405   405   405   405  405
institutions:merge-list                       else   in   405   405    405   405   405   405  405
institutions:merge-undo (merge)               GET    in   403   403    200   200   200   200  403
institutions:merge-undo (merge)               POST   in   403   403    422   422   422   422  403
institutions:merge-undo (merge)               else   in   405   405    405   405   405   405  405
institutions:merge-choose (institution)       GET    in   403   403    200   200   200   200  403
institutions:merge-choose (institution)       POST   in   405   405    405   405   405   405  405
institutions:merge-choose (institution)       else   in   405   405    405   405   405   405  405
institutions:merge (institution)              GET    in   403   403    200   200   200   200  403
institutions:merge (institution)              POST   in   403   403    422   422   422   422  403
institutions:merge (institution)              else   in   405   405    405   405   405   405  405
institutions:removed-list                     GET    in   403   403    403   200   403   403  200
institutions:removed-list                     POST   in   405   405    405   405   405   405  405
institutions:removed-list                     else   in   405   405    405   405   405   405  405
institutions:remove (institution)             GET    in   403   403    403   200   403   403  200
institutions:remove (institution)             POST   in   403   403    403   422   403   403  422
institutions:remove (institution)             else   in   405   405    405   405   405   405  405
institutions:restore (removed)                GET    in   405   405    405   405   405   405  405
institutions:restore (removed)                POST   in   403   403    403   302   403   403  302
institutions:restore (removed)                else   in   405   405    405   405   405   405  405
"""
