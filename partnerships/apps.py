# SPDX-License-Identifier: GPL-3.0-or-later
"""Institutions, advocates, the pipeline, agreements and commitments."""

from datetime import date

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from interface import words
from partnerships.forgetting import on_forgetting
from privacy import subjects
from teamwork import notices, pages
from work.registry import ask_whether_unwanted, register_task


class PartnershipsConfig(AppConfig):
    name = "partnerships"
    verbose_name = _("Partnerships")

    def ready(self):
        pages.register("partnerships:board", _("Board"))
        pages.register("partnerships:partnership-list", _("Partnerships"))
        register_task("partnerships.retention", "partnerships.tasks.run_retention")
        ask_whether_unwanted("partnerships.actions.sending.is_unwelcome")
        on_forgetting("partnerships.actions.notices.forget_notice")
        on_forgetting("partnerships.actions.consents.forget_answers")
        for kind, sentence in {
            "advocates.ending": _(
                "Advocates whose time with you runs out soon: %(count)s, the first on %(day)s."
            ),
            "advocates.silent": _(
                "Advocates with whom nobody was in touch for long: %(count)s. The first is forgotten on %(day)s."
            ),
        }.items():
            notices.register(
                kind,
                sentence,
                reading=lambda said: said | {"day": words.day(date.fromisoformat(said["day"]))},
                icon_name="clock",
            )
        notices.register(
            "advocate.erasure_elsewhere",
            _(
                "Somebody whom you seem to know too, as advocate #%(number)s, asked elsewhere to be erased. "
                "Ask yourselves whether you may still keep what you know."
            ),
            icon_name="userRights",
            mail_reason=_("You get this mail because you administer an affiliate that knows this person."),
        )
        subjects.register(
            "partnerships.advocate",
            subjects.SubjectKind(
                words="partnerships.wording.words_of",
                again="partnerships.actions.erasing.erase_again",
                may="partnerships.permissions.may_search_for",
                own="partnerships.reports.naming.is_own",
                listed="partnerships.reports.naming.READ_BY_ALL",
            ),
        )
