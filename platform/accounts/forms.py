"""Forms of the account pages: allauth's, with labels and hints of ours, and a person's own choices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.forms import LoginForm, ResetPasswordForm
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.localization import get_available_admin_time_zones
from wagtail.users.models import UserProfile

from core import hosts, languages
from core.after_response import after_response
from core.control_names import ControlNames
from core.uploads.forms import ProfilePictureForm

from .models import User

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as StrOrPromise


class SignInForm(LoginForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Email address or user name")
        self.fields["login"].widget.attrs |= {"autocomplete": "username", "autocapitalize": "none", "dir": "ltr"}
        self.fields["password"].help_text = ""
        self.fields["remember"].label = _("Stay signed in on this device for two weeks")


class ForgottenPasswordForm(ResetPasswordForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("Email address")
        self.fields["email"].widget.attrs |= {"dir": "ltr", "autocomplete": "username"}

    def clean_email(self) -> str:
        """Nobody is looked up yet: the page is the same, and as fast, whether somebody has this address or nobody."""
        return self.cleaned_data["email"]

    def save(self, request: HttpRequest, **kwargs) -> str:
        after_response(lambda: self._write(request, **kwargs))
        return self.cleaned_data["email"]

    def _write(self, request: HttpRequest, **kwargs) -> None:
        with context.request_context(request):
            super().clean_email()
            super().save(request, **kwargs)


class _Code(hosts.Form):
    """Six digits are typed on a phone's number pad; a recovery code is digits too."""

    code_label: StrOrPromise = _("Code")
    code_hint: StrOrPromise = ""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = self.code_label
        self.fields["code"].help_text = self.code_hint
        self.fields["code"].widget.attrs |= {"inputmode": "numeric", "dir": "ltr", "autocomplete": "one-time-code"}


class SecondFactorForm(_Code, AuthenticateForm):
    code_hint = _("The six digits that your authenticator app shows now, or one of your recovery codes.")


class SecondFactorAgainForm(_Code, ReauthenticateForm):
    code_hint = SecondFactorForm.code_hint


class AuthenticatorAppForm(_Code, ActivateTOTPForm):
    code_label = _("Code from the app")
    code_hint = _("The six digits that the app shows for Portolan now, for example 123 456.")


class AddKeyForm(ControlNames, AddWebAuthnForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of this key")
        self.fields["name"].help_text = _("So that you can tell your keys apart, for example: my work laptop.")
        self.fields["passwordless"].label = _("Sign in with this key alone, without a password")
        self.fields["passwordless"].help_text = _(
            "The device then asks for your fingerprint, your face or its PIN each time."
        )


class RenameKeyForm(ControlNames, EditWebAuthnForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of this key")


class AccountForm(forms.ModelForm):
    """What a person decides about themselves."""

    language = forms.ChoiceField(
        label=_("Language"), choices=languages.OWN_NAMES.items, required=False, widget=forms.RadioSelect
    )

    class Meta:
        model = User
        fields = ["first_name", "last_name", "language", "letters"]
        widgets = {"letters": forms.RadioSelect}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].help_text = _("For these pages, the editors’ interface and the emails we send you.")
        self.fields["first_name"].required = True
        self.fields["last_name"].help_text = _("Leave this empty if you have only one name.")
        for name in ("first_name", "last_name"):
            self.fields[name].widget.attrs["dir"] = "auto"


class InterfaceForm(ProfilePictureForm):
    """How the editors' interface looks and behaves for one person: what Wagtail keeps in its profile."""

    current_time_zone = forms.ChoiceField(label=_("Time zone"), required=False)

    class Meta:
        model = UserProfile
        fields = [
            *("current_time_zone", "theme", "contrast", "density", "keyboard_shortcuts"),
            *("updated_comments_notifications", "avatar"),
        ]
        labels = {"updated_comments_notifications": _("Emails about comments on my pages")}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        usual = ("", _("Time zone of the site (%(zone)s)") % {"zone": settings.TIME_ZONE})
        self.fields["current_time_zone"].choices = [usual, *((zone, zone) for zone in get_available_admin_time_zones())]
        self.fields["avatar"].label = _("Picture")
        self.fields["avatar"].help_text = _("Beside your name in the editors' interface. Visitors never see it.")
        self.fields["avatar"].widget = forms.FileInput(attrs={"accept": "image/*"})
