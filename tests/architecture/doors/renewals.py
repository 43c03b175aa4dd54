# SPDX-License-Identifier: GPL-3.0-or-later
"""The renewal of agreements: all who see one see what was kept; who edits it decides."""

PAGES = """
                                                     anon volun viewer coord admin other wmf  plat
agreements:mou-renew (mou that ends)          GET    in   404   200    200   200   404   200  404
agreements:mou-renew (mou that ends)          POST   in   404   403    422   422   404   403  404
agreements:mou-renew (mou that ends)          else   in   405   405    405   405   405   405  405
agreements:mou-renew (mou)                    GET    in   404   302    302   302   404   302  404
agreements:mou-renew (mou)                    POST   in   404   403    422   422   404   403  404
agreements:mou-let-end (mou that ends)        GET    in   405   405    405   405   405   405  405
agreements:mou-let-end (mou that ends)        POST   in   404   403    422   422   404   403  404
agreements:mou-let-end (mou that ends)        else   in   405   405    405   405   405   405  405
"""
