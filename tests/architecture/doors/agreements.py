# SPDX-License-Identifier: GPL-3.0-or-later
"""Agreements."""

PAGES = """
                                                     anon volun viewer coord admin other wmf  plat
agreements:mou-draft (private)              GET    in   404   403    200   200   404   403  404
agreements:mou-draft (private)              POST   in   404   403    422   422   404   403  404
agreements:mou-draft (private)              else   in   405   405    405   405   405   405  405
agreements:mou-draft (public)               GET    in   403   403    200   200   403   403  403
agreements:mou-draft (public)               POST   in   403   403    422   422   403   403  403
agreements:mou-list                         GET    in   403   200    200   200   200   200  403
agreements:mou-list                         POST   in   405   405    405   405   405   405  405
agreements:mou-list                         else   in   405   405    405   405   405   405  405
agreements:mou (mou)                        GET    in   404   200    200   200   404   200  404
agreements:mou (mou)                        POST   in   405   405    405   405   405   405  405
agreements:mou (mou)                        else   in   405   405    405   405   405   405  405
agreements:mou (mou of a public one)        GET    in   404   200    200   200   404   200  404
agreements:mou-correct (mou)                GET    in   404   403    200   200   404   403  404
agreements:mou-correct (mou)                POST   in   404   403    422   422   404   403  404
agreements:mou-correct (mou)                else   in   405   405    405   405   405   405  405
agreements:mou-sign (mou)                   GET    in   404   403    200   200   404   403  404
agreements:mou-sign (mou)                   POST   in   404   403    422   422   404   403  404
agreements:mou-sign (mou)                   else   in   405   405    405   405   405   405  405
agreements:mou-document (mou)               GET    in   404   200    200   200   404   403  404
agreements:mou-document (mou)               POST   in   405   405    405   405   405   405  405
agreements:mou-document (mou)               else   in   405   405    405   405   405   405  405
"""
