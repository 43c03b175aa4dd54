# SPDX-License-Identifier: GPL-3.0-or-later
"""Who gets what answer at the doors of advocates and of handing over."""

PAGES = """
                                                     anon volun viewer coord admin other wmf  plat
partnerships:advocate-list                    GET    in   403   200    200   200   200   403  403
partnerships:advocate-list                    POST   in   405   405    405   405   405   405  405
partnerships:advocate-list                    else   in   405   405    405   405   405   405  405
partnerships:advocate (advocate)              GET    in   404   200    200   200   404   404  404
partnerships:advocate (advocate)              POST   in   405   405    405   405   405   405  405
partnerships:advocate (advocate)              else   in   405   405    405   405   405   405  405
partnerships:advocate-introduce (institution) GET    in   403   403    200   200   200   403  403
partnerships:advocate-introduce (institution) POST   in   403   403    422   422   422   403  403
partnerships:advocate-introduce (institution) else   in   405   405    405   405   405   405  405
partnerships:advocate-correct (advocate)      GET    in   404   403    200   200   404   404  404
partnerships:advocate-correct (advocate)      POST   in   404   403    422   422   404   404  404
partnerships:advocate-correct (advocate)      else   in   405   405    405   405   405   405  405
partnerships:advocate-renew (advocate)        GET    in   404   403    200   200   404   404  404
partnerships:advocate-renew (advocate)        POST   in   404   403    422   422   404   404  404
partnerships:advocate-renew (advocate)        else   in   405   405    405   405   405   405  405
partnerships:advocate-forget (advocate)       GET    in   404   403    200   200   404   404  404
partnerships:advocate-forget (advocate)       POST   in   404   403    422   422   404   404  404
partnerships:advocate-forget (advocate)       else   in   405   405    405   405   405   405  405
partnerships:advocate-search (advocate)       GET    in   404   403    200   200   404   404  404
partnerships:advocate-search (advocate)       POST   in   404   403    302   302   404   404  404
partnerships:advocate-search (advocate)       else   in   405   405    405   405   405   405  405
partnerships:advocate-data (advocate)         GET    in   404   200    200   200   404   404  404
partnerships:advocate-data (advocate)         POST   in   405   405    405   405   405   405  405
partnerships:advocate-data (advocate)         else   in   405   405    405   405   405   405  405
partnerships:advocate-export (advocate)       GET    in   405   405    405   405   405   405  405
partnerships:advocate-export (advocate)       POST   in   404   403    403   200   404   404  404
partnerships:advocate-export (advocate)       else   in   405   405    405   405   405   405  405
partnerships:advocate-restrict (advocate)     GET    in   405   405    405   405   405   405  405
partnerships:advocate-restrict (advocate)     POST   in   404   403    302   302   404   404  404
partnerships:advocate-restrict (advocate)     else   in   405   405    405   405   405   405  405
partnerships:advocate-erase-fields (advocate) GET    in   404   403    200   200   404   404  404
partnerships:advocate-erase-fields (advocate) POST   in   404   403    422   422   404   404  404
partnerships:advocate-erase-fields (advocate) else   in   405   405    405   405   405   405  405
partnerships:advocate-contact (advocate)      GET    in   404   403    200   200   404   404  404
partnerships:advocate-contact (advocate)      POST   in   404   403    422   422   404   404  404
partnerships:advocate-contact (advocate)      else   in   405   405    405   405   405   405  405
partnerships:post-note (advocate)             GET    in   404   403    200   200   404   404  404
partnerships:post-note (advocate)             POST   in   404   403    422   422   404   404  404
partnerships:post-note (advocate)             else   in   405   405    405   405   405   405  405
partnerships:relate (advocate)                GET    in   404   403    200   200   404   404  404
partnerships:relate (advocate)                POST   in   404   403    422   422   404   404  404
partnerships:relate (advocate)                else   in   405   405    405   405   405   405  405
partnerships:address-add (advocate)           GET    in   404   403    200   200   404   404  404
partnerships:address-add (advocate)           POST   in   404   403    422   422   404   404  404
partnerships:address-add (advocate)           else   in   405   405    405   405   405   405  405
partnerships:consent (advocate)               GET    in   404   403    200   200   404   404  404
partnerships:consent (advocate)               POST   in   404   403    422   422   404   404  404
partnerships:consent (advocate)               else   in   405   405    405   405   405   405  405
partnerships:advocate-plan (advocate)         GET    in   404   403    200   200   404   404  404
partnerships:advocate-plan (advocate)         POST   in   404   403    422   422   404   404  404
partnerships:advocate-plan (advocate)         else   in   405   405    405   405   405   405  405
partnerships:post-correct (post)              GET    in   404   403    200   200   404   404  404
partnerships:post-correct (post)              POST   in   404   403    422   422   404   404  404
partnerships:post-correct (post)              else   in   405   405    405   405   405   405  405
partnerships:post-leave (post)                GET    in   404   403    200   200   404   404  404
partnerships:post-leave (post)                POST   in   404   403    422   422   404   404  404
partnerships:post-leave (post)                else   in   405   405    405   405   405   405  405
partnerships:spoke-today (advocate)           GET    in   405   405    405   405   405   405  405
partnerships:spoke-today (advocate)           POST   in   404   403    302   302   404   404  404
partnerships:spoke-today (advocate)           else   in   405   405    405   405   405   405  405
partnerships:consent-withdraw (advocate)      GET    in   405   405    405   405   405   405  405
partnerships:consent-withdraw (advocate)      POST   in   404   403    302   302   404   404  404
partnerships:consent-withdraw (advocate)      else   in   405   405    405   405   405   405  405
partnerships:contact-take-back (contact)      GET    in   405   405    405   405   405   405  405
partnerships:contact-take-back (contact)      POST   in   404   403    302   302   404   404  404
partnerships:contact-take-back (contact)      else   in   405   405    405   405   405   405  405
partnerships:relation-end (relation)          GET    in   405   405    405   405   405   405  405
partnerships:relation-end (relation)          POST   in   404   403    302   302   404   404  404
partnerships:relation-end (relation)          else   in   405   405    405   405   405   405  405
partnerships:address-prefer (address)         GET    in   405   405    405   405   405   405  405
partnerships:address-prefer (address)         POST   in   404   403    302   302   404   404  404
partnerships:address-prefer (address)         else   in   405   405    405   405   405   405  405
partnerships:address-remove (address)         GET    in   405   405    405   405   405   405  405
partnerships:address-remove (address)         POST   in   404   403    302   302   404   404  404
partnerships:address-remove (address)         else   in   405   405    405   405   405   405  405
partnerships:risks (private)                  GET    in   404   200    200   200   404   403  404
partnerships:risks (private)                  POST   in   405   405    405   405   405   405  405
partnerships:risks (private)                  else   in   405   405    405   405   405   405  405
partnerships:people (private)                 GET    in   404   200    200   200   404   403  404
partnerships:people (private)                 POST   in   405   405    405   405   405   405  405
partnerships:people (private)                 else   in   405   405    405   405   405   405  405
partnerships:hand-over (colleague)            GET    in   404   403    200   200   404   404  404
partnerships:hand-over (colleague)            POST   in   404   403    422   422   404   404  404
partnerships:hand-over (colleague)            else   in   405   405    405   405   405   405  405
"""
