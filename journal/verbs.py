# SPDX-License-Identifier: GPL-3.0-or-later
"""The words of the journal: each verb a code writes, in the reader's language."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "account.added": _("added an account"),
    "affiliate.founded": _("founded the affiliate"),
    "membership.granted": _("gave a role"),
    "membership.ended": _("ended a role"),
    "institution.added": _("added the institution"),
    "institution.corrected": _("corrected the institution"),
    "advocate.introduced": _("introduced an advocate"),
    "advocate.corrected": _("corrected an advocate"),
    "partnership.opened": _("opened the partnership"),
    "partnership.moved": _("moved the partnership"),
    "partnership.planned": _("planned the next step"),
    "partnership.corrected": _("corrected the partnership"),
    "mou.drafted": _("drafted an agreement"),
    "mou.signed": _("recorded the signatures"),
    "mou.corrected": _("corrected an agreement"),
    "commitment.made": _("noted a commitment"),
    "commitment.settled": _("settled a commitment"),
    "sync.requested": _("asked for a sync"),
    "casestudy.begun": _("began a case study"),
    "casestudy.saved": _("saved the draft"),
    "casestudy.filed": _("filed the case study"),
    "casestudy.withdrawn": _("withdrew the case study"),
    "casestudy.linked": _("linked the case study to an institution"),
    "token.made": _("made an API token"),
    "token.revoked": _("revoked an API token"),
}
