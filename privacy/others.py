# SPDX-License-Identifier: GPL-3.0-or-later
"""What the apps below this one, and other people's apps, hold of people: they cannot say so themselves."""

from django.utils.translation import gettext_lazy as _

from privacy.classes import DataClass
from privacy.periods import Period
from privacy.registry import classify, people, purge

NO = DataClass.NOT_PERSONAL
ACCOUNT, COLLEAGUE = DataClass.ACCOUNT, DataClass.COLLEAGUE
CREDENTIAL, SESSION, AUDIT = DataClass.CREDENTIAL, DataClass.SESSION, DataClass.AUDIT
MESSAGE, LINK, FAULT = DataClass.MESSAGE, DataClass.LINK, DataClass.FAULT

people("accounts.User", "accounts.WikiAccount", "socialaccount.SocialAccount")

# accounts
classify(
    "accounts.User",
    ACCOUNT,
    password=CREDENTIAL,
    username=ACCOUNT,
    first_name=ACCOUNT,
    last_name=ACCOUNT,
    email=ACCOUNT,
    wiki_username=ACCOUNT,
    language=ACCOUNT,
    skills=ACCOUNT,
    time_zone=ACCOUNT,
    unwanted_mails=ACCOUNT,
    openness=ACCOUNT,
)
classify("accounts.User_groups", ACCOUNT, user=ACCOUNT)
classify("accounts.User_user_permissions", ACCOUNT, user=ACCOUNT)
classify("accounts.Affiliate", NO, name=NO, kind=NO, country=NO)
classify("accounts.Membership", ACCOUNT, user=COLLEAGUE, role=ACCOUNT)
classify("accounts.WikiAccount", ACCOUNT, user=ACCOUNT, sub=ACCOUNT, trouble=ACCOUNT)
classify(
    "accounts.WikiCredential",
    CREDENTIAL,
    user=CREDENTIAL,
    access=CREDENTIAL,
    refresh=CREDENTIAL,
    revoked_why=CREDENTIAL,
)

classify(
    "accounts.Session", SESSION, user=SESSION, session_key=SESSION, session_data=SESSION, program=SESSION
)
classify("accounts.TokenScope", LINK)
classify("mfa.Authenticator", CREDENTIAL, user=CREDENTIAL, type=CREDENTIAL, data=CREDENTIAL)

# journal and history
classify(
    "journal.Entry",
    AUDIT,
    request_id=AUDIT,
    actor=AUDIT,
    verb=AUDIT,
    subject_kind=AUDIT,
    thread_kind=AUDIT,
    before=AUDIT,
    after=AUDIT,
    note=AUDIT,
)
classify("pghistory.Context", AUDIT, metadata=AUDIT)
# No table: a view of all histories, each of which says for itself what it holds.
classify(
    "pghistory.Events",
    AUDIT,
    pgh_slug=AUDIT,
    pgh_model=AUDIT,
    pgh_label=AUDIT,
    pgh_data=AUDIT,
    pgh_diff=AUDIT,
    pgh_context=AUDIT,
    pgh_obj_model=AUDIT,
    pgh_obj_id=AUDIT,
)
classify("admin.LogEntry", AUDIT, user=AUDIT, object_id=AUDIT, object_repr=AUDIT, change_message=AUDIT)

# work
classify("work.Run", NO, kind=NO, state=NO, actor=COLLEAGUE, counts=NO, error=FAULT)
classify("work.Message", MESSAGE, kind=MESSAGE, key=MESSAGE, payload=MESSAGE, state=MESSAGE, error=FAULT)
classify("work.FormKey", SESSION, user=SESSION, led_to=SESSION)
classify("work.Heartbeat", NO, part=NO)

# signing in
classify("sessions.Session", SESSION, session_key=SESSION, session_data=SESSION)
classify("account.EmailAddress", ACCOUNT, user=ACCOUNT, email=ACCOUNT)
classify("account.EmailConfirmation", CREDENTIAL, key=CREDENTIAL)
classify(
    "socialaccount.SocialAccount", ACCOUNT, user=ACCOUNT, provider=ACCOUNT, uid=ACCOUNT, extra_data=ACCOUNT
)
classify(
    "socialaccount.SocialToken", CREDENTIAL, token=CREDENTIAL, token_secret=CREDENTIAL, account=CREDENTIAL
)
# Our own client at a provider, not somebody's.
classify(
    "socialaccount.SocialApp",
    NO,
    provider=NO,
    provider_id=NO,
    name=NO,
    client_id=NO,
    secret=NO,
    key=NO,
    settings=NO,
)
classify("knox.AuthToken", LINK, digest=LINK, token_key=LINK, user=LINK)

# Django's words for things
classify("auth.Permission", NO, name=NO, codename=NO)
classify("auth.Group", NO, name=NO)
classify("auth.Group_permissions", NO)
classify("contenttypes.ContentType", NO, app_label=NO, model=NO)

# What is thrown away of them, and when
_A_YEAR = Period(months=12)

purge(
    "sessions",
    SESSION,
    _("Sessions"),
    _("until they run out, at most 30 days"),
    after=Period(),
    path="privacy.actions.below.sessions",
)
purge(
    "form-keys",
    SESSION,
    _("One-time keys of forms"),
    _("%(period)s after they were used"),
    after=Period(days=2),
    path="privacy.actions.below.form_keys",
)
purge(
    "messages",
    MESSAGE,
    _("What a mail says, and to whom"),
    _("%(period)s after it left or was given up"),
    after=Period(days=30),
    path="privacy.actions.below.messages",
)
purge(
    "errors-of-runs",
    FAULT,
    _("What went wrong in the worker"),
    _("%(period)s after the run ended"),
    after=Period(days=30),
    path="privacy.actions.below.errors_of_runs",
)
purge(
    "journal",
    AUDIT,
    _("Whose line of the journal it was, and its words"),
    _("%(period)s after it happened"),
    after=_A_YEAR,
    path="privacy.actions.below.lines_of_the_journal",
)
purge(
    "history",
    AUDIT,
    _("Whose change of a row it was, and on which page"),
    _("%(period)s after it happened"),
    after=_A_YEAR,
    path="privacy.actions.below.contexts_of_history",
)
purge(
    "admin-log",
    AUDIT,
    _("What was done in the administration of vocabularies"),
    _("%(period)s after it happened"),
    after=_A_YEAR,
    path="privacy.actions.below.lines_of_the_admin",
)
purge(
    "credentials",
    CREDENTIAL,
    _("Tokens of your wiki account"),
    _("%(period)s after they were last used"),
    after=Period(days=30),
    path="privacy.actions.below.unused_credentials",
)
purge(
    "tokens",
    LINK,
    _("Keys of programs"),
    _("until they run out, at most %(period)s"),
    after=_A_YEAR,
    path="privacy.actions.below.tokens",
)
