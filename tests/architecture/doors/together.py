# SPDX-License-Identifier: GPL-3.0-or-later
"""Who gets what answer where case studies are written together: `other` writes the shared one along, `viewer` is invited."""

PAGES = """
                                                     anon volun viewer coord admin other wmf  plat
casestudies:together                          GET    in   200   200    200   200   200   200  200
casestudies:together                          POST   in   405   405    405   405   405   405  405
casestudies:together                          else   in   405   405    405   405   405   405  405
casestudies:coauthors (shared)                GET    in   200   200    404   404   200   404  404
casestudies:coauthors (shared)                POST   in   422   403    404   404   403   404  404
casestudies:coauthors (shared)                else   in   405   405    405   405   405   405  405
casestudies:coauthors (draft)                 GET    in   200   404    404   404   404   404  404
casestudies:coauthors (filed)                 GET    in   200   403    403   403   404   403  404
casestudies:coauthors (filed)                 POST   in   422   403    403   403   404   403  404
casestudies:coauthors (mirrored)              GET    in   403   403    403   403   403   403  403
casestudies:coauthors (shared and published)  GET    in   200   403    403   403   200   403  403
casestudies:coauthors (shared and published)  POST   in   422   403    403   403   403   403  403
casestudies:coauthor (share)                  GET    in   405   405    405   405   405   405  405
casestudies:coauthor (share)                  POST   in   422   404    404   404   422   404  404
casestudies:coauthor (share)                  else   in   405   405    405   405   405   405  405
casestudies:coauthor (invitation)             POST   in   422   422    404   404   422   404  404
casestudies:case-study (shared)               GET    404  200   200    404   404   200   404  404
casestudies:write (shared)                    GET    in   200   403    404   404   200   404  404
casestudies:write (shared)                    POST   in   422   403    404   404   422   404  404
casestudies:write (shared and published)      GET    in   200   403    403   403   200   403  403
casestudies:autosave (shared)                 POST   in   422   403    404   404   422   404  404
casestudies:autosave (shared and published)   POST   in   422   403    403   403   422   403  403
casestudies:file (shared)                     POST   in   422   403    404   404   422   404  404
casestudies:withdraw (shared)                 POST   in   302   403    404   404   403   404  404
casestudies:publish (shared)                  GET    in   200   403    404   404   403   404  404
casestudies:publish (shared)                  POST   in   422   403    404   404   403   404  404
casestudies:preview (shared)                  GET    in   200   403    404   404   403   404  404
casestudies:link (shared)                     GET    in   200   403    404   404   200   404  404
casestudies:holds (shared)                    GET    in   200   403    404   404   200   404  404
casestudies:holds (shared)                    POST   in   405   405    405   405   405   405  405
casestudies:holds (shared)                    else   in   405   405    405   405   405   405  405
casestudies:holds (filed)                     GET    in   200   403    403   403   404   403  404
casestudies:holds (mirrored)                  GET    in   403   403    403   403   403   403  403
casestudies:hold (shared)                     GET    in   405   405    405   405   405   405  405
casestudies:hold (shared)                     POST   in   422   403    404   404   422   404  404
casestudies:hold (shared)                     else   in   405   405    405   405   405   405  405
casestudies:hold (mirrored)                   POST   in   403   403    403   403   403   403  403
casestudies:pictures (shared)                 GET    in   200   403    404   404   200   404  404
casestudies:pictures (shared)                 POST   in   422   403    404   404   422   404  404
casestudies:pictures (shared)                 else   in   405   405    405   405   405   405  405
casestudies:pictures (mirrored)               GET    in   403   403    403   403   403   403  403
casestudies:picture (picture)                 GET    in   405   405    405   405   405   405  405
casestudies:picture (picture)                 POST   in   422   403    404   404   422   404  404
casestudies:picture (picture)                 else   in   405   405    405   405   405   405  405
"""
