# SPDX-License-Identifier: GPL-3.0-or-later
"""Who gets what answer at which door: written by hand from the permission document, never computed.

A line: the door's name, the object in its address in brackets, the method, and the status each person gets.
`else` stands for PUT, PATCH and DELETE. Besides a status a cell may hold
  in   – sent to the sign-in page, with the way back
  key  – the API asks for a token or a session (401 or 403)
All objects belong to affiliate A, where viewer, coordinator and admin work; `other` is a coordinator of
affiliate B; `volun` wrote the draft and the filed case study and owns the token. A POST has an empty body:
422 and 400 mean that the door is open and the form wants more.
"""

PEOPLE = ("anon", "volun", "viewer", "coord", "admin", "other", "wmf", "plat")

PAGES = """
                                                     anon volun viewer coord admin other wmf  plat
home                                          GET    200  200   200    200   200   200   200  200
home                                          POST   405  405   405    405   405   405   405  405
home                                          else   405  405   405    405   405   405   405  405
healthz                                       GET    200  200   200    200   200   200   200  200
healthz                                       POST   405  405   405    405   405   405   405  405
healthz                                       else   405  405   405    405   405   405   405  405
readyz                                        GET    200  200   200    200   200   200   200  200
readyz                                        POST   405  405   405    405   405   405   405  405
readyz                                        else   405  405   405    405   405   405   405  405
login                                         GET    200  302   302    302   302   302   302  302
login                                         POST   200  302   302    302   302   302   302  302
login                                         PUT    200  302   302    302   302   302   302  302
login                                         PATCH  405  302   302    302   302   302   302  302
login                                         DELETE 405  302   302    302   302   302   302  302
logout                                        GET    405  405   405    405   405   405   405  405
logout                                        POST   302  302   302    302   302   302   302  302
logout                                        else   405  405   405    405   405   405   405  405
set_language                                  GET    302  302   302    302   302   302   302  302
set_language                                  POST   302  302   302    302   302   302   302  302
set_language                                  else   302  302   302    302   302   302   302  302

accounts:tokens                               GET    in   200   200    200   200   200   200  200
accounts:tokens                               POST   in   422   422    422   422   422   422  422
accounts:tokens                               else   in   405   405    405   405   405   405  405
accounts:revoke-token (token)                 GET    in   405   405    405   405   405   405  405
accounts:revoke-token (token)                 POST   in   302   404    404   404   404   404  404
accounts:revoke-token (token)                 else   in   405   405    405   405   405   405  405
accounts:affiliates                           GET    in   403   403    403   200   403   403  200
accounts:affiliates                           POST   in   403   403    403   403   403   403  422
accounts:affiliates                           else   in   405   405    405   405   405   405  405
accounts:people (affiliate)                   GET    in   404   404    404   200   404   404  200
accounts:people (affiliate)                   POST   in   404   404    404   422   404   404  422
accounts:people (affiliate)                   else   in   405   405    405   405   405   405  405
accounts:end-role (membership)                GET    in   405   405    405   405   405   405  405
accounts:end-role (membership)                POST   in   404   404    404   302   404   404  302
accounts:end-role (membership)                else   in   405   405    405   405   405   405  405

partnerships:institution-list                 GET    200  200   200    200   200   200   200  200
partnerships:institution-list                 POST   405  405   405    405   405   405   405  405
partnerships:institution-list                 else   405  405   405    405   405   405   405  405
partnerships:institution-add                  GET    in   403   403    200   200   200   403  403
partnerships:institution-add                  POST   in   403   403    422   422   422   403  403
partnerships:institution-add                  else   in   405   405    405   405   405   405  405
partnerships:institution (institution)        GET    200  200   200    200   200   200   200  200
partnerships:institution (institution)        POST   405  405   405    405   405   405   405  405
partnerships:institution (institution)        else   405  405   405    405   405   405   405  405
partnerships:institution-correct (institution) GET   in   403   403    200   200   200   403  403
partnerships:institution-correct (institution) POST  in   403   403    422   422   422   403  403
partnerships:institution-correct (institution) else  in   405   405    405   405   405   405  405
partnerships:advocate-introduce (institution) GET    in   403   403    200   200   200   403  403
partnerships:advocate-introduce (institution) POST   in   403   403    422   422   422   403  403
partnerships:advocate-introduce (institution) else   in   405   405    405   405   405   405  405
partnerships:advocate-correct (advocate)      GET    in   404   403    200   200   404   404  404
partnerships:advocate-correct (advocate)      POST   in   404   403    422   422   404   404  404
partnerships:advocate-correct (advocate)      else   in   405   405    405   405   405   405  405
partnerships:board                            GET    in   403   200    200   200   200   200  403
partnerships:board                            POST   in   405   405    405   405   405   405  405
partnerships:board                            else   in   405   405    405   405   405   405  405
partnerships:partnership-open (institution)   GET    in   403   403    200   200   200   403  403
partnerships:partnership-open (institution)   POST   in   403   403    422   422   422   403  403
partnerships:partnership-open (institution)   else   in   405   405    405   405   405   405  405
partnerships:partnership-list                 GET    200  200   200    200   200   200   200  200
partnerships:partnership-list                 POST   405  405   405    405   405   405   405  405
partnerships:partnership-list                 else   405  405   405    405   405   405   405  405
partnerships:partnership (private)            GET    404  404   200    200   200   404   200  404
partnerships:partnership (private)            POST   405  405   405    405   405   405   405  405
partnerships:partnership (private)            else   405  405   405    405   405   405   405  405
partnerships:partnership (public)             GET    200  200   200    200   200   200   200  200
partnerships:partnership-correct (private)    GET    in   404   403    200   200   404   403  404
partnerships:partnership-correct (private)    POST   in   404   403    422   422   404   403  404
partnerships:partnership-correct (private)    else   in   405   405    405   405   405   405  405
partnerships:partnership-correct (public)     GET    in   403   403    200   200   403   403  403
partnerships:partnership-correct (public)     POST   in   403   403    422   422   403   403  403
partnerships:next-step (private)              GET    in   404   403    200   200   404   403  404
partnerships:next-step (private)              POST   in   404   403    422   422   404   403  404
partnerships:next-step (private)              else   in   405   405    405   405   405   405  405
partnerships:next-step (public)               GET    in   403   403    200   200   403   403  403
partnerships:next-step (public)               POST   in   403   403    422   422   403   403  403
partnerships:move-stage (private)             GET    in   404   403    200   200   404   403  404
partnerships:move-stage (private)             POST   in   404   403    422   422   404   403  404
partnerships:move-stage (private)             else   in   405   405    405   405   405   405  405
partnerships:move-stage (public)              GET    in   403   403    200   200   403   403  403
partnerships:move-stage (public)              POST   in   403   403    422   422   403   403  403
partnerships:move-list                        GET    in   403   200    200   200   200   200  403
partnerships:move-list                        POST   in   405   405    405   405   405   405  405
partnerships:move-list                        else   in   405   405    405   405   405   405  405
partnerships:mou-draft (private)              GET    in   404   403    200   200   404   403  404
partnerships:mou-draft (private)              POST   in   404   403    422   422   404   403  404
partnerships:mou-draft (private)              else   in   405   405    405   405   405   405  405
partnerships:mou-draft (public)               GET    in   403   403    200   200   403   403  403
partnerships:mou-draft (public)               POST   in   403   403    422   422   403   403  403
partnerships:mou-list                         GET    in   403   200    200   200   200   200  403
partnerships:mou-list                         POST   in   405   405    405   405   405   405  405
partnerships:mou-list                         else   in   405   405    405   405   405   405  405
partnerships:mou (mou)                        GET    in   404   200    200   200   404   200  404
partnerships:mou (mou)                        POST   in   405   405    405   405   405   405  405
partnerships:mou (mou)                        else   in   405   405    405   405   405   405  405
partnerships:mou (mou of a public one)        GET    in   404   200    200   200   404   200  404
partnerships:mou-correct (mou)                GET    in   404   403    200   200   404   403  404
partnerships:mou-correct (mou)                POST   in   404   403    422   422   404   403  404
partnerships:mou-correct (mou)                else   in   405   405    405   405   405   405  405
partnerships:mou-sign (mou)                   GET    in   404   403    200   200   404   403  404
partnerships:mou-sign (mou)                   POST   in   404   403    422   422   404   403  404
partnerships:mou-sign (mou)                   else   in   405   405    405   405   405   405  405
partnerships:mou-document (mou)               GET    in   404   200    200   200   404   403  404
partnerships:mou-document (mou)               POST   in   405   405    405   405   405   405  405
partnerships:mou-document (mou)               else   in   405   405    405   405   405   405  405
partnerships:commitment-make (mou)            GET    in   405   405    405   405   405   405  405
partnerships:commitment-make (mou)            POST   in   404   403    422   422   404   403  404
partnerships:commitment-make (mou)            else   in   405   405    405   405   405   405  405
partnerships:commitment-settle (commitment)   GET    in   405   405    405   405   405   405  405
partnerships:commitment-settle (commitment)   POST   in   404   403    422   422   404   403  404
partnerships:commitment-settle (commitment)   else   in   405   405    405   405   405   405  405

outreach:sync-run-list                        GET    in   403   403    200   200   200   200  200
outreach:sync-run-list                        POST   in   405   405    405   405   405   405  405
outreach:sync-run-list                        else   in   405   405    405   405   405   405  405
outreach:sync-run (sync run)                  GET    in   404   404    200   200   200   200  200
outreach:sync-run (sync run)                  POST   in   405   405    405   405   405   405  405
outreach:sync-run (sync run)                  else   in   405   405    405   405   405   405  405
outreach:sync-start                           GET    in   405   405    405   405   405   405  405
outreach:sync-start                           POST   in   403  403    403   403   403   422  422
outreach:sync-start                           else   in   405   405    405   405   405   405  405
outreach:contributor-list                     GET    200  200   200    200   200   200   200  200
outreach:contributor-list                     POST   405  405   405    405   405   405   405  405
outreach:contributor-list                     else   405  405   405    405   405   405   405  405
outreach:contributor (contributor)            GET    200  200   200    200   200   200   200  200
outreach:contributor (contributor)            POST   405  405   405    405   405   405   405  405
outreach:contributor (contributor)            else   405  405   405    405   405   405   405  405
outreach:contributor (opted out)              GET    404  404   404    404   404   404   404  404

casestudies:list                              GET    200  200   200    200   200   200   200  200
casestudies:list                              POST   405  405   405    405   405   405   405  405
casestudies:list                              else   405  405   405    405   405   405   405  405
casestudies:case-study (mirrored)             GET    200  200   200    200   200   200   200  200
casestudies:case-study (mirrored)             POST   405  405   405    405   405   405   405  405
casestudies:case-study (mirrored)             else   405  405   405    405   405   405   405  405
casestudies:case-study (filed)                GET    404  200   200    200   200   404   200  404
casestudies:case-study (draft)                GET    404  200   404    404   404   404   404  404
casestudies:begin                             GET    in   200   200    200   200   200   200  200
casestudies:begin                             POST   in   422   422    422   422   422   422  422
casestudies:begin                             else   in   405   405    405   405   405   405  405
casestudies:write (draft)                     GET    in   200   404    404   404   404   404  404
casestudies:write (draft)                     POST   in   422   404    404   404   404   404  404
casestudies:write (draft)                     else   in   405   405    405   405   405   405  405
casestudies:write (filed)                     GET    in   302   403    403   403   404   403  404
casestudies:write (filed)                     POST   in   422   403    403   403   404   403  404
casestudies:write (mirrored)                  GET    in   403   403    403   403   403   403  403
casestudies:write (mirrored)                  POST   in   403   403    403   403   403   403  403
casestudies:autosave (draft)                  GET    in   405   405    405   405   405   405  405
casestudies:autosave (draft)                  POST   in   422   404    404   404   404   404  404
casestudies:autosave (draft)                  else   in   405   405    405   405   405   405  405
casestudies:autosave (filed)                  POST   in   422   403    403   403   404   403  404
casestudies:autosave (mirrored)               POST   in   403   403    403   403   403   403  403
casestudies:file (draft)                      GET    in   405   405    405   405   405   405  405
casestudies:file (draft)                      POST   in   422   404    404   404   404   404  404
casestudies:file (draft)                      else   in   405   405    405   405   405   405  405
casestudies:file (mirrored)                   POST   in   403   403    403   403   403   403  403
casestudies:withdraw (draft)                  GET    in   405   405    405   405   405   405  405
casestudies:withdraw (draft)                  POST   in   302   404    404   404   404   404  404
casestudies:withdraw (draft)                  else   in   405   405    405   405   405   405  405
casestudies:withdraw (filed)                  POST   in   302   403    403   403   404   403  404
casestudies:withdraw (mirrored)               POST   in   403   403    403   403   403   403  403
casestudies:link (mirrored)                   GET    in   403   403    200   200   200   200  403
casestudies:link (mirrored)                   POST   in   403   403    422   422   422   422  403
casestudies:link (mirrored)                   else   in   405   405    405   405   405   405  405
casestudies:link (filed)                      GET    in   403   403    200   200   404   200  404
casestudies:link (filed)                      POST   in   403   403    422   422   404   422  404
casestudies:link (draft)                      GET    in   200   404    404   404   404   404  404
casestudies:of-institution (institution)      GET    200  200   200    200   200   200   200  200
casestudies:of-institution (institution)      POST   405  405   405    405   405   405   405  405
casestudies:of-institution (institution)      else   405  405   405    405   405   405   405  405

dashboards:movement                           GET    in   403   403    403   403   403   200  403
dashboards:movement                           POST   in   405   405    405   405   405   405  405
dashboards:movement                           else   in   405   405    405   405   405   405  405
dashboards:affiliate (affiliate)              GET    in   404   200    200   200   404   200  404
dashboards:affiliate (affiliate)              POST   in   405   405    405   405   405   405  405
dashboards:affiliate (affiliate)              else   in   405   405    405   405   405   405  405
"""

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
api:stage-detail (stage)                      GET    key  404   200    200   200   404   200  404
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

