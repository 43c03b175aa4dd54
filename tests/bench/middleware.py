# SPDX-License-Identifier: GPL-3.0-or-later
"""Says in headers how many queries an answer took, and how much of the processor's time."""

import time

from django.db import connection


def count_queries(get_response):
    def answer(request):
        count = 0

        def one_more(execute, *args):
            nonlocal count
            count += 1
            return execute(*args)

        begun = time.thread_time()
        with connection.execute_wrapper(one_more):
            response = get_response(request)
        response["X-Queries"] = str(count)
        # Of this thread alone: what other processes do does not disturb it as it does the clock.
        response["X-Cpu-Ms"] = f"{(time.thread_time() - begun) * 1000:.3f}"
        return response

    return answer
