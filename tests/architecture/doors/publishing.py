# SPDX-License-Identifier: GPL-3.0-or-later
"""Who gets what answer at the doors of publishing case studies on the wiki."""

PAGES = """
                                                     anon volun viewer coord admin other wmf  plat
casestudies:publish (draft)                   GET    in   200   404    404   404   404   404  404
casestudies:publish (draft)                   POST   in   422   404    404   404   404   404  404
casestudies:publish (draft)                   else   in   405   405    405   405   405   405  405
casestudies:publish (filed)                   GET    in   200   403    403   403   404   403  404
casestudies:publish (filed)                   POST   in   422   403    403   403   404   403  404
casestudies:publish (mirrored)                GET    in   403   403    403   403   403   403  403
casestudies:publish (mirrored)                POST   in   403   403    403   403   403   403  403
casestudies:publish (published)               GET    in   302   403    403   403   403   403  403
casestudies:publish (published)               POST   in   302   403    403   403   403   403  403
casestudies:preview (draft)                   GET    in   200   404    404   404   404   404  404
casestudies:preview (draft)                   POST   in   405   405    405   405   405   405  405
casestudies:preview (draft)                   else   in   405   405    405   405   405   405  405
casestudies:preview (published)               GET    in   200   403    403   403   403   403  403
casestudies:publication (draft)               GET    in   404   404    404   404   404   404  404
casestudies:publication (draft)               POST   in   405   405    405   405   405   405  405
casestudies:publication (draft)               else   in   405   405    405   405   405   405  405
casestudies:publication (published)           GET    in   200   403    403   403   403   403  403
casestudies:publish-again (published)         GET    in   405   405    405   405   405   405  405
casestudies:publish-again (published)         POST   in   302   403    403   403   403   403  403
casestudies:publish-again (published)         else   in   405   405    405   405   405   405  405
casestudies:publish-again (draft)             POST   in   404   404    404   404   404   404  404
casestudies:give-up-publishing (published)    GET    in   405   405    405   405   405   405  405
casestudies:give-up-publishing (published)    POST   in   302   403    403   403   403   403  403
casestudies:give-up-publishing (published)    else   in   405   405    405   405   405   405  405
casestudies:give-up-publishing (draft)        POST   in   404   404    404   404   404   404  404
casestudies:conflict (published)              GET    in   200   403    403   403   403   403  403
casestudies:conflict (published)              POST   in   422   403    403   403   403   403  403
casestudies:conflict (published)              else   in   405   405    405   405   405   405  405
casestudies:conflict (draft)                  GET    in   302   404    404   404   404   404  404
casestudies:changes (published)               GET    200  200   200    200   200   200   200  200
casestudies:changes (published)               POST   405  405   405    405   405   405   405  405
casestudies:changes (published)               else   405  405   405    405   405   405   405  405
casestudies:changes (mirrored)                GET    200  200   200    200   200   200   200  200
casestudies:changes (draft)                   GET    404  404   404    404   404   404   404  404
casestudies:case-study (published)            GET    200  200   200    200   200   200   200  200
casestudies:write (published)                 GET    in   200   403    403   403   403   403  403
casestudies:write (published)                 POST   in   422   403    403   403   403   403  403
casestudies:withdraw (published)              POST   in   302   403    403   403   403   403  403
"""
