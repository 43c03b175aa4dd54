# SPDX-License-Identifier: GPL-3.0-or-later
"""The text of agreements, their templates, amendments and public summaries."""

PAGES = """
                                                         anon volun viewer coord admin other wmf  plat
agreements:mou-text (mou)                         GET    in   404   403    200   200   404   403  404
agreements:mou-text (mou)                         POST   in   405   405    405   405   405   405  405
agreements:mou-text (mou)                         else   in   405   405    405   405   405   405  405
agreements:clause-add (mou)                       GET    in   404   403    200   200   404   403  404
agreements:clause-add (mou)                       POST   in   404   403    422   422   404   403  404
agreements:clause-add (mou)                       else   in   405   405    405   405   405   405  405
agreements:clause-correct (clause)                GET    in   404   403    200   200   404   404  404
agreements:clause-correct (clause)                POST   in   404   403    422   422   404   404  404
agreements:clause-correct (clause)                else   in   405   405    405   405   405   405  405
agreements:clause-remove (clause)                 GET    in   404   403    200   200   404   404  404
agreements:clause-remove (clause)                 POST   in   404   403    422   422   404   404  404
agreements:clause-remove (clause)                 else   in   405   405    405   405   405   405  405
agreements:rights-add (mou)                       GET    in   404   403    200   200   404   403  404
agreements:rights-add (mou)                       POST   in   404   403    422   422   404   403  404
agreements:rights-add (mou)                       else   in   405   405    405   405   405   405  405
agreements:rights-correct (rights)                GET    in   404   403    200   200   404   403  404
agreements:rights-correct (rights)                POST   in   404   403    422   422   404   403  404
agreements:rights-correct (rights)                else   in   405   405    405   405   405   405  405
agreements:rights-remove (rights)                 GET    in   404   403    200   200   404   403  404
agreements:rights-remove (rights)                 POST   in   404   403    422   422   404   403  404
agreements:rights-remove (rights)                 else   in   405   405    405   405   405   405  405
agreements:signatory-add (mou)                    GET    in   404   403    200   200   404   403  404
agreements:signatory-add (mou)                    POST   in   404   403    422   422   404   403  404
agreements:signatory-add (mou)                    else   in   405   405    405   405   405   405  405
agreements:signatory-correct (signatory)          GET    in   404   403    200   200   404   404  404
agreements:signatory-correct (signatory)          POST   in   404   403    422   422   404   404  404
agreements:signatory-correct (signatory)          else   in   405   405    405   405   405   405  405
agreements:signatory-remove (signatory)           GET    in   404   403    200   200   404   404  404
agreements:signatory-remove (signatory)           POST   in   404   403    422   422   404   404  404
agreements:signatory-remove (signatory)           else   in   405   405    405   405   405   405  405
agreements:clause-move (clause)                   GET    in   405   405    405   405   405   405  405
agreements:clause-move (clause)                   POST   in   404   403    422   422   404   404  404
agreements:clause-move (clause)                   else   in   405   405    405   405   405   405  405
agreements:mou-put-back (mou)                     GET    in   405   405    405   405   405   405  405
agreements:mou-put-back (mou)                     POST   in   404   403    422   422   404   403  404
agreements:mou-put-back (mou)                     else   in   405   405    405   405   405   405  405
agreements:mou-amend (mou of a public one)        GET    in   405   405    405   405   405   405  405
agreements:mou-amend (mou of a public one)        POST   in   404   403    302   302   404   403  404
agreements:mou-amend (mou of a public one)        else   in   405   405    405   405   405   405  405
agreements:mou-amend (mou)                        POST   in   404   403    422   422   404   403  404
agreements:mou-summarise (mou of a public one)    GET    in   404   403    200   200   404   403  404
agreements:mou-summarise (mou of a public one)    POST   in   404   403    422   422   404   403  404
agreements:mou-summarise (mou of a public one)    else   in   405   405    405   405   405   405  405
agreements:mou-summary (open mou)                 GET    200  200   200    200   200   200   200  200
agreements:mou-summary (open mou)                 POST   405  405   405    405   405   405   405  405
agreements:mou-summary (open mou)                 else   405  405   405    405   405   405   405  405
agreements:mou-summary (mou)                      GET    404  404   404    404   404   404   404  404
agreements:mou-summary (mou of a public one)      GET    404  404   404    404   404   404   404  404
agreements:mou (open mou)                         GET    in   404   200    200   200   404   200  404
agreements:template-list                          GET    in   403   403    200   200   200   403  403
agreements:template-list                          POST   in   405   405    405   405   405   405  405
agreements:template-list                          else   in   405   405    405   405   405   405  405
agreements:template-make                          GET    in   403   403    200   200   200   403  403
agreements:template-make                          POST   in   403   403    422   422   422   403  403
agreements:template-make                          else   in   405   405    405   405   405   405  405
agreements:template (agreement template)          GET    in   404   404    200   200   404   404  404
agreements:template (agreement template)          POST   in   405   405    405   405   405   405  405
agreements:template (agreement template)          else   in   405   405    405   405   405   405  405
agreements:template-correct (agreement template)  GET    in   404   404    200   200   404   404  404
agreements:template-correct (agreement template)  POST   in   404   404    422   422   404   404  404
agreements:template-correct (agreement template)  else   in   405   405    405   405   405   405  405
agreements:template-retire (agreement template)   GET    in   405   405    405   405   405   405  405
agreements:template-retire (agreement template)   POST   in   404   404    422   422   404   404  404
agreements:template-retire (agreement template)   else   in   405   405    405   405   405   405  405
"""
