# SPDX-License-Identifier: GPL-3.0-or-later
"""Who gets what answer at the doors of notes, tasks, followings, notices and saved views."""

PAGES = """
                                                     anon volun viewer coord admin other wmf  plat
teamwork:note-edit (note)                     GET    in   404   403    200   403   404   404  404
teamwork:note-edit (note)                     POST   in   404   403    422   403   404   404  404
teamwork:note-edit (note)                     else   in   405   405    405   405   405   405  405
teamwork:note-remove (note)                   GET    in   405   405    405   405   405   405  405
teamwork:note-remove (note)                   POST   in   404   403    302   302   404   404  404
teamwork:note-remove (note)                   else   in   405   405    405   405   405   405  405
teamwork:note-restore (note)                  GET    in   405   405    405   405   405   405  405
teamwork:note-restore (note)                  POST   in   404   403    302   302   404   404  404
teamwork:note-restore (note)                  else   in   405   405    405   405   405   405  405
teamwork:task-list                            GET    in   403   200    200   200   200   403  403
teamwork:task-list                            POST   in   405   405    405   405   405   405  405
teamwork:task-list                            else   in   405   405    405   405   405   405  405
teamwork:task-correct (task)                  GET    in   404   403    200   200   404   404  404
teamwork:task-correct (task)                  POST   in   404   403    422   422   404   404  404
teamwork:task-correct (task)                  else   in   405   405    405   405   405   405  405
teamwork:task-finish (task)                   GET    in   405   405    405   405   405   405  405
teamwork:task-finish (task)                   POST   in   404   403    302   302   404   404  404
teamwork:task-finish (task)                   else   in   405   405    405   405   405   405  405
teamwork:task-drop (task)                     GET    in   404   403    200   200   404   404  404
teamwork:task-drop (task)                     POST   in   404   403    422   422   404   404  404
teamwork:task-drop (task)                     else   in   405   405    405   405   405   405  405
teamwork:task-reopen (task)                   GET    in   405   405    405   405   405   405  405
teamwork:task-reopen (task)                   POST   in   404   403    302   302   404   404  404
teamwork:task-reopen (task)                   else   in   405   405    405   405   405   405  405
teamwork:task-next (task)                     GET    in   404   403    200   200   404   404  404
teamwork:task-next (task)                     POST   in   404   403    422   422   404   404  404
teamwork:task-next (task)                     else   in   405   405    405   405   405   405  405
teamwork:following-list                       GET    in   403   200    200   200   200   200  403
teamwork:following-list                       POST   in   405   405    405   405   405   405  405
teamwork:following-list                       else   in   405   405    405   405   405   405  405
teamwork:unfollow (following)                 GET    in   405   405    405   405   405   405  405
teamwork:unfollow (following)                 POST   in   404   404    302   404   404   404  404
teamwork:unfollow (following)                 else   in   405   405    405   405   405   405  405
teamwork:waiting                              GET    in   302   302    302   302   302   302  302
teamwork:waiting                              POST   in   405   405    405   405   405   405  405
teamwork:waiting                              else   in   405   405    405   405   405   405  405
teamwork:notice-list                          GET    in   200   200    200   200   200   200  200
teamwork:notice-list                          POST   in   405   405    405   405   405   405  405
teamwork:notice-list                          else   in   405   405    405   405   405   405  405
teamwork:notice-read-all                      GET    in   405   405    405   405   405   405  405
teamwork:notice-read-all                      POST   in   302   302    302   302   302   302  302
teamwork:notice-read-all                      else   in   405   405    405   405   405   405  405
teamwork:notice-open (notice)                 GET    in   405   405    405   405   405   405  405
teamwork:notice-open (notice)                 POST   in   404   404    302   404   404   404  404
teamwork:notice-open (notice)                 else   in   405   405    405   405   405   405  405
teamwork:notice-read (notice)                 GET    in   405   405    405   405   405   405  405
teamwork:notice-read (notice)                 POST   in   404   404    302   404   404   404  404
teamwork:notice-read (notice)                 else   in   405   405    405   405   405   405  405
teamwork:view-list                            GET    in   200   200    200   200   200   200  200
teamwork:view-list                            POST   in   405   405    405   405   405   405  405
teamwork:view-list                            else   in   405   405    405   405   405   405  405
teamwork:view-menu                            GET    in   200   200    200   200   200   200  200
teamwork:view-menu                            POST   in   405   405    405   405   405   405  405
teamwork:view-menu                            else   in   405   405    405   405   405   405  405
teamwork:view-save                            GET    in   200   200    200   200   200   200  200
teamwork:view-save                            POST   in   422   422    422   422   422   422  422
teamwork:view-save                            else   in   405   405    405   405   405   405  405
teamwork:view-correct (view)                  GET    in   404   404    200   404   404   404  404
teamwork:view-correct (view)                  POST   in   404   404    422   404   404   404  404
teamwork:view-correct (view)                  else   in   405   405    405   405   405   405  405
teamwork:view-correct (lent view)             GET    in   404   403    200   403   404   404  404
teamwork:view-correct (lent view)             POST   in   404   403    422   403   404   404  404
teamwork:view-forget (view)                   GET    in   405   405    405   405   405   405  405
teamwork:view-forget (view)                   POST   in   404   404    302   404   404   404  404
teamwork:view-forget (view)                   else   in   405   405    405   405   405   405  405
teamwork:view-forget (lent view)              GET    in   405   405    405   405   405   405  405
teamwork:view-forget (lent view)              POST   in   404   403    302   403   404   404  404
partnerships:notes (private)                  GET    in   404   200    200   200   404   403  404
partnerships:notes (private)                  POST   in   404   403    422   422   404   403  404
partnerships:notes (private)                  else   in   405   405    405   405   405   405  405
partnerships:notes (public)                   GET    in   403   200    200   200   403   403  403
partnerships:notes (public)                   POST   in   403   403    422   422   403   403  403
partnerships:tasks (private)                  GET    in   404   200    200   200   404   403  404
partnerships:tasks (private)                  POST   in   404   403    422   422   404   403  404
partnerships:tasks (private)                  else   in   405   405    405   405   405   405  405
partnerships:tasks (public)                   GET    in   403   200    200   200   403   403  403
partnerships:tasks (public)                   POST   in   403   403    422   422   403   403  403
partnerships:note-people (private)            GET    in   404   403    200   200   404   403  404
partnerships:note-people (private)            POST   in   405   405    405   405   405   405  405
partnerships:note-people (private)            else   in   405   405    405   405   405   405  405
partnerships:note-people (public)             GET    in   403   403    200   200   403   403  403
partnerships:note-people (public)             POST   in   405   405    405   405   405   405  405
partnerships:follow (private)                 GET    in   404   200    200   200   404   200  404
partnerships:follow (private)                 POST   in   404   302    302   302   404   302  404
partnerships:follow (private)                 else   in   405   405    405   405   405   405  405
partnerships:follow (public)                  GET    in   403   200    200   200   403   200  403
partnerships:follow (public)                  POST   in   403   302    302   302   403   302  403
"""
