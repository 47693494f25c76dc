"""Where our rules differ from django-allauth's."""

from __future__ import annotations

from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from core import languages
from core.limits import network_of

from .language import language_of, remember_language
from .models import User
from .post import send_to_address
from .second_factor import FACTORS, must_have_second_factor
from .signed_in import SignedInRequest

LINKS = ("activate_url", "password_reset_url")
CHANGES = {
    "password_changed": _("Your password has been changed."),
    "password_reset": _("Your password has been changed, with a link sent to this address."),
    "password_set": _("A password has been chosen."),
    "email_changed": _("The email address has been changed."),
    "email_confirm": _("An email address has been confirmed."),
    "email_deleted": _("An email address has been removed."),
    "totp_activated": _("An authenticator app has been set up as second factor."),
    "totp_deactivated": _("The authenticator app has been removed from the second factors."),
    "recovery_codes_generated": _("New recovery codes have been created; the old ones no longer work."),
    "webauthn_added": _("A key has been added."),
    "webauthn_removed": _("A key has been removed."),
    "account_connected": _("Another organisation’s sign-in has been connected."),
    "account_disconnected": _("Another organisation’s sign-in has been disconnected."),
}
"""What happened to an account, by allauth's name of the letter: its owner is always told."""


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up; letters speak the recipient's language; the way in leads to the desk."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("The address or the password is wrong. Check both."),
        "username_password_mismatch": _("The user name or the password is wrong. Check both."),
        "too_many_login_attempts": _(
            "Too many attempts with a wrong password or code. Wait five minutes, then try again."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: SignedInRequest) -> str:
        return f"/{request.user.language or languages.current()}/desk/"

    def post_login(self, request: HttpRequest, user: User, **login) -> HttpResponse:
        response = super().post_login(request, user, **login)
        if not user.language:
            User.objects.filter(pk=user.pk).update(last_language=languages.current())
        return remember_language(response, user.language or languages.current())

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials) -> str:
        """Wrong passwords count for one name from one place: a stranger elsewhere locks nobody out of their account."""
        return f"{super()._get_login_attempts_cache_key(request, **credentials)}:{network_of(request)}"

    def send_notification_mail(self, template_prefix: str, user: User, context=None, email=None) -> None:
        super().send_notification_mail(template_prefix, user, {**(context or {}), "user": user}, email)

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """allauth's letters as ours are: from `templates/emails/`, in the reader's language. Links lead to the address
        that the settings give: the request's could be a forged one."""
        event = template_prefix.rsplit("/", 1)[-1]
        language = language_of(context.get("user"))
        links = {
            name: f"{settings.BASE_URL}{urlsplit(context[name]).path}?language={language}"
            for name in LINKS
            if name in context
        }
        change = CHANGES.get(event, "")
        send_to_address(
            "account_change" if change else event, email, language, **{**context, **links, "change": change}
        )


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": _(
            "Your role needs a second factor, and this is your only one. Add another one first, then remove this one."
        ),
        "incorrect_code": _("This code is wrong. Enter the one that is shown now."),
    }

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """The last factor of somebody who must have one stays: there is no moment without."""
        if authenticator.type not in FACTORS or not must_have_second_factor(authenticator.user):
            return True
        others = Authenticator.objects.filter(user=authenticator.user, type__in=FACTORS).exclude(pk=authenticator.pk)
        return others.exists()


class ConnectedAccountAdapter(DefaultSocialAccountAdapter):
    """Another organisation's sign-in opens an account that is there; it never makes one."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def authenticate_by_email(self, sociallogin: SocialLogin) -> tuple[User, str] | None:
        """Both sides must have confirmed the address: theirs says so, and ours was reached by a letter."""
        found = super().authenticate_by_email(sociallogin)
        if found and EmailAddress.objects.filter(user=found[0], email__iexact=found[1], verified=True).exists():
            return found
        return None
