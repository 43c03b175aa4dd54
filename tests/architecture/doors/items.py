# SPDX-License-Identifier: GPL-3.0-or-later
"""Who gets what answer at the doors of Wikidata items."""

PAGES = """
                                                          anon  volun viewer coord admin other wmf  plat
institutions:item-list                             GET    in    403   403   200   200   200   403   200
institutions:item-list                             POST   in    405   405   405   405   405   405   405
institutions:item-list                             else   in    405   405   405   405   405   405   405
institutions:item-renew-all                        GET    in    405   405   405   405   405   405   405
institutions:item-renew-all                        POST   in    403   403   422   422   422   403   422
institutions:item-renew-all                        else   in    405   405   405   405   405   405   405
institutions:item-without                          GET    in    403   403   200   200   200   403   403
institutions:item-without                          POST   in    405   405   405   405   405   405   405
institutions:item-without                          else   in    405   405   405   405   405   405   405
institutions:item-search                           GET    in    403   403   200   200   200   403   403
institutions:item-search                           POST   in    405   405   405   405   405   405   405
institutions:item-search                           else   in    405   405   405   405   405   405   405
institutions:item-add                              GET    in    403   403   302   302   302   403   403
institutions:item-add                              POST   in    403   403   422   422   422   403   403
institutions:item-add                              else   in    405   405   405   405   405   405   405
institutions:item (institution)                    GET    in    403   403   200   200   200   403   403
institutions:item (institution)                    POST   in    403   403   422   422   422   403   403
institutions:item (institution)                    else   in    405   405   405   405   405   405   405
institutions:item-field (institution)              GET    in    405   405   405   405   405   405   405
institutions:item-field (institution)              POST   in    403   403   422   422   422   403   403
institutions:item-field (institution)              else   in    405   405   405   405   405   405   405
institutions:item-renew (institution)              GET    in    405   405   405   405   405   405   405
institutions:item-renew (institution)              POST   in    403   403   302   302   302   403   302
institutions:item-renew (institution)              else   in    405   405   405   405   405   405   405
institutions:item-unlink (institution)             GET    in    405   405   405   405   405   405   405
institutions:item-unlink (institution)             POST   in    403   403   422   422   422   403   403
institutions:item-unlink (institution)             else   in    405   405   405   405   405   405   405
institutions:item-of (institution)                 GET    200   200   200   200   200   200   200   200
institutions:item-of (institution)                 POST   405   405   405   405   405   405   405   405
institutions:item-of (institution)                 else   405   405   405   405   405   405   405   405
institutions:item-of (linked)                      GET    200   200   200   200   200   200   200   200
institutions:item-of (linked)                      POST   405   405   405   405   405   405   405   405
institutions:item-of (linked)                      else   405   405   405   405   405   405   405   405
institutions:item-of (missing item)                GET    200   200   200   200   200   200   200   200
institutions:item-of (missing item)                POST   405   405   405   405   405   405   405   405
institutions:item-of (missing item)                else   405   405   405   405   405   405   405   405
"""
