# SPDX-License-Identifier: GPL-3.0-or-later
"""The link in a mail by which mails of its kind stop, for people and for mail programs (RFC 8058)."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts.limits import limited
from accounts.models import User
from today import actions
from today.errors import NoSuchLink
from today.links import read_stop


@csrf_exempt  # the signature in the address is what authorises; a mail program has no cookie to guard
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@limited("mail.stop", methods=("POST",))
def unsubscribe(request, token):
    """Asks whether to stop; a POST stops at once. Whether there is still such a person is not told."""
    try:
        kind, user_id = read_stop(token)
    except NoSuchLink as error:
        raise Http404 from error
    is_done = request.method == "POST"
    if is_done:
        actions.stop_mails(user_id, kind)
    context = {"kind": User.MailKind(kind), "is_done": is_done}
    return render(request, "today/unsubscribe.html", context)
