"""Forms of a session's desk: how it is registered for, its team, whom to invite, what to write."""

from __future__ import annotations

from datetime import UTC
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from accounts.names import display_name
from accounts.roles import GROUPS, Role
from core import languages
from core.date_fields import DateTimeField, known_zone
from core.fields import LONGEST
from core.newer_version import TellsOfNewerVersion
from core.numbers import WholeNumberField

from .models import SessionDesk, SessionPage, SessionTeam

OWN_LANGUAGE = {"dir": "auto"}


class SettingsForm(TellsOfNewerVersion, forms.ModelForm):
    """Moments are typed where the session is held; places online are asked of a hybrid session only.

    The instance is filled in but not saved: that is `running.save_settings`.
    """

    registration_url = forms.URLField(
        label=_("Address of registration"),
        required=False,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"dir": "ltr"}),
        help_text=_("If people register on another site."),
    )

    class Meta:
        model = SessionDesk
        fields = [
            *("registration", "registration_url", "opens", "closes"),
            *("capacity", "capacity_online", "places_per_city", "days_to_accept"),
            *("joining_url", "contact_role"),
        ]
        field_classes = {
            **dict.fromkeys(("opens", "closes"), DateTimeField),
            **dict.fromkeys(("capacity", "capacity_online", "places_per_city", "days_to_accept"), WholeNumberField),
        }
        widgets = {
            "registration": forms.RadioSelect,
            "joining_url": forms.URLInput(attrs={"dir": "ltr", "autocomplete": "off"}),
            "contact_role": forms.TextInput(attrs=OWN_LANGUAGE),
        }

    def __init__(self, *args, instance: SessionDesk, **kwargs) -> None:
        super().__init__(*args, instance=instance, **kwargs)
        session = instance.session
        modes = SessionDesk.Registration.choices
        self.fields["registration"].choices = [(code, capfirst(label)) for code, label in modes]
        for name in ("opens", "closes"):
            self.fields[name].zone = known_zone(session.timezone) or UTC
        if session.mode != SessionPage.Mode.HYBRID:
            del self.fields["capacity_online"]
        else:
            self.fields["capacity"].label = _("Places in person")

    def clean_joining_url(self) -> str:
        address = self.cleaned_data["joining_url"].strip()
        if address:
            forms.URLField(max_length=1000, assume_scheme="https").clean(address)
        return address


class WordsForm(forms.Form):
    """What is said in the letter about a step."""

    words = forms.CharField(
        label=_("Your words"),
        required=False,
        max_length=2000,
        help_text=_("They are in the email as you write them. For example: why, and what comes next."),
        widget=forms.Textarea(attrs={"rows": 4, **OWN_LANGUAGE}),
    )


class TeamForm(forms.Form):
    """Somebody more in the team: an organiser or an editor who is not in it yet."""

    person = forms.ModelChoiceField(User.objects.none(), label=_("Person"))
    role = forms.ChoiceField(label=_("Role"), choices=SessionTeam.Role.choices, initial=SessionTeam.Role.ORGANISER)

    def __init__(self, *args, session: SessionPage, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        roles = [GROUPS[Role.ORGANISER], GROUPS[Role.EDITOR]]
        may = User.objects.filter(is_active=True, groups__name__in=roles).exclude(sessions_run__session=session)
        field = self.fields["person"]
        field.queryset = User.objects.filter(pk__in=may.values("pk")).order_by("last_name", "first_name", "pk")
        field.label_from_instance = display_name


class InviteForm(forms.Form):
    email = forms.EmailField(
        label=_("Email address"), widget=forms.EmailInput(attrs={"dir": "ltr", "autocomplete": "off"})
    )
    language = forms.ChoiceField(label=_("Language of the email"), choices=languages.OWN_NAMES.items())


class LetterForm(forms.Form):
    """To whom, and what. The frame around it (greeting, links) is in each reader's language."""

    group = forms.ChoiceField(label=pgettext_lazy("an email", "To"))
    subject = forms.CharField(
        label=pgettext_lazy("an email", "Subject"), max_length=150, widget=forms.TextInput(attrs=OWN_LANGUAGE)
    )
    text = forms.CharField(
        label=_("Your message"),
        max_length=LONGEST // 10,
        help_text=_("It is sent as you write it, in your language. A link to their registration stands under it."),
        widget=forms.Textarea(attrs={"rows": 9, **OWN_LANGUAGE}),
    )

    def __init__(self, *args, groups: list[tuple[str, str]], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].choices = groups

    def clean_subject(self) -> str:
        """One line, whatever was pasted."""
        return " ".join(self.cleaned_data["subject"].split())


class FileForm(forms.Form):
    """Needs of access and diet stay here unless they are asked for; that they were is written down."""

    format = forms.ChoiceField(
        label=_("File"), choices=[("xlsx", pgettext_lazy("a file", "Excel")), ("csv", "CSV")], initial="xlsx"
    )
    with_needs = forms.BooleanField(
        label=_("With needs of access and diet"),
        required=False,
        help_text=_("Only if whoever gets the file needs them, for example the venue. This is recorded."),
    )

    def clean(self) -> dict[str, Any]:
        return super().clean() or self.cleaned_data
