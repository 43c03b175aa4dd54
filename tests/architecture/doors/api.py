# SPDX-License-Identifier: GPL-3.0-or-later
"""Who gets what answer at the doors of the API."""

API = """
                                                     anon volun viewer coord admin other wmf  plat
api:institution-list                          GET    200  200   200    200   200   200   200  200
api:institution-list                          POST   405  405   405    405   405   405   405  405
api:institution-list                          else   405  405   405    405   405   405   405  405
api:institution-detail (institution)          GET    200  200   200    200   200   200   200  200
api:institution-detail (institution)          POST   405  405   405    405   405   405   405  405
api:institution-detail (institution)          else   405  405   405    405   405   405   405  405
api:advocate-list                             GET    key  200   200    200   200   200   200  200
api:advocate-list                             POST   key  405   405    405   405   405   405  405
api:advocate-list                             else   key  405   405    405   405   405   405  405
api:advocate-detail (advocate)                GET    key  404   200    200   200   404   404  404
api:advocate-detail (advocate)                POST   key  405   405    405   405   405   405  405
api:advocate-detail (advocate)                else   key  405   405    405   405   405   405  405
api:partnership-list                          GET    200  200   200    200   200   200   200  200
api:partnership-list                          POST   405  405   405    405   405   405   405  405
api:partnership-list                          else   405  405   405    405   405   405   405  405
api:partnership-detail (private)              GET    404  404   200    200   200   404   200  404
api:partnership-detail (private)              POST   405  405   405    405   405   405   405  405
api:partnership-detail (private)              else   405  405   405    405   405   405   405  405
api:partnership-detail (public)               GET    200  200   200    200   200   200   200  200
api:partnership-stage (private)               GET    key  405   405    405   405   405   405  405
api:partnership-stage (private)               POST   key  404   403    400   400   404   403  404
api:partnership-stage (private)               else   key  405   405    405   405   405   405  405
api:partnership-stage (public)                POST   key  403   403    400   400   403   403  403
api:stage-list                                GET    key  200   200    200   200   200   200  200
api:stage-list                                POST   key  405   405    405   405   405   405  405
api:stage-list                                else   key  405   405    405   405   405   405  405
api:stage-detail (stage)                      GET    key  404   200    200   200   200   200  404
api:stage-detail (stage)                      POST   key  405   405    405   405   405   405  405
api:stage-detail (stage)                      else   key  405   405    405   405   405   405  405
api:move-list                                 GET    key  200   200    200   200   200   200  200
api:move-list                                 POST   key  405   405    405   405   405   405  405
api:move-list                                 else   key  405   405    405   405   405   405  405
api:move-detail (move)                        GET    key  404   200    200   200   404   200  404
api:move-detail (move)                        POST   key  405   405    405   405   405   405  405
api:move-detail (move)                        else   key  405   405    405   405   405   405  405
api:mou-list                                  GET    key  200   200    200   200   200   200  200
api:mou-list                                  POST   key  405   405    405   405   405   405  405
api:mou-list                                  else   key  405   405    405   405   405   405  405
api:mou-detail (mou)                          GET    key  404   200    200   200   404   200  404
api:mou-detail (mou)                          POST   key  405   405    405   405   405   405  405
api:mou-detail (mou)                          else   key  405   405    405   405   405   405  405
api:mou-detail (mou of a public one)          GET    key  404   200    200   200   404   200  404
api:contributor-list                          GET    200  200   200    200   200   200   200  200
api:contributor-list                          POST   405  405   405    405   405   405   405  405
api:contributor-list                          else   405  405   405    405   405   405   405  405
api:contributor-detail (contributor)          GET    200  200   200    200   200   200   200  200
api:contributor-detail (contributor)          POST   405  405   405    405   405   405   405  405
api:contributor-detail (contributor)          else   405  405   405    405   405   405   405  405
api:contributor-detail (opted out)            GET    404  404   404    404   404   404   404  404
api:contributor-detail (protected)            GET    404  404   200    200   200   200   200  200
api:sync-run-list                             GET    key  200   200    200   200   200   200  200
api:sync-run-list                             POST   key  405   405    405   405   405   405  405
api:sync-run-list                             else   key  405   405    405   405   405   405  405
api:sync-run-detail (sync run)                GET    key  404   404    200   200   200   200  200
api:sync-run-detail (sync run)                POST   key  405   405    405   405   405   405  405
api:sync-run-detail (sync run)                else   key  405   405    405   405   405   405  405
api:case-study-list                           GET    200  200   200    200   200   200   200  200
api:case-study-list                           POST   405  405   405    405   405   405   405  405
api:case-study-list                           else   405  405   405    405   405   405   405  405
api:case-study-detail (mirrored)              GET    200  200   200    200   200   200   200  200
api:case-study-detail (mirrored)              POST   405  405   405    405   405   405   405  405
api:case-study-detail (mirrored)              else   405  405   405    405   405   405   405  405
api:case-study-detail (filed)                 GET    404  200   200    200   200   404   200  404
api:case-study-detail (draft)                 GET    404  200   404    404   404   404   404  404
schema                                        GET    200  200   200    200   200   200   200  200
schema                                        POST   405  405   405    405   405   405   405  405
schema                                        else   405  405   405    405   405   405   405  405
api-docs                                      GET    200  200   200    200   200   200   200  200
api-docs                                      POST   405  405   405    405   405   405   405  405
api-docs                                      else   405  405   405    405   405   405   405  405
"""
