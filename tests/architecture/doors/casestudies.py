# SPDX-License-Identifier: GPL-3.0-or-later
"""Who gets what answer at the doors of casestudies."""

PAGES = """
                                                     anon volun viewer coord admin other wmf  plat
casestudies:list                              GET    200  200   200    200   200   200   200  200
casestudies:list                              POST   405  405   405    405   405   405   405  405
casestudies:list                              else   405  405   405    405   405   405   405  405
casestudies:case-study (mirrored)             GET    200  200   200    200   200   200   200  200
casestudies:case-study (mirrored)             POST   405  405   405    405   405   405   405  405
casestudies:case-study (mirrored)             else   405  405   405    405   405   405   405  405
casestudies:case-study (filed)                GET    404  200   200    200   200   404   200  404
casestudies:case-study (draft)                GET    404  200   404    404   404   404   404  404
casestudies:begin                             GET    in   200   200    200   200   200   200  200
casestudies:begin                             POST   in   422   422    422   422   422   422  422
casestudies:begin                             else   in   405   405    405   405   405   405  405
casestudies:write (draft)                     GET    in   200   404    404   404   404   404  404
casestudies:write (draft)                     POST   in   422   404    404   404   404   404  404
casestudies:write (draft)                     else   in   405   405    405   405   405   405  405
casestudies:write (filed)                     GET    in   302   403    403   403   404   403  404
casestudies:write (filed)                     POST   in   422   403    403   403   404   403  404
casestudies:write (mirrored)                  GET    in   403   403    403   403   403   403  403
casestudies:write (mirrored)                  POST   in   403   403    403   403   403   403  403
casestudies:write-section (draft)             GET    in   302   404    404   404   404   404  404
casestudies:write-section (draft)             POST   in   409   404    404   404   404   404  404
casestudies:write-section (draft)             else   in   405   405    405   405   405   405  405
casestudies:write-section (filed)             GET    in   302   403    403   403   404   403  404
casestudies:write-section (filed)             POST   in   409   403    403   403   404   403  404
casestudies:write-section (mirrored)          GET    in   403   403    403   403   403   403  403
casestudies:write-section (mirrored)          POST   in   403   403    403   403   403   403  403
casestudies:write-check (draft)               GET    in   200   404    404   404   404   404  404
casestudies:write-check (draft)               POST   in   405   405    405   405   405   405  405
casestudies:write-check (draft)               else   in   405   405    405   405   405   405  405
casestudies:write-check (filed)               GET    in   302   403    403   403   404   403  404
casestudies:write-check (mirrored)            GET    in   403   403    403   403   403   403  403
casestudies:write-wikitext (draft)            GET    in   200   404    404   404   404   404  404
casestudies:write-wikitext (draft)            POST   in   422   404    404   404   404   404  404
casestudies:write-wikitext (draft)            else   in   405   405    405   405   405   405  405
casestudies:write-wikitext (filed)            GET    in   302   403    403   403   404   403  404
casestudies:write-wikitext (filed)            POST   in   422   403    403   403   404   403  404
casestudies:write-wikitext (mirrored)         GET    in   403   403    403   403   403   403  403
casestudies:write-wikitext (mirrored)         POST   in   403   403    403   403   403   403  403
casestudies:write-preview (draft)             GET    in   405   405    405   405   405   405  405
casestudies:write-preview (draft)             POST   in   200   404    404   404   404   404  404
casestudies:write-preview (draft)             else   in   405   405    405   405   405   405  405
casestudies:write-preview (filed)             POST   in   200   403    403   403   404   403  404
casestudies:write-preview (mirrored)          POST   in   403   403    403   403   403   403  403
casestudies:autosave (draft)                  GET    in   405   405    405   405   405   405  405
casestudies:autosave (draft)                  POST   in   422   404    404   404   404   404  404
casestudies:autosave (draft)                  else   in   405   405    405   405   405   405  405
casestudies:autosave (filed)                  POST   in   422   403    403   403   404   403  404
casestudies:autosave (mirrored)               POST   in   403   403    403   403   403   403  403
casestudies:file (draft)                      GET    in   405   405    405   405   405   405  405
casestudies:file (draft)                      POST   in   422   404    404   404   404   404  404
casestudies:file (draft)                      else   in   405   405    405   405   405   405  405
casestudies:file (mirrored)                   POST   in   403   403    403   403   403   403  403
casestudies:facts (draft)                     GET    in   200   404    404   404   404   404  404
casestudies:facts (draft)                     POST   in   422   404    404   404   404   404  404
casestudies:facts (draft)                     else   in   405   405    405   405   405   405  405
casestudies:facts (filed)                     GET    in   302   403    403   403   404   403  404
casestudies:facts (filed)                     POST   in   422   403    403   403   404   403  404
casestudies:facts (mirrored)                  GET    in   403   403    200   200   200   200  403
casestudies:facts (mirrored)                  POST   in   403   403    422   422   422   422  403
casestudies:figures (draft)                   GET    in   200   404    404   404   404   404  404
casestudies:figures (draft)                   POST   in   422   404    404   404   404   404  404
casestudies:figures (draft)                   else   in   405   405    405   405   405   405  405
casestudies:figures (filed)                   GET    in   302   403    403   403   404   403  404
casestudies:figures (filed)                   POST   in   422   403    403   403   404   403  404
casestudies:figures (mirrored)                GET    in   403   403    403   403   403   403  403
casestudies:figures (mirrored)                POST   in   403   403    403   403   403   403  403
casestudies:figure (figure of a draft)        GET    in   405   405    405   405   405   405  405
casestudies:figure (figure of a draft)        POST   in   400   404    404   404   404   404  404
casestudies:figure (figure of a draft)        else   in   405   405    405   405   405   405  405
casestudies:figure (figure of a filed one)    POST   in   400   403    403   403   404   403  404
casestudies:withdraw (draft)                  GET    in   405   405    405   405   405   405  405
casestudies:withdraw (draft)                  POST   in   302   404    404   404   404   404  404
casestudies:withdraw (draft)                  else   in   405   405    405   405   405   405  405
casestudies:withdraw (filed)                  POST   in   302   403    403   403   404   403  404
casestudies:withdraw (mirrored)               POST   in   403   403    403   403   403   403  403
casestudies:link (mirrored)                   GET    in   403   403    200   200   200   200  403
casestudies:link (mirrored)                   POST   in   403   403    422   422   422   422  403
casestudies:link (mirrored)                   else   in   405   405    405   405   405   405  405
casestudies:link (filed)                      GET    in   403   403    200   200   404   200  404
casestudies:link (filed)                      POST   in   403   403    422   422   404   422  404
casestudies:link (draft)                      GET    in   200   404    404   404   404   404  404
casestudies:of-institution (institution)      GET    200  200   200    200   200   200   200  200
casestudies:of-institution (institution)      POST   405  405   405    405   405   405   405  405
casestudies:of-institution (institution)      else   405  405   405    405   405   405   405  405
casestudies:case-study-linked (mirrored)      GET    200  200   200    200   200   200   200  200
casestudies:case-study-linked (mirrored)      POST   405  405   405    405   405   405   405  405
casestudies:case-study-linked (mirrored)      else   405  405   405    405   405   405   405  405
casestudies:case-study-linked (filed)         GET    404  404   404    404   404   404   404  404
casestudies:case-study-linked (draft)         GET    404  404   404    404   404   404   404  404
casestudies:guess-list                        GET    in   403   403    200   200   200   200  403
casestudies:guess-list                        POST   in   405   405    405   405   405   405  405
casestudies:guess-list                        else   in   405   405    405   405   405   405  405
casestudies:guesses-decide                    GET    in   405   405    405   405   405   405  405
casestudies:guesses-decide                    POST   in   403   403    422   422   422   422  403
casestudies:guesses-decide                    else   in   405   405    405   405   405   405  405
casestudies:guess (guess)                     GET    in   403   403    200   200   200   200  403
casestudies:guess (guess)                     POST   in   403   403    422   422   422   422  403
casestudies:guess (guess)                     else   in   405   405    405   405   405   405  405
casestudies:guess (guess of a draft)          GET    in   200   404    404   404   404   404  404
casestudies:guess (guess of a draft)          POST   in   422   404    404   404   404   404  404
casestudies:same-title                        GET    in   200   200    200   200   200   200  200
casestudies:same-title                        POST   in   405   405    405   405   405   405  405
casestudies:same-title                        else   in   405   405    405   405   405   405  405
casestudies:bring                             GET    in   200   200    200   200   200   200  200
casestudies:bring                             POST   in   422   422    422   422   422   422  422
casestudies:bring                             else   in   405   405    405   405   405   405  405
casestudies:pdf (mirrored)                    GET    200  200   200    200   200   200   200  200
casestudies:pdf (mirrored)                    POST   405  405   405    405   405   405   405  405
casestudies:pdf (mirrored)                    else   405  405   405    405   405   405   405  405
casestudies:pdf (filed)                       GET    404  200   200    200   200   404   200  404
casestudies:pdf (draft)                       GET    404  200   404    404   404   404   404  404
casestudies:wikitext (mirrored)               GET    200  200   200    200   200   200   200  200
casestudies:wikitext (mirrored)               POST   405  405   405    405   405   405   405  405
casestudies:wikitext (mirrored)               else   405  405   405    405   405   405   405  405
casestudies:wikitext (filed)                  GET    404  200   200    200   200   404   200  404
casestudies:wikitext (draft)                  GET    404  200   404    404   404   404   404  404
casestudies:feed                              GET    200  200   200    200   200   200   200  200
casestudies:feed                              POST   405  405   405    405   405   405   405  405
casestudies:feed                              else   405  405   405    405   405   405   405  405
casestudies:brochure                          GET    in   200   200    200   200   200   200  200
casestudies:brochure                          POST   in   200   200    200   200   200   200  200
casestudies:brochure                          else   in   405   405    405   405   405   405  405
casestudies:brochure-print                    GET    in   200   200    200   200   200   200  200
casestudies:brochure-print                    POST   in   200   200    200   200   200   200  200
casestudies:brochure-print                    else   in   405   405    405   405   405   405  405
casestudies:brochure-pdf                      GET    in   200   200    200   200   200   200  200
casestudies:brochure-pdf                      POST   in   200   200    200   200   200   200  200
casestudies:brochure-pdf                      else   in   405   405    405   405   405   405  405
"""
