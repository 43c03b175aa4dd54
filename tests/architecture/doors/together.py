# SPDX-License-Identifier: GPL-3.0-or-later
"""Who gets what answer where case studies are written together: `other` writes the joint one along, `viewer` is invited."""

PAGES = """
                                                     anon volun viewer coord admin other wmf  plat
casestudies:together                          GET    in   200   200    200   200   200   200  200
casestudies:together                          POST   in   405   405    405   405   405   405  405
casestudies:together                          else   in   405   405    405   405   405   405  405
casestudies:coauthors (joint)                 GET    in   200   200    404   404   200   404  404
casestudies:coauthors (joint)                 POST   in   422   403    404   404   403   404  404
casestudies:coauthors (joint)                 else   in   405   405    405   405   405   405  405
casestudies:coauthors (draft)                 GET    in   200   404    404   404   404   404  404
casestudies:coauthors (filed)                 GET    in   200   403    403   403   404   403  404
casestudies:coauthors (filed)                 POST   in   422   403    403   403   404   403  404
casestudies:coauthors (mirrored)              GET    in   403   403    403   403   403   403  403
casestudies:coauthors (joint and published)   GET    in   200   403    403   403   200   403  403
casestudies:coauthors (joint and published)   POST   in   422   403    403   403   403   403  403
casestudies:coauthor (share)                  GET    in   405   405    405   405   405   405  405
casestudies:coauthor (share)                  POST   in   422   404    404   404   422   404  404
casestudies:coauthor (share)                  else   in   405   405    405   405   405   405  405
casestudies:coauthor (invitation)             POST   in   422   422    404   404   422   404  404
casestudies:case-study (joint)                GET    404  200   200    404   404   200   404  404
casestudies:write (joint)                     GET    in   200   403    404   404   200   404  404
casestudies:write (joint)                     POST   in   422   403    404   404   422   404  404
casestudies:write (joint and published)       GET    in   200   403    403   403   200   403  403
casestudies:autosave (joint)                  POST   in   422   403    404   404   422   404  404
casestudies:autosave (joint and published)    POST   in   422   403    403   403   422   403  403
casestudies:file (joint)                      POST   in   422   403    404   404   422   404  404
casestudies:withdraw (joint)                  POST   in   302   403    404   404   403   404  404
casestudies:publish (joint)                   GET    in   200   403    404   404   403   404  404
casestudies:publish (joint)                   POST   in   422   403    404   404   403   404  404
casestudies:preview (joint)                   GET    in   200   403    404   404   403   404  404
casestudies:link (joint)                      GET    in   200   403    404   404   200   404  404
casestudies:holds (joint)                     GET    in   200   403    404   404   200   404  404
casestudies:holds (joint)                     POST   in   405   405    405   405   405   405  405
casestudies:holds (joint)                     else   in   405   405    405   405   405   405  405
casestudies:holds (filed)                     GET    in   200   403    403   403   404   403  404
casestudies:holds (mirrored)                  GET    in   403   403    403   403   403   403  403
casestudies:hold (joint)                      GET    in   405   405    405   405   405   405  405
casestudies:hold (joint)                      POST   in   422   403    404   404   422   404  404
casestudies:hold (joint)                      else   in   405   405    405   405   405   405  405
casestudies:hold (mirrored)                   POST   in   403   403    403   403   403   403  403
casestudies:pictures (joint)                  GET    in   200   403    404   404   200   404  404
casestudies:pictures (joint)                  POST   in   422   403    404   404   422   404  404
casestudies:pictures (joint)                  else   in   405   405    405   405   405   405  405
casestudies:pictures (mirrored)               GET    in   403   403    403   403   403   403  403
casestudies:picture (picture)                 GET    in   405   405    405   405   405   405  405
casestudies:picture (picture)                 POST   in   422   403    404   404   422   404  404
casestudies:picture (picture)                 else   in   405   405    405   405   405   405  405
"""
