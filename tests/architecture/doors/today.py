# SPDX-License-Identifier: GPL-3.0-or-later
"""Who gets what answer at the doors of the queue, of feeds and dates, and of stopping mails.

The coordinator made the feed and leads the partnerships; a feed's address is its own key, and so is the link
in a mail.
"""

PAGES = """
                                                     anon volun viewer coord admin other wmf  plat
today:queue                                   GET    in   200   200    200   200   200   200  200
today:queue                                   POST   in   405   405    405   405   405   405  405
today:queue                                   else   in   405   405    405   405   405   405  405
today:slot                                    GET    in   302   302    302   302   302   302  302
today:slot                                    POST   in   405   405    405   405   405   405  405
today:slot                                    else   in   405   405    405   405   405   405  405
today:snooze                                  GET    in   200   200    200   200   200   200  200
today:snooze                                  POST   in   422   422    422   422   422   422  422
today:snooze                                  else   in   405   405    405   405   405   405  405
today:wake                                    GET    in   405   405    405   405   405   405  405
today:wake                                    POST   in   302   302    302   302   302   302  302
today:wake                                    else   in   405   405    405   405   405   405  405
today:feeds                                   GET    in   200   200    200   200   200   200  200
today:feeds                                   POST   in   422   422    422   422   422   422  422
today:feeds                                   else   in   405   405    405   405   405   405  405
today:feed-revoke (feed)                      GET    in   405   405    405   405   405   405  405
today:feed-revoke (feed)                      POST   in   404   404    302   404   404   404  404
today:feed-revoke (feed)                      else   in   405   405    405   405   405   405  405
today:ics-commitment (commitment)             GET    in   404   404    404   404   404   404  404
today:ics-commitment (dated commitment)       GET    in   404   200    200   200   404   200  404
today:ics-commitment (dated commitment)       POST   in   405   405    405   405   405   405  405
today:ics-commitment (dated commitment)       else   in   405   405    405   405   405   405  405
today:ics-agreement (dated agreement)         GET    in   404   200    200   200   404   200  404
today:ics-agreement (dated agreement)         POST   in   405   405    405   405   405   405  405
today:ics-agreement (dated agreement)         else   in   405   405    405   405   405   405  405
today:ics-review (dated agreement)            GET    in   404   200    200   200   404   200  404
today:ics-review (dated agreement)            POST   in   405   405    405   405   405   405  405
today:ics-review (dated agreement)            else   in   405   405    405   405   405   405  405
today:ics-next-step (dated)                   GET    in   404   200    200   200   404   200  404
today:ics-next-step (dated)                   POST   in   405   405    405   405   405   405  405
today:ics-next-step (dated)                   else   in   405   405    405   405   405   405  405
today:ics-next-step (dated and public)        GET    in   404   200    200   200   404   200  404
today:ics-task (dated task)                   GET    in   404   200    200   200   404   404  404
today:ics-task (dated task)                   POST   in   405   405    405   405   405   405  405
today:ics-task (dated task)                   else   in   405   405    405   405   405   405  405
today:feed (feed's token)                     GET    200  200   200    200   200   200   200  200
today:feed (feed's token)                     POST   405  405   405    405   405   405   405  405
today:feed (feed's token)                     else   405  405   405    405   405   405   405  405
today:feed (revoked feed's token)             GET    404  404   404    404   404   404   404  404
today:unsubscribe (link in a mail)            GET    200  200   200    200   200   200   200  200
today:unsubscribe (link in a mail)            POST   200  200   200    200   200   200   200  200
today:unsubscribe (link in a mail)            else   405  405   405    405   405   405   405  405
today:unsubscribe (foreign signature)         GET    404  404   404    404   404   404   404  404
today:unsubscribe (foreign signature)         POST   404  404   404    404   404   404   404  404
"""
