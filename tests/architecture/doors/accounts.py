# SPDX-License-Identifier: GPL-3.0-or-later
"""Who gets what answer at the doors of accounts."""

PAGES = """
                                                     anon volun viewer coord admin other wmf  plat
accounts:prove                                GET    in   200   200    200   200   200   200  200
accounts:prove                                POST   in   422   422    422   422   422   422  422
accounts:prove                                else   in   405   405    405   405   405   405  405
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
"""
