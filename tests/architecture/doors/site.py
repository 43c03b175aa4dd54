# SPDX-License-Identifier: GPL-3.0-or-later
"""Who gets what answer at the doors of site."""

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
metrics                                       GET    404  404   404    404   404   404   404  404
metrics                                       POST   405  405   405    405   405   405   405  405
metrics                                       else   405  405   405    405   405   405   405  405
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
"""
