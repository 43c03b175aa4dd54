# SPDX-License-Identifier: GPL-3.0-or-later
"""Who gets what answer at the doors of commitments."""

PAGES = """
                                                            anon  volun viewr coord admin other wmf   plat
agreements:commitment-make (mou)                     GET    in    404   403   200   200   404   403   404
agreements:commitment-make (mou)                     POST   in    404   403   422   422   404   403   404
agreements:commitment-make (mou)                     else   in    405   405   405   405   405   405   405
agreements:commitment-make (mou of a public one)     GET    in    404   403   200   200   404   403   404
agreements:commitment-make (mou of a public one)     POST   in    404   403   422   422   404   403   404
agreements:commitment-list                           GET    in    403   200   200   200   200   200   403
agreements:commitment-list                           POST   in    405   405   405   405   405   405   405
agreements:commitment-list                           else   in    405   405   405   405   405   405   405
agreements:commitment (commitment)                   GET    in    404   200   200   200   404   200   404
agreements:commitment (commitment)                   POST   in    405   405   405   405   405   405   405
agreements:commitment (commitment)                   else   in    405   405   405   405   405   405   405
agreements:commitment (promise)                      GET    in    404   200   200   200   404   200   404
agreements:commitment (settled promise)              GET    in    404   200   200   200   404   200   404
agreements:commitment-correct (commitment)           GET    in    404   403   200   200   404   403   404
agreements:commitment-correct (commitment)           POST   in    404   403   422   422   404   403   404
agreements:commitment-correct (commitment)           else   in    405   405   405   405   405   405   405
agreements:commitment-correct (promise)              GET    in    404   403   200   200   404   403   404
agreements:commitment-correct (promise)              POST   in    404   403   422   422   404   403   404
agreements:commitment-remove (commitment)            GET    in    405   405   405   405   405   405   405
agreements:commitment-remove (commitment)            POST   in    404   403   422   422   404   403   404
agreements:commitment-remove (commitment)            else   in    405   405   405   405   405   405   405
agreements:commitment-remove (promise)               POST   in    404   403   422   422   404   403   404
agreements:commitment-progress (commitment)          GET    in    405   405   405   405   405   405   405
agreements:commitment-progress (commitment)          POST   in    404   403   422   422   404   403   404
agreements:commitment-progress (commitment)          else   in    405   405   405   405   405   405   405
agreements:commitment-progress (promise)             POST   in    404   403   422   422   404   403   404
agreements:commitment-settle (commitment)            GET    in    405   405   405   405   405   405   405
agreements:commitment-settle (commitment)            POST   in    404   403   422   422   404   403   404
agreements:commitment-settle (commitment)            else   in    405   405   405   405   405   405   405
agreements:commitment-settle (promise)               POST   in    404   403   422   422   404   403   404
agreements:commitment-waive (commitment)             GET    in    405   405   405   405   405   405   405
agreements:commitment-waive (commitment)             POST   in    404   403   422   422   404   403   404
agreements:commitment-waive (commitment)             else   in    405   405   405   405   405   405   405
agreements:commitment-waive (promise)                POST   in    404   403   422   422   404   403   404
agreements:commitment-reopen (settled promise)       GET    in    405   405   405   405   405   405   405
agreements:commitment-reopen (settled promise)       POST   in    404   403   422   422   404   403   404
agreements:commitment-reopen (settled promise)       else   in    405   405   405   405   405   405   405
"""

API = """
                                                            anon  volun viewr coord admin other wmf   plat
api:commitment-list                                  GET    key   200   200   200   200   200   200   200
api:commitment-list                                  POST   key   405   405   405   405   405   405   405
api:commitment-list                                  else   key   405   405   405   405   405   405   405
api:commitment-detail (promise)                      GET    key   404   200   200   200   404   200   404
api:commitment-detail (promise)                      POST   key   405   405   405   405   405   405   405
api:commitment-detail (promise)                      else   key   405   405   405   405   405   405   405
api:commitment-detail (commitment)                   GET    key   404   200   200   200   404   200   404
"""
