# SPDX-License-Identifier: GPL-3.0-or-later
"""Who gets what answer at the doors of the board: beginning, conditions, changing several, taking back."""

PAGES = """
                                                     anon volun viewer coord admin other wmf  plat
partnerships:begin                            GET    in   403   403    200   200   200   403  403
partnerships:begin                            POST   in   405   405    405   405   405   405  405
partnerships:begin                            else   in   405   405    405   405   405   405  405
partnerships:bulk                             GET    in   403   403    200   200   200   403  403
partnerships:bulk                             POST   in   403   403    422   422   422   403  403
partnerships:bulk                             else   in   405   405    405   405   405   405  405
partnerships:conditions                       GET    in   403   200    200   200   200   200  403
partnerships:conditions                       POST   in   405   405    405   405   405   405  405
partnerships:conditions                       else   in   405   405    405   405   405   405  405
partnerships:undo                             GET    in   405   405    405   405   405   405  405
partnerships:undo                             POST   in   404   404    404   404   404   404  404
partnerships:undo                             else   in   405   405    405   405   405   405  405
partnerships:undo-move (move)                 GET    in   405   405    405   405   405   405  405
partnerships:undo-move (move)                 POST   in   404   403    302   302   404   403  404
partnerships:undo-move (move)                 else   in   405   405    405   405   405   405  405
"""
