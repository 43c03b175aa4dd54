# SPDX-License-Identifier: GPL-3.0-or-later
"""Who gets what answer at the doors of learning."""

PAGES = """
                                                  anon   volun  viewer coord  admin  other  wmf    plat
learning:home                               GET   200    200    200    200    200    200    200    200
learning:home                               POST  405    405    405    405    405    405    405    405
learning:home                               else  405    405    405    405    405    405    405    405
learning:failed                             GET   200    200    200    200    200    200    200    200
learning:failed                             POST  405    405    405    405    405    405    405    405
learning:failed                             else  405    405    405    405    405    405    405    405
learning:obstacles                          GET   200    200    200    200    200    200    200    200
learning:obstacles                          POST  405    405    405    405    405    405    405    405
learning:obstacles                          else  405    405    405    405    405    405    405    405
learning:guides                             GET   200    200    200    200    200    200    200    200
learning:guides                             POST  405    405    405    405    405    405    405    405
learning:guides                             else  405    405    405    405    405    405    405    405
learning:like-partnership (private)         GET   404    404    200    200    200    404    200    404
learning:like-partnership (private)         POST  405    405    405    405    405    405    405    405
learning:like-partnership (private)         else  405    405    405    405    405    405    405    405
learning:like-partnership (public)          GET   200    200    200    200    200    200    200    200
learning:like-partnership (public)          POST  405    405    405    405    405    405    405    405
learning:like-partnership (public)          else  405    405    405    405    405    405    405    405
learning:guides-for-partnership (private)   GET   404    404    200    200    200    404    200    404
learning:guides-for-partnership (private)   POST  405    405    405    405    405    405    405    405
learning:guides-for-partnership (private)   else  405    405    405    405    405    405    405    405
learning:guides-for-partnership (public)    GET   200    200    200    200    200    200    200    200
learning:guides-for-partnership (public)    POST  405    405    405    405    405    405    405    405
learning:guides-for-partnership (public)    else  405    405    405    405    405    405    405    405
learning:like-case-study (mirrored)         GET   200    200    200    200    200    200    200    200
learning:like-case-study (mirrored)         POST  405    405    405    405    405    405    405    405
learning:like-case-study (mirrored)         else  405    405    405    405    405    405    405    405
learning:like-case-study (filed)            GET   404    200    200    200    200    404    200    404
learning:like-case-study (filed)            POST  405    405    405    405    405    405    405    405
learning:like-case-study (filed)            else  405    405    405    405    405    405    405    405
learning:like-case-study (draft)            GET   404    200    404    404    404    404    404    404
learning:like-case-study (draft)            POST  405    405    405    405    405    405    405    405
learning:like-case-study (draft)            else  405    405    405    405    405    405    405    405
learning:obstacles-of-case-study (mirrored) GET   200    200    200    200    200    200    200    200
learning:obstacles-of-case-study (mirrored) POST  405    405    405    405    405    405    405    405
learning:obstacles-of-case-study (mirrored) else  405    405    405    405    405    405    405    405
learning:obstacles-of-case-study (filed)    GET   404    200    200    200    200    404    200    404
learning:obstacles-of-case-study (filed)    POST  405    405    405    405    405    405    405    405
learning:obstacles-of-case-study (filed)    else  405    405    405    405    405    405    405    405
learning:obstacles-of-case-study (draft)    GET   404    200    404    404    404    404    404    404
learning:obstacles-of-case-study (draft)    POST  405    405    405    405    405    405    405    405
learning:obstacles-of-case-study (draft)    else  405    405    405    405    405    405    405    405
learning:like-institution (institution)     GET   200    200    200    200    200    200    200    200
learning:like-institution (institution)     POST  405    405    405    405    405    405    405    405
learning:like-institution (institution)     else  405    405    405    405    405    405    405    405
learning:obstacle-add (mirrored)            GET   in     403    403    200    200    200    200    403
learning:obstacle-add (mirrored)            POST  in     403    403    422    422    422    422    403
learning:obstacle-add (mirrored)            else  in     405    405    405    405    405    405    405
learning:obstacle-add (filed)               GET   in     200    403    200    200    404    200    404
learning:obstacle-add (filed)               POST  in     422    403    422    422    404    422    404
learning:obstacle-add (filed)               else  in     405    405    405    405    405    405    405
learning:obstacle-add (draft)               GET   in     200    404    404    404    404    404    404
learning:obstacle-add (draft)               POST  in     422    404    404    404    404    404    404
learning:obstacle-add (draft)               else  in     405    405    405    405    405    405    405
learning:obstacle (obstacle)                GET   in     403    403    200    200    200    200    403
learning:obstacle (obstacle)                POST  in     403    403    422    422    422    422    403
learning:obstacle (obstacle)                else  in     405    405    405    405    405    405    405
learning:guide (guide)                      GET   200    200    200    200    200    200    200    200
learning:guide (guide)                      POST  405    405    405    405    405    405    405    405
learning:guide (guide)                      else  405    405    405    405    405    405    405    405
learning:guide (unpublished guide)          GET   404    404    404    404    200    404    200    404
learning:guide (unpublished guide)          POST  405    405    405    405    405    405    405    405
learning:guide (unpublished guide)          else  405    405    405    405    405    405    405    405
learning:guide-add                          GET   in     403    403    403    200    403    200    403
learning:guide-add                          POST  in     403    403    403    422    403    422    403
learning:guide-add                          else  in     405    405    405    405    405    405    405
learning:guide-correct (guide)              GET   in     403    403    403    200    403    200    403
learning:guide-correct (guide)              POST  in     403    403    403    422    403    422    403
learning:guide-correct (guide)              else  in     405    405    405    405    405    405    405
learning:guide-starters                     GET   in     405    405    405    405    405    405    405
learning:guide-starters                     POST  in     403    403    403    302    403    302    403
learning:guide-starters                     else  in     405    405    405    405    405    405    405
learning:path                               GET   in     200    200    200    200    200    200    200
learning:path                               POST  in     302    302    302    302    302    302    302
learning:path                               else  in     405    405    405    405    405    405    405
learning:path-step                          GET   in     405    405    405    405    405    405    405
learning:path-step                          POST  in     404    404    404    404    404    404    404
learning:path-step                          else  in     405    405    405    405    405    405    405
learning:path-leave                         GET   in     405    405    405    405    405    405    405
learning:path-leave                         POST  in     302    404    404    404    404    404    404
learning:path-leave                         else  in     405    405    405    405    405    405    405
learning:path-studies                       GET   in     200    404    404    404    404    404    404
learning:path-studies                       POST  in     405    405    405    405    405    405    405
learning:path-studies                       else  in     405    405    405    405    405    405    405
learning:path-institution                   GET   in     200    404    404    404    404    404    404
learning:path-institution                   POST  in     302    404    404    404    404    404    404
learning:path-institution                   else  in     405    405    405    405    405    405    405
learning:path-mentors                       GET   in     200    404    404    404    404    404    404
learning:path-mentors                       POST  in     405    405    405    405    405    405    405
learning:path-mentors                       else  in     405    405    405    405    405    405    405
learning:path-seen (first path)             GET   in     302    200    404    404    404    404    404
learning:path-seen (first path)             POST  in     405    405    405    405    405    405    405
learning:path-seen (first path)             else  in     405    405    405    405    405    405    405
learning:mentor-ask (mentor)                GET   in     200    404    404    404    404    404    404
learning:mentor-ask (mentor)                POST  in     302    404    404    404    404    404    404
learning:mentor-ask (mentor)                else  in     405    405    405    405    405    405    405
learning:mentorship-answer (mentorship)     GET   in     405    405    405    405    405    405    405
learning:mentorship-answer (mentorship)     POST  in     403    302    404    404    404    404    404
learning:mentorship-answer (mentorship)     else  in     405    405    405    405    405    405    405
learning:mentorship-end (mentorship)        GET   in     405    405    405    405    405    405    405
learning:mentorship-end (mentorship)        POST  in     302    302    404    404    404    404    404
learning:mentorship-end (mentorship)        else  in     405    405    405    405    405    405    405
learning:mentoring                          GET   in     200    200    200    200    200    200    200
learning:mentoring                          POST  in     422    422    422    422    422    422    422
learning:mentoring                          else  in     405    405    405    405    405    405    405
learning:mentoring-stop                     GET   in     405    405    405    405    405    405    405
learning:mentoring-stop                     POST  in     404    404    302    404    404    404    404
learning:mentoring-stop                     else  in     405    405    405    405    405    405    405
"""
