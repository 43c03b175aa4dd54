# SPDX-License-Identifier: GPL-3.0-or-later
"""Signing in by wiki account: allauth keeps state and code verifier, everything else is decided here.

Who somebody is, is the number the wiki gives (`sub`). There is no sign-up form, no allauth account behind it, and
neither name nor e-mail ever joins two accounts.
"""

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialToken
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.mediawiki.provider import MediaWikiProvider
from allauth.socialaccount.providers.mediawiki.views import MediaWikiOAuth2Adapter
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import actions, second_factor, wiki_server
from accounts.entering import enter
from accounts.errors import WikiAccountBlocked, WikiAccountTaken, WikiSignInUnavailable
from accounts.going_on import ours
from accounts.models import WikiAccount
from accounts.recording import note_refused_by_wiki

# The extension says the first where the standard has the second.
DENIALS = {"unauthorized_client", "access_denied"}


class Refused(OAuth2Error):
    """Carries a refusal of ours through allauth's callback."""

    def __init__(self, refusal: ValidationError):
        super().__init__(refusal.code)
        self.refusal = refusal


class WikiAdapter(MediaWikiOAuth2Adapter):
    """Asks the configured server, through our own bounded questions."""

    def __init__(self, request: HttpRequest):
        super().__init__(request)
        self.authorize_url = wiki_server.address("authorize")

    def get_callback_url(self, request, app):
        # As registered with the wiki, whatever host the request says it came to.
        return f"{settings.SITE_URL.rstrip('/')}{reverse('accounts:wiki-callback')}"

    def get_access_token_data(self, request, app, client, pkce_code_verifier=None):
        try:
            tokens = wiki_server.exchange(
                request.GET["code"], verifier=pkce_code_verifier, callback=client.callback_url
            )
            return {"tokens": tokens, "person": wiki_server.person(tokens.access)}
        except ValidationError as refusal:
            raise Refused(refusal) from refusal

    def parse_token(self, data):
        return SocialToken(
            expires_at=data["tokens"].expires_at
        )  # the tokens themselves go nowhere near allauth

    def complete_login(self, request, app, token, **kwargs):
        answer = kwargs["response"]
        known = {"sub": answer["person"].sub, "username": answer["person"].username}
        signing_in = self.get_provider().sociallogin_from_response(request, known)
        signing_in.answer = answer
        return signing_in


class WikiProvider(MediaWikiProvider):
    oauth2_adapter_class = WikiAdapter


class SocialAdapter(DefaultSocialAccountAdapter):
    """Takes over where allauth would sign somebody in, up or say that it failed."""

    def list_apps(self, request, provider=None, client_id=None):
        return [
            SocialApp(
                provider=WikiProvider.id,
                name="wiki",
                client_id=settings.WIKI_OAUTH_CLIENT_ID,
                secret=settings.WIKI_OAUTH_CLIENT_SECRET,
                settings={"oauth_pkce_enabled": True, "scope": []},
            )
        ]

    def get_provider(self, request, provider, client_id=None):
        return WikiProvider(request, app=self.get_app(request, provider, client_id))

    def is_open_for_signup(self, request, sociallogin):
        return False

    def can_authenticate_by_email(self, login, email):
        return False

    def pre_social_login(self, request, sociallogin):
        raise ImmediateHttpResponse(_enter(request, sociallogin.state, **sociallogin.answer))

    def on_authentication_error(self, request, provider, error=None, exception=None, extra_context=None):
        raise ImmediateHttpResponse(_say_why(request, exception))


callback = OAuth2CallbackView.adapter_view(WikiAdapter)


def begin(request: HttpRequest, *, connects: bool, next_address: str, proves: bool = False) -> HttpResponse:
    """Send somebody to the wiki, to come back with a code; `proves`: to show that they still are who signed in."""
    process = AuthProcess.CONNECT if connects else AuthProcess.LOGIN
    provider = SocialAdapter(request).get_provider(request, WikiProvider.id)
    data = {"proves": request.user.pk} if proves else None
    return provider.redirect(request, process, next_url=ours(request, next_address), data=data)


def may_prove(user) -> bool:
    """Whether the wiki's word is enough to show that they are still themselves: of those with a second factor it is not."""
    return WikiAccount.objects.filter(user=user.pk).exists() and not second_factor.has_second_factor(user)


def _enter(request: HttpRequest, state: dict, *, tokens, person) -> HttpResponse:
    connects = state.get("process") == AuthProcess.CONNECT
    if connects and not request.user.is_authenticated:
        return failed(request, _("You were signed out meanwhile. Sign in, then connect again."), status=400)
    proves = (state.get("data") or {}).get("proves")
    if proves and not _is_same(request, proves, person):
        if request.user.is_authenticated:
            actions.note_proof_refused(request.user, how="wiki")
        return failed(request, _("This is not the wiki account you are signed in with."), status=403)
    try:
        if connects:
            actions.connect_wiki(request.user, person, tokens)
        else:
            user = actions.sign_in_by_wiki(person, tokens)
    except ValidationError as refusal:
        if isinstance(refusal, WikiAccountBlocked):
            for account in WikiAccount.objects.filter(sub=person.sub):
                actions.suspend_wiki(account, WikiAccount.Trouble.BLOCKED)
        if not connects:
            note_refused_by_wiki(person)
        status = 409 if isinstance(refusal, WikiAccountTaken) else 403
        return failed(request, *refusal.messages, status=status)
    if connects:
        messages.success(request, _("Your wiki account is connected."))
        return redirect(ours(request, state.get("next")) or "accounts:profile")
    wanted = ours(request, state.get("next"))
    if step := second_factor.next_step(user, by_password=False):
        second_factor.wait_for_second(request, user, next_address=wanted)
        return redirect(step)
    enter(request, user)
    return redirect(wanted or settings.LOGIN_REDIRECT_URL)


def _is_same(request: HttpRequest, user_id: int, person) -> bool:
    """Whether who came back is who went, and is signed in still."""
    return request.user.pk == user_id and WikiAccount.objects.filter(user=user_id, sub=person.sub).exists()


def _say_why(request: HttpRequest, exception: Exception | None) -> HttpResponse:
    if isinstance(exception, Refused):
        is_transient = isinstance(exception.refusal, WikiSignInUnavailable)
        return failed(request, *exception.refusal.messages, status=503 if is_transient else 400)
    if request.GET.get("error") in DENIALS:
        # It comes without the state, so that nobody can tell whose answer it is; it changes nothing either.
        return failed(
            request, _("You did not allow it on the wiki, so nothing was changed here."), status=403
        )
    if "error" in request.GET:
        return failed(request, _("The wiki could not sign you in. Try again in a few minutes."), status=503)
    return failed(
        request,
        _(
            "This answer of the wiki belongs to no sign-in that waits in this browser, or it was used already."
        ),
        status=400,
    )


def failed(request: HttpRequest, *reasons: str, status: int) -> HttpResponse:
    """The page that says why it did not work, with the way to try again."""
    return render(request, "accounts/wiki_sign_in_failed.html", {"reasons": reasons}, status=status)
