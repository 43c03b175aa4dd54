# SPDX-License-Identifier: GPL-3.0-or-later
"""Who gets what answer at the doors of the reading-only admin."""

# The admin: `*` stands for every model registered there; each is walked. Django's admin sends away with 302.
ADMIN = """
                                                     anon volun viewer coord admin other wmf  plat
admin:index                                   GET    302  302   302    302   302   302   302  200
admin:index                                   POST   302  302   302    302   302   302   302  200
admin:login                                   GET    in   403   403    403   403   403   403  302
admin:login                                   POST   in   403   403    403   403   403   403  302
admin:logout                                  GET    302  302   302    302   302   302   302  405
admin:logout                                  POST   302  302   302    302   302   302   302  302
admin:password_change                         GET    302  302   302    302   302   302   302  200
admin:password_change                         POST   302  302   302    302   302   302   302  200
admin:password_change_done                    GET    302  302   302    302   302   302   302  200
admin:password_change_done                    POST   302  302   302    302   302   302   302  405
admin:autocomplete                            GET    302  302   302    302   302   302   302  403
admin:autocomplete                            POST   302  302   302    302   302   302   302  405
admin:jsi18n                                  GET    302  302   302    302   302   302   302  200
admin:jsi18n                                  POST   302  302   302    302   302   302   302  405
admin:view_on_site                            GET    302  302   302    302   302   302   302  302
admin:view_on_site                            POST   302  302   302    302   302   302   302  302
admin:app_list                                GET    302  302   302    302   302   302   302  200
admin:app_list                                POST   302  302   302    302   302   302   302  200
admin:*_changelist                            GET    302  302   302    302   302   302   302  200
admin:*_changelist                            POST   302  302   302    302   302   302   302  200
admin:*_add                                   GET    302  302   302    302   302   302   302  403
admin:*_add                                   POST   302  302   302    302   302   302   302  403
admin:*_history                               GET    302  302   302    302   302   302   302  200
admin:*_history                               POST   302  302   302    302   302   302   302  200
admin:*_delete                                GET    302  302   302    302   302   302   302  403
admin:*_delete                                POST   302  302   302    302   302   302   302  403
admin:*_change                                GET    302  302   302    302   302   302   302  200
admin:*_change                                POST   302  302   302    302   302   302   302  403
admin:*_redirect                              GET    302  302   302    302   302   302   302  302
admin:*_redirect                              POST   302  302   302    302   302   302   302  302
admin:anything-else                           GET    302  302   302    302   302   302   302  404
admin:anything-else                           POST   302  302   302    302   302   302   302  404
"""
