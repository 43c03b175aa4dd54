# SPDX-License-Identifier: GPL-3.0-or-later
"""Who gets what answer at the doors of accounts."""

PAGES = """
                                                     anon volun viewer coord admin other wmf  plat
accounts:prove                                GET    in   200   200    200   200   200   200  200
accounts:prove                                POST   in   422   422    422   422   422   422  422
accounts:prove                                else   in   405   405    405   405   405   405  405
accounts:second-factor                        GET    302  302  302    302   302   302   302  302
accounts:second-factor                        POST   302  302  302    302   302   302   302  302
accounts:second-factor                        else   405  405  405    405   405   405   405  405
accounts:second-factor-set-up                 GET    302  200  200    200   200   200   200  200
accounts:second-factor-set-up                 POST   302  422  422    422   422   422   422  422
accounts:second-factor-set-up                 else   405  405  405    405   405   405   405  405
accounts:passkey-add                          GET    302  200  200    200   200   200   200  200
accounts:passkey-add                          POST   302  422  422    422   422   422   422  422
accounts:passkey-add                          else   405  405  405    405   405   405   405  405
accounts:passkey-remove (passkey)             GET    in   405  405    405   405   405   405  405
accounts:passkey-remove (passkey)             POST   in   302  404    404   404   404   404  404
accounts:passkey-remove (passkey)             else   in   405  405    405   405   405   405  405
accounts:recovery-codes                       GET    in   405  405    405   405   405   405  405
accounts:recovery-codes                       POST   in   200  403    403   403   403   403  403
accounts:recovery-codes                       else   in   405  405    405   405   405   405  405
accounts:second-factor-remove                 GET    in   405  405    405   405   405   405  405
accounts:second-factor-remove                 POST   in   302  302    302   302   302   302  302
accounts:second-factor-remove                 else   in   405  405    405   405   405   405  405
accounts:sessions                             GET    in   200  200    200   200   200   200  200
accounts:sessions                             POST   in   405  405    405   405   405   405  405
accounts:sessions                             else   in   405  405    405   405   405   405  405
accounts:end-session (session)                GET    in   405  405    405   405   405   405  405
accounts:end-session (session)                POST   in   302  404    404   404   404   404  404
accounts:end-session (session)                else   in   405  405    405   405   405   405  405
accounts:end-other-sessions                   GET    in   405  405    405   405   405   405  405
accounts:end-other-sessions                   POST   in   302  302    302   302   302   302  302
accounts:end-other-sessions                   else   in   405  405    405   405   405   405  405
accounts:elevate                              GET    in   403  403    403   403   403   403  200
accounts:elevate                              POST   in   403  403    403   403   403   403  422
accounts:elevate                              else   in   405  405    405   405   405   405  405
accounts:step-down                            GET    in   405  405    405   405   405   405  405
accounts:step-down                            POST   in   403  403    403   403   403   403  302
accounts:step-down                            else   in   405  405    405   405   405   405  405
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
