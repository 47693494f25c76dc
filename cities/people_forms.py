"""Forms about a city's people: inviting somebody, and joining."""

from __future__ import annotations

from django import forms
from django.contrib.auth.password_validation import password_validators_help_text_html, validate_password
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import OF_A_CITY, Role
from core import languages

from .models import CityPage


class InvitationForm(forms.Form):
    """Whom, as what. `city` is the one whose people are shown; without one, the roles are the platform's."""

    email = forms.EmailField(label=_("Email address"))
    role = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect)
    language = forms.ChoiceField(label=_("Language of the email"), choices=languages.OWN_NAMES.items())

    def __init__(self, *args, city: CityPage | None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [
            (role.value, role.label) for role in Role if (role in OF_A_CITY) == (city is not None)
        ]
        self.fields["email"].widget.attrs |= {"dir": "ltr", "autocomplete": "off"}
        self.fields["email"].help_text = _(
            "We send the email with the link to this address. For example: a.benali@city.example"
        )


class JoinForm(forms.Form):
    """Who somebody is, and a password twice. The address is the invitation's."""

    address = forms.EmailField(
        label=_("Email address"),
        required=False,
        widget=forms.EmailInput(attrs={"readonly": True, "autocomplete": "username", "dir": "ltr"}),
    )  # shown, so that the browser keeps the password with it
    first_name = forms.CharField(label=_("First name"), max_length=150)
    last_name = forms.CharField(
        label=_("Last name"), max_length=150, required=False, help_text=_("Leave this empty if you have only one name.")
    )
    password = forms.CharField(
        label=_("Password"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )
    again = forms.CharField(
        label=_("Repeat the password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args, email: str, **kwargs) -> None:
        super().__init__(*args, initial={"address": email}, **kwargs)
        self.email = email
        self.fields["password"].help_text = password_validators_help_text_html()
        for name, meaning in (("first_name", "given-name"), ("last_name", "family-name")):
            self.fields[name].widget.attrs |= {"dir": "auto", "autocomplete": meaning}

    def clean_password(self) -> str:
        names = {name: self.cleaned_data.get(name, "") for name in ("first_name", "last_name")}
        validate_password(self.cleaned_data["password"], User(email=self.email, **names))
        return self.cleaned_data["password"]

    def clean_again(self) -> str:
        if self.cleaned_data["again"] != self.cleaned_data.get("password", self.cleaned_data["again"]):
            raise forms.ValidationError(_("The two passwords are different. Type the same one twice."))
        return self.cleaned_data["again"]