# The admin: `*` stands for every model registered there; each is walked. Django's admin sends away with 302.
ADMIN = """
                                                     anon volun viewer coord admin other wmf  plat
admin:index                                   GET    302  302   302    302   302   302   302  200
admin:index                                   POST   302  302   302    302   302   302   302  200
admin:login                                   GET    in   403   403    403   403   403   403  302
admin:login                                   POST   in   403   403    403   403   403   403  302
admin:logout                                  GET    302  302   302    302   302   302   302  405
admin:logout                                  POST   302  302   302    302   302   302   302  302
admin:password_change                         GET    302  302   302    302   302   302   302  200
admin:password_change                         POST   302  302   302    302   302   302   302  200
admin:password_change_done                    GET    302  302   302    302   302   302   302  200
admin:password_change_done                    POST   302  302   302    302   302   302   302  405
admin:autocomplete                            GET    302  302   302    302   302   302   302  403
admin:autocomplete                            POST   302  302   302    302   302   302   302  405
admin:jsi18n                                  GET    302  302   302    302   302   302   302  200
admin:jsi18n                                  POST   302  302   302    302   302   302   302  405
admin:view_on_site                            GET    302  302   302    302   302   302   302  302
admin:view_on_site                            POST   302  302   302    302   302   302   302  302
admin:app_list                                GET    302  302   302    302   302   302   302  200
admin:app_list                                POST   302  302   302    302   302   302   302  200
admin:*_changelist                            GET    302  302   302    302   302   302   302  200
admin:*_changelist                            POST   302  302   302    302   302   302   302  200
admin:*_add                                   GET    302  302   302    302   302   302   302  403
admin:*_add                                   POST   302  302   302    302   302   302   302  403
admin:*_history                               GET    302  302   302    302   302   302   302  200
admin:*_history                               POST   302  302   302    302   302   302   302  200
admin:*_delete                                GET    302  302   302    302   302   302   302  403
admin:*_delete                                POST   302  302   302    302   302   302   302  403
admin:*_change                                GET    302  302   302    302   302   302   302  200
admin:*_change                                POST   302  302   302    302   302   302   302  403
admin:*_redirect                              GET    302  302   302    302   302   302   302  302
admin:*_redirect                              POST   302  302   302    302   302   302   302  302
admin:anything-else                           GET    302  302   302    302   302   302   302  404
admin:anything-else                           POST   302  302   302    302   302   302   302  404
"""
