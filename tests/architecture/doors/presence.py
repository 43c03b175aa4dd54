# SPDX-License-Identifier: GPL-3.0-or-later
"""Who gets what answer at the doors of places on the wikis."""

PAGES = """
                                                 anon   volun  viewer coord  admin  other  wmf    plat
presence:of-partnership (private)          GET   404    404    200    200    200    404    200    404
presence:of-partnership (private)          POST  405    405    405    405    405    405    405    405
presence:of-partnership (private)          else  405    405    405    405    405    405    405    405
presence:of-partnership (public)           GET   200    200    200    200    200    200    200    200
presence:of-partnership (public)           POST  405    405    405    405    405    405    405    405
presence:of-partnership (public)           else  405    405    405    405    405    405    405    405
presence:of-institution (institution)      GET   200    200    200    200    200    200    200    200
presence:of-institution (institution)      POST  405    405    405    405    405    405    405    405
presence:of-institution (institution)      else  405    405    405    405    405    405    405    405
presence:place (place)                     GET   404    404    200    200    200    404    200    404
presence:place (place)                     POST  405    405    405    405    405    405    405    405
presence:place (place)                     else  405    405    405    405    405    405    405    405
presence:place (task place)                GET   404    404    200    200    200    404    200    404
presence:place (task place)                POST  405    405    405    405    405    405    405    405
presence:place (task place)                else  405    405    405    405    405    405    405    405
presence:place (public place)              GET   200    200    200    200    200    200    200    200
presence:place (public place)              POST  405    405    405    405    405    405    405    405
presence:place (public place)              else  405    405    405    405    405    405    405    405
presence:place (institution's category)    GET   200    200    200    200    200    200    200    200
presence:place (institution's category)    POST  405    405    405    405    405    405    405    405
presence:place (institution's category)    else  405    405    405    405    405    405    405    405
presence:place (institution's programme)   GET   404    404    200    200    200    200    200    404
presence:place (institution's programme)   POST  405    405    405    405    405    405    405    405
presence:place (institution's programme)   else  405    405    405    405    405    405    405    405
presence:add-to-partnership (private)      GET   in     404    403    200    200    404    403    404
presence:add-to-partnership (private)      POST  in     404    403    422    422    404    403    404
presence:add-to-partnership (private)      else  in     405    405    405    405    405    405    405
presence:add-to-partnership (public)       GET   in     403    403    200    200    403    403    403
presence:add-to-partnership (public)       POST  in     403    403    422    422    403    403    403
presence:add-to-partnership (public)       else  in     405    405    405    405    405    405    405
presence:add-to-institution (institution)  GET   in     403    403    200    200    200    403    403
presence:add-to-institution (institution)  POST  in     403    403    422    422    422    403    403
presence:add-to-institution (institution)  else  in     405    405    405    405    405    405    405
presence:name (place)                      GET   in     404    403    200    200    404    403    404
presence:name (place)                      POST  in     404    403    302    302    404    403    404
presence:name (place)                      else  in     405    405    405    405    405    405    405
presence:name (institution's programme)    GET   in     404    403    200    200    200    403    404
presence:name (institution's programme)    POST  in     404    403    302    302    302    403    404
presence:name (institution's programme)    else  in     405    405    405    405    405    405    405
presence:remove (place)                    GET   in     405    405    405    405    405    405    405
presence:remove (place)                    POST  in     404    403    302    302    404    403    404
presence:remove (place)                    else  in     405    405    405    405    405    405    405
presence:check (place)                     GET   in     405    405    405    405    405    405    405
presence:check (place)                     POST  in     404    403    302    302    404    403    404
presence:check (place)                     else  in     405    405    405    405    405    405    405
presence:follow (place)                    GET   in     405    405    405    405    405    405    405
presence:follow (place)                    POST  in     404    403    302    302    404    403    404
presence:follow (place)                    else  in     405    405    405    405    405    405    405
presence:remove (public place)             GET   in     405    405    405    405    405    405    405
presence:remove (public place)             POST  in     403    403    302    302    403    403    403
presence:remove (public place)             else  in     405    405    405    405    405    405    405
presence:check (institution's category)    GET   in     405    405    405    405    405    405    405
presence:check (institution's category)    POST  in     403    403    302    302    302    403    403
presence:check (institution's category)    else  in     405    405    405    405    405    405    405
presence:resolve (task place)              GET   in     405    405    405    405    405    405    405
presence:resolve (task place)              POST  in     404    403    302    302    404    403    404
presence:resolve (task place)              else  in     405    405    405    405    405    405    405
presence:listing-ask (place)               GET   in     404    403    200    200    404    403    404
presence:listing-ask (place)               POST  in     404    403    422    422    404    403    404
presence:listing-ask (place)               else  in     405    405    405    405    405    405    405
presence:listing-ask (task place)          GET   in     404    403    404    404    404    403    404
presence:listing-ask (task place)          POST  in     404    403    404    404    404    403    404
presence:listing-ask (task place)          else  in     405    405    405    405    405    405    405
presence:listing-answer (listing request)  GET   in     404    403    200    200    404    403    404
presence:listing-answer (listing request)  POST  in     404    403    422    422    404    403    404
presence:listing-answer (listing request)  else  in     405    405    405    405    405    405    405
"""
