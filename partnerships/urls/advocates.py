# SPDX-License-Identifier: GPL-3.0-or-later
"""Doors to advocates, to what hangs on them, and to handing over when somebody leaves."""

from django.urls import path

from partnerships.views import advocates, handing_over, people, privacy, risks, subjects

urlpatterns = [
    path(
        "institutions/<int:pk>/advocates/introduce/", advocates.advocate_introduce, name="advocate-introduce"
    ),
    path("advocates/", advocates.advocate_list, name="advocate-list"),
    path("advocates/<int:pk>/", advocates.advocate, name="advocate"),
    path("advocates/<int:pk>/correct/", advocates.advocate_correct, name="advocate-correct"),
    path("advocates/<int:pk>/renew/", advocates.advocate_renew, name="advocate-renew"),
    path("advocates/<int:pk>/data/", subjects.advocate_data, name="advocate-data"),
    path("advocates/<int:pk>/data/export/", subjects.advocate_export, name="advocate-export"),
    path("advocates/<int:pk>/data/restrict/", subjects.advocate_restrict, name="advocate-restrict"),
    path("advocates/<int:pk>/data/erase/", subjects.advocate_erase_fields, name="advocate-erase-fields"),
    path("advocates/<int:pk>/data/search/", subjects.advocate_search, name="advocate-search"),
    path("advocates/<int:pk>/forget/", subjects.advocate_forget, name="advocate-forget"),
    path("advocates/<int:pk>/contact/", people.contact, name="advocate-contact"),
    path("advocates/<int:pk>/spoke-today/", people.spoke_today, name="spoke-today"),
    path("contacts/<int:pk>/take-back/", people.contact_take_back, name="contact-take-back"),
    path("advocates/<int:pk>/posts/", people.post_note, name="post-note"),
    path("posts/<int:pk>/correct/", people.post_correct, name="post-correct"),
    path("posts/<int:pk>/leave/", handing_over.post_leave, name="post-leave"),
    path("advocates/<int:pk>/relations/", people.relate, name="relate"),
    path("relations/<int:pk>/end/", people.relation_end, name="relation-end"),
    path("advocates/<int:pk>/addresses/", people.address_add, name="address-add"),
    path("addresses/<int:pk>/prefer/", people.address_prefer, name="address-prefer"),
    path("addresses/<int:pk>/remove/", people.address_remove, name="address-remove"),
    path("advocates/<int:pk>/consent/", people.consent, name="consent"),
    path("advocates/<int:pk>/consent/withdraw/", people.consent_withdraw, name="consent-withdraw"),
    path("advocates/<int:pk>/rights/", privacy.rights, name="advocate-rights"),
    path("advocates/<int:pk>/notice/", privacy.notice, name="advocate-notice"),
    path("advocates/<int:pk>/notice/given/", privacy.notice_given, name="advocate-notice-given"),
    path("advocates/<int:pk>/answers/", privacy.answered, name="advocate-answered"),
    path("advocates/<int:pk>/plan/", people.plan, name="advocate-plan"),
    path("partnerships/<int:pk>/risks/", risks.risks, name="risks"),
    path("partnerships/<int:pk>/people/", risks.people, name="people"),
    path("people/<int:pk>/hand-over/", handing_over.hand_over, name="hand-over"),
]
