# SPDX-License-Identifier: GPL-3.0-or-later
"""Says in a header how many queries an answer took."""

from django.db import connection


def count_queries(get_response):
    def answer(request):
        count = 0

        def one_more(execute, *args):
            nonlocal count
            count += 1
            return execute(*args)

        with connection.execute_wrapper(one_more):
            response = get_response(request)
        response["X-Queries"] = str(count)
        return response

    return answer
