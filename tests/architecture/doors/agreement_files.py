# SPDX-License-Identifier: GPL-3.0-or-later
"""Agreements on paper: they name who signs, so that they are for the affiliate as documents are."""

PAGES = """
                                          anon volun viewer coord admin other wmf  plat
agreements:mou-print (mou)          GET   in   404   200    200   200   404   403  404
agreements:mou-print (mou)          POST  in   405   405    405   405   405   405  405
agreements:mou-print (mou)          else  in   405   405    405   405   405   405  405
agreements:mou-print (mou of a public one)  GET  in  404  200  200  200  404  403  404
agreements:mou-pdf (mou)            GET   in   404   200    200   200   404   403  404
agreements:mou-pdf (mou)            POST  in   405   405    405   405   405   405  405
agreements:mou-pdf (mou)            else  in   405   405    405   405   405   405  405
agreements:mou-hold (mou)           GET   in   404   403    403   200   404   403  404
agreements:mou-hold (mou)           POST  in   404   403    403   422   404   403  404
agreements:mou-hold (mou)           else  in   405   405    405   405   405   405  405
agreements:mou-hold (mou of a public one)   GET  in  404  403  403  200  404  403  404
agreements:mou-document-cut (mou)   GET   in   404   403    403   200   404   403  404
agreements:mou-document-cut (mou)   POST  in   404   403    403   422   404   403  404
agreements:mou-document-cut (mou)   else  in   405   405    405   405   405   405  405
agreements:mou-release (mou)        GET   in   405   405    405   405   405   405  405
agreements:mou-release (mou)        POST  in   404   403    403   302   404   403  404
agreements:mou-release (mou)        else  in   405   405    405   405   405   405  405
"""
