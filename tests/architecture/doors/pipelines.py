# SPDX-License-Identifier: GPL-3.0-or-later
"""Who gets what answer at the doors of pipelines; `other` co-leads a partnership and so sees its stages."""

PAGES = """
                                                     anon volun viewer coord admin other wmf  plat
partnerships:pipeline-list                    GET    in   403  200    200   200   200   200  403
partnerships:pipeline-list                    POST   in   405  405    405   405   405   405  405
partnerships:pipeline-list                    else   in   405  405    405   405   405   405  405
partnerships:pipeline-make                    GET    in   403  403    403   200   403   403  403
partnerships:pipeline-make                    POST   in   403  403    403   422   403   403  403
partnerships:pipeline-make                    else   in   405  405    405   405   405   405  405
partnerships:pipeline (pipeline)              GET    in   404  200    200   200   404   200  404
partnerships:pipeline (pipeline)              POST   in   405  405    405   405   405   405  405
partnerships:pipeline (pipeline)              else   in   405  405    405   405   405   405  405
partnerships:pipeline-correct (pipeline)      GET    in   404  403    403   200   404   403  404
partnerships:pipeline-correct (pipeline)      POST   in   404  403    403   422   404   403  404
partnerships:pipeline-correct (pipeline)      else   in   405  405    405   405   405   405  405
partnerships:pipeline-order (pipeline)        GET    in   405  405    405   405   405   405  405
partnerships:pipeline-order (pipeline)        POST   in   404  403    403   422   404   403  404
partnerships:pipeline-order (pipeline)        else   in   405  405    405   405   405   405  405
partnerships:pipeline-retire (pipeline)       GET    in   405  405    405   405   405   405  405
partnerships:pipeline-retire (pipeline)       POST   in   404  403    403   422   404   403  404
partnerships:pipeline-retire (pipeline)       else   in   405  405    405   405   405   405  405
partnerships:stage-add (pipeline)             GET    in   404  403    403   200   404   403  404
partnerships:stage-add (pipeline)             POST   in   404  403    403   422   404   403  404
partnerships:stage-add (pipeline)             else   in   405  405    405   405   405   405  405
partnerships:stage-correct (stage)            GET    in   404  403    403   200   403   403  404
partnerships:stage-correct (stage)            POST   in   404  403    403   422   403   403  404
partnerships:stage-correct (stage)            else   in   405  405    405   405   405   405  405
partnerships:stage-retire (empty stage)       GET    in   404  403    403   200   403   403  404
partnerships:stage-retire (empty stage)       POST   in   404  403    403   422   403   403  404
partnerships:stage-retire (empty stage)       else   in   405  405    405   405   405   405  405
partnerships:stage-restore (retired stage)    GET    in   405  405    405   405   405   405  405
partnerships:stage-restore (retired stage)    POST   in   404  403    403   422   403   403  404
partnerships:stage-restore (retired stage)    else   in   405  405    405   405   405   405  405
"""
