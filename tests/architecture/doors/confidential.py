# SPDX-License-Identifier: GPL-3.0-or-later
"""Who gets what answer at the doors of a confidential partnership: for all but its affiliate it does not exist."""

PAGES = """
                                                                        anon volun viewer coord admin other wmf  plat
partnerships:risks (confidential)                                 GET   in   404   200    200   200   404   404  404
partnerships:people (confidential)                                GET   in   404   200    200   200   404   404  404
agreements:mou-print (mou of a confidential one)                  GET   in   404   200    200   200   404   404  404
agreements:mou-pdf (mou of a confidential one)                    GET   in   404   200    200   200   404   404  404
agreements:mou-text (mou of a confidential one)                   GET   in   404   403    200   200   404   404  404
agreements:clause-add (mou of a confidential one)                 GET   in   404   403    200   200   404   404  404
agreements:rights-add (mou of a confidential one)                 GET   in   404   403    200   200   404   404  404
agreements:signatory-add (mou of a confidential one)              GET   in   404   403    200   200   404   404  404
agreements:mou-summary (mou of a confidential one)                GET   404  404   404    404   404   404   404  404
agreements:mou-draft (confidential)                               GET   in   404   403    200   200   404   404  404
agreements:mou (mou of a confidential one)                        GET   in   404   200    200   200   404   404  404
agreements:mou-correct (mou of a confidential one)                GET   in   404   403    200   200   404   404  404
agreements:mou-sign (mou of a confidential one)                   GET   in   404   403    200   200   404   404  404
partnerships:co-leads (confidential)                              GET   in   404   200    200   200   404   404  404
partnerships:co-lead-propose (confidential)                       GET   in   404   403    200   200   404   404  404
agreements:commitment-make (mou of a confidential one)            GET   in   404   403    200   200   404   404  404
agreements:commitment (commitment of a confidential one)          GET   in   404   200    200   200   404   404  404
agreements:commitment-correct (commitment of a confidential one)  GET   in   404   403    200   200   404   404  404
learning:like-partnership (confidential)                          GET   404  404   200    200   200   404   404  404
learning:guides-for-partnership (confidential)                    GET   404  404   200    200   200   404   404  404
partnerships:partnership (confidential)                           GET   404  404   200    200   200   404   404  404
partnerships:partnership-correct (confidential)                   GET   in   404   403    200   200   404   404  404
partnerships:next-step (confidential)                             GET   in   404   403    200   200   404   404  404
partnerships:move-stage (confidential)                            GET   in   404   403    200   200   404   404  404
presence:of-partnership (confidential)                            GET   404  404   200    200   200   404   404  404
presence:add-to-partnership (confidential)                        GET   in   404   403    200   200   404   404  404
partnerships:edit-summary (confidential)                          GET   in   404   403    200   200   404   404  404
partnerships:edit-notes (confidential)                            GET   in   404   403    200   200   404   404  404
partnerships:edit-origin (confidential)                           GET   in   404   403    200   200   404   404  404
partnerships:edit-effort (confidential)                           GET   in   404   403    200   200   404   404  404
partnerships:edit-expected-works (confidential)                   GET   in   404   403    200   200   404   404  404
partnerships:edit-lead (confidential)                             GET   in   404   403    200   200   404   404  404
partnerships:edit-public (confidential)                           GET   in   404   403    200   200   404   404  404
partnerships:edit-next-step (confidential)                        GET   in   404   403    200   200   404   404  404
partnerships:remove (confidential)                                GET   in   404   403    403   200   404   404  404
agreements:mou-renew (mou of a confidential one)                  GET   in   404   302    302   302   404   404  404
partnerships:notes (confidential)                                 GET   in   404   200    200   200   404   404  404
partnerships:tasks (confidential)                                 GET   in   404   200    200   200   404   404  404
partnerships:note-people (confidential)                           GET   in   404   403    200   200   404   404  404
partnerships:follow (confidential)                                GET   in   404   200    200   200   404   404  404
"""

API = """
                                                                anon volun viewer coord admin other wmf  plat
api:partnership-detail (confidential)                     GET   404  404   200    200   200   404   404  404
api:move-detail (move of a confidential one)              GET   key  404   200    200   200   404   404  404
api:mou-detail (mou of a confidential one)                GET   key  404   200    200   200   404   404  404
api:commitment-detail (commitment of a confidential one)  GET   key  404   200    200   200   404   404  404
"""
