# SPDX-License-Identifier: GPL-3.0-or-later
"""Who gets what answer at the doors of reviews: authors and those who may review, nobody else; nobody their own."""

PAGES = """
                                                     anon volun viewer coord admin other wmf  plat
reviews:list                                  GET    in   403   403    200   200   200   200  403
reviews:list                                  POST   in   405   405    405   405   405   405  405
reviews:list                                  else   in   405   405    405   405   405   405  405
reviews:review (filed)                        GET    in   200   403    200   200   404   200  404
reviews:review (filed)                        POST   in   403   403    422   422   404   422  404
reviews:review (filed)                        else   in   405   405    405   405   405   405  405
reviews:review (draft)                        GET    in   200   404    404   404   404   404  404
reviews:review (draft)                        POST   in   403   404    404   404   404   404  404
reviews:review (mirrored)                     GET    in   404   404    404   404   404   404  404
reviews:review (mirrored)                     POST   in   404   404    404   404   404   404  404
reviews:review (published)                    GET    in   200   403    403   403   403   200  403
reviews:review (published)                    POST   in   403   403    403   403   403   422  403
reviews:take (filed)                          GET    in   405   405    405   405   405   405  405
reviews:take (filed)                          POST   in   403   403    302   302   404   302  404
reviews:take (filed)                          else   in   405   405    405   405   405   405  405
reviews:take (draft)                          POST   in   403   404    404   404   404   404  404
reviews:assign (filed)                        GET    in   403   403    200   200   404   200  404
reviews:assign (filed)                        POST   in   403   403    422   422   404   422  404
reviews:assign (filed)                        else   in   405   405    405   405   405   405  405
reviews:assign (draft)                        POST   in   403   404    404   404   404   404  404
reviews:comment (filed)                       GET    in   200   403    200   200   404   200  404
reviews:comment (filed)                       POST   in   422   403    422   422   404   422  404
reviews:comment (filed)                       else   in   405   405    405   405   405   405  405
reviews:comment (draft)                       POST   in   422   404    404   404   404   404  404
reviews:comment (mirrored)                    POST   in   404   404    404   404   404   404  404
reviews:of-case-study (filed)                 GET    404  200   200    200   200   404   200  404
reviews:of-case-study (filed)                 POST   405  405   405    405   405   405   405  405
reviews:of-case-study (filed)                 else   405  405   405    405   405   405   405  405
reviews:of-case-study (draft)                 GET    404  200   404    404   404   404   404  404
reviews:of-case-study (mirrored)              GET    200  200   200    200   200   200   200  200
reviews:of-case-study (published)             GET    200  200   200    200   200   200   200  200
reviews:hints (filed)                         GET    in   200   403    200   200   404   200  404
reviews:hints (filed)                         POST   in   405   405    405   405   405   405  405
reviews:hints (filed)                         else   in   405   405    405   405   405   405  405
reviews:hints (draft)                         GET    in   200   404    404   404   404   404  404
reviews:let-go (review)                       GET    in   405   405    405   405   405   405  405
reviews:let-go (review)                       POST   in   403   404    302   302   404   302  404
reviews:let-go (review)                       else   in   405   405    405   405   405   405  405
reviews:resolve (comment)                     GET    in   405   405    405   405   405   405  405
reviews:resolve (comment)                     POST   in   302   404    302   302   404   302  404
reviews:resolve (comment)                     else   in   405   405    405   405   405   405  405
reviews:reopen (comment)                      GET    in   405   405    405   405   405   405  405
reviews:reopen (comment)                      POST   in   302   404    302   302   404   302  404
reviews:reopen (comment)                      else   in   405   405    405   405   405   405  405
"""
