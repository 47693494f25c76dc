"""The forms of asking a city, of its answer, and of its desk."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.template.defaultfilters import filesizeformat
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from core import languages
from core.date_fields import DateField
from core.fields import LONGEST, MaxWords
from core.form_references import VisibleReferencesMixin
from core.newer_version import TellsOfNewerVersion
from core.numbers import WholeNumberField
from core.uploads import documents

from .belonging import cities_of
from .models import CityPage, ContactRequest, Desk
from .models.requests import WORDS

OWN_LANGUAGE = {"dir": "auto"}


class ContactRequestForm(forms.ModelForm):
    """What everybody says; whoever is signed in says no more, but for which of several cities."""

    class Meta:
        model = ContactRequest
        fields = ["purpose", "message", "language", "wanted_by"]
        labels = {
            "purpose": _("What do you need?"),
            "message": _("Your question"),
            "language": _("Language of the answer"),
            "wanted_by": _("Answer needed by"),
        }
        help_texts = {
            "message": _(
                "At most 300 words. Describe what your city is planning. For example: “We are "
                "opening an information point for newcomers in spring. Who works at yours, and what "
                "would you do differently?”"
            ),
            "wanted_by": _(
                "A date helps the city to plan its answer. For example: 31/12/2026, the day before your council meets."
            ),
        }
        widgets = {
            "purpose": forms.RadioSelect,
            "message": forms.Textarea(attrs={"rows": 7, **OWN_LANGUAGE}),
        }
        field_classes = {"wanted_by": DateField}

    def __init__(self, *args, contact: ContactRequest, **kwargs) -> None:
        usual = {"language": languages.current(), "purpose": ContactRequest.Purpose.QUESTION}
        super().__init__(*args, instance=contact, initial=usual, **kwargs)
        self.fields["purpose"].choices = [(code, capfirst(label)) for code, label in ContactRequest.Purpose.choices]
        self.fields["language"].choices = list(languages.OWN_NAMES.items())


class OfficialContactRequestForm(VisibleReferencesMixin, ContactRequestForm):
    """For who writes for a city: it is asked in the city's name."""

    class Meta(ContactRequestForm.Meta):
        fields = [*ContactRequestForm.Meta.fields, "sender_city"]
        labels = {**ContactRequestForm.Meta.labels, "sender_city": _("On behalf of")}

    def __init__(self, *args, contact: ContactRequest, **kwargs) -> None:
        super().__init__(*args, contact=contact, for_user=contact.sender, **kwargs)
        theirs = [city.pk for city in cities_of(contact.sender) if city.pk != contact.to_city_id]
        field = self.fields["sender_city"]
        field.queryset, field.required, field.empty_label = CityPage.objects.filter(pk__in=theirs), True, None
        self.initial["sender_city"] = theirs[0]
        field.label_from_instance = lambda city: city.name
        if len(theirs) == 1:
            field.widget = field.hidden_widget()


class EmptyInput(forms.TextInput):
    """Comes back empty, so that the second try of a person whose browser filled it in goes through."""

    def format_value(self, value: object) -> None:
        return None


class VisitorContactRequestForm(ContactRequestForm):
    """For who is not signed in: name and address too, and a field that only a machine fills in."""

    consent = forms.BooleanField(
        label=_("The city may see my name and organisation, and my address may be stored to send me the answer."),
        help_text=_(
            "Your address is not shown to anybody, including the city. Your name and address are "
            "deleted 90 days after the question is closed, or after 48 hours if you do not confirm "
            "the address."
        ),
        error_messages={"required": _("Tick this box: we need your agreement to send your question.")},
    )
    leave_empty = forms.CharField(  # no person comes here, and no program that fills in forms knows the name
        required=False, label=_("Leave this empty"), widget=EmptyInput(attrs={"tabindex": "-1", "autocomplete": "off"})
    )

    class Meta(ContactRequestForm.Meta):
        fields = [*ContactRequestForm.Meta.fields, "visitor_name", "visitor_organisation", "visitor_email"]
        labels = {
            **ContactRequestForm.Meta.labels,
            "visitor_name": _("Your name"),
            "visitor_organisation": _("Your city or organisation"),
            "visitor_email": _("Your email address"),
        }
        help_texts = {
            **ContactRequestForm.Meta.help_texts,
            "visitor_organisation": _("For example: City of Valencia, housing department."),
            "visitor_email": _("We first send you a link, to check that the address is yours."),
        }
        widgets = {
            **ContactRequestForm.Meta.widgets,
            "visitor_name": forms.TextInput(attrs={"autocomplete": "name", **OWN_LANGUAGE}),
            "visitor_organisation": forms.TextInput(attrs={"autocomplete": "organization", **OWN_LANGUAGE}),
            "visitor_email": forms.EmailInput(attrs={"autocomplete": "email", "dir": "ltr"}),
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name in ("visitor_name", "visitor_organisation", "visitor_email"):
            self.fields[name].required = True

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("leave_empty"):
            raise forms.ValidationError(
                _(
                    "Your question has not been sent yet: a field that people do not see was filled "
                    "in. Please send it again."
                )
            )
        return super().clean()

    @property
    def fields_for_people(self) -> list[forms.BoundField]:
        """What a person fills in."""
        return [field for field in self if field.name != "leave_empty"]


class ContactAnswerForm(forms.Form):
    """The city's answer, or its kind no."""

    text = forms.CharField(
        label=_("Your answer"),
        max_length=LONGEST,
        help_text=_(
            "At most 600 words. It is sent as an email from the city; your name and address are not. "
            "To decline, explain why, and suggest who else could be asked."
        ),
        widget=forms.Textarea(attrs={"rows": 8, **OWN_LANGUAGE}),
        error_messages={"required": _("Write a few words: the other city sees nothing else.")},
    )


class MessageForm(forms.Form):
    """What is written on after an answer."""

    text = forms.CharField(
        label=_("Your message"),
        help_text=_("At most 300 words. It is sent to the other side as an email."),
        validators=[MaxWords(WORDS)],
        widget=forms.Textarea(attrs={"rows": 5, **OWN_LANGUAGE}),
        error_messages={"required": _("Write a few words: the other city sees nothing else.")},
    )
    document = forms.FileField(
        label=_("Document"), required=False, help_text=_("Only you and the other side can open it.")
    )

    def clean_document(self):
        document = self.cleaned_data.get("document")
        if document and document.size > settings.WAGTAILDOCS_MAX_UPLOAD_SIZE:
            most = {"size": filesizeformat(settings.WAGTAILDOCS_MAX_UPLOAD_SIZE)}
            raise forms.ValidationError(_("This file is too big. The limit is %(size)s."), params=most)
        if document:
            documents.check(document)
        return document or None


class DeskForm(TellsOfNewerVersion, forms.ModelForm):
    requests_per_month = WholeNumberField(
        label=_("Questions per month"),
        help_text=_("Further questions have to wait until the next month. For example: 10."),
        validators=[
            MinValueValidator(1, _("At least 1. To take no questions, untick the box above.")),
            MaxValueValidator(500, _("At most 500.")),
        ],
    )

    class Meta:
        model = Desk
        fields = ["accepts_requests", "requests_per_month", "contact_role"]
        labels = {"accepts_requests": _("Open for questions"), "contact_role": _("Who answers questions")}
        help_texts = {"accepts_requests": _("While this is off, the page politely says so and suggests other ways.")}
        widgets = {"contact_role": forms.TextInput(attrs=OWN_LANGUAGE)}
