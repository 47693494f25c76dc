"""The forms of registering: a visitor's, what a person changes later, and a row for each colleague."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.names import display_name
from cities.belonging import cities_of
from cities.models import LANGUAGES_OF_WORK, CityPage
from cities.request_forms import EmptyInput
from core import languages
from core.control_names import ControlNames
from core.folding import fold
from core.form_references import VisibleReferencesMixin
from core.models import Theme

from .models import Registration, SessionDesk, SessionInvitation, SessionPage
from .models.registrations import address_key
from .registration_box import way_of

OWN_LANGUAGE = {"dir": "auto"}
ONE_LINE = {"rows": 2, **OWN_LANGUAGE}
MOST_WORDS = 500
"""Characters of needs of access and of diet."""
MOST_COLLEAGUES = 10


class CityField(forms.ModelChoiceField):
    """A live city, by name in the visitor's language; empty for a place that is none of them."""

    def __init__(self, **kwargs) -> None:
        super().__init__(CityPage.objects.none(), **kwargs)

    def label_from_instance(self, city: CityPage) -> str:
        return str(city.name)

    def offer(self, cities: list[CityPage]) -> None:
        self.queryset = CityPage.objects.filter(pk__in=[city.pk for city in cities])
        named = sorted(cities, key=lambda city: fold(str(city.name)))
        empty = [("", self.empty_label)] if self.empty_label is not None else []
        self.choices = [*empty, *((city.pk, str(city.name)) for city in named)]


class FactsForm(VisibleReferencesMixin, ControlNames, forms.ModelForm):
    """What a person says of themselves, when they register and when they change it: all but the address.

    What the session does not ask is not in the form: interpretation where there is none, the way where there is one
    only, a note where nobody decides.
    """

    city = CityField(
        label=_("City"), required=False, empty_label=_("Another city or place"), help_text=_("The city you come for.")
    )
    wants = forms.ModelMultipleChoiceField(
        Theme.objects.all(),
        label=_("Themes I want to learn about"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    offers = forms.ModelMultipleChoiceField(
        Theme.objects.all(),
        label=_("Themes I can share experience on"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    access_needs = forms.CharField(
        label=_("What you need to take part"),
        required=False,
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs=ONE_LINE),
        help_text=_(
            "For example: step-free access, a sign-language interpreter. Only the organisers see this; "
            "it is erased 30 days after the session."
        ),
    )
    diet = forms.CharField(
        label=_("What you do not eat"),
        required=False,
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs=ONE_LINE),
        help_text=_("Only the organisers see this; it is erased 30 days after the session."),
    )
    needs_travel_support = forms.TypedChoiceField(
        label=_("Do you need support for your travel?"),
        choices=[("", _("No")), ("yes", _("Yes"))],
        coerce=lambda value: value == "yes",
        empty_value=False,
        required=False,
        widget=forms.RadioSelect,
        help_text=_("The organisers write to you about what is possible."),
    )

    class Meta:
        model = Registration
        fields = [
            "name",
            "city",
            "place",
            "organisation",
            "function",
            "language",
            "interpretation",
            "way",
            "wants",
            "wants_in_words",
            "offers",
            "offers_in_words",
            "agrees_to_introductions",
            "needs_travel_support",
            "access_needs",
            "diet",
            "note_to_team",
        ]
        labels = {
            "name": _("Your name"),
            "place": _("If your city is not in the list"),
            "organisation": _("Organisation"),
            "function": _("Function"),
            "language": _("Language of our emails"),
            "interpretation": _("Interpretation"),
            "way": _("How you take part"),
            "wants_in_words": _("What you want to learn, in a sentence"),
            "offers_in_words": _("What you can offer others, in a sentence"),
            "agrees_to_introductions": _("You may introduce me to others who want what I offer, or offer what I want."),
            "note_to_team": _("Why you want to take part"),
        }
        help_texts = {
            "place": _("Write the city or place you come for."),
            "function": _("For example: head of the housing department."),
            "agrees_to_introductions": _(
                "We first ask both; only then each sees the other’s name and address. When we ask, we say your "
                "function, your city and what you wrote here."
            ),
            "note_to_team": _("The organisers read this when they decide."),
        }
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "name", **OWN_LANGUAGE}),
            "place": forms.TextInput(attrs=OWN_LANGUAGE),
            "organisation": forms.TextInput(attrs={"autocomplete": "organization", **OWN_LANGUAGE}),
            "function": forms.TextInput(attrs={"autocomplete": "organization-title", **OWN_LANGUAGE}),
            "way": forms.RadioSelect,
            "wants_in_words": forms.TextInput(attrs=OWN_LANGUAGE),
            "offers_in_words": forms.TextInput(attrs=OWN_LANGUAGE),
            "note_to_team": forms.Textarea(attrs={"rows": 5, **OWN_LANGUAGE}),
        }

    learning = ("wants", "wants_in_words", "offers", "offers_in_words", "agrees_to_introductions")
    needs = ("needs_travel_support", "access_needs", "diet")

    def __init__(self, *args, session: SessionPage, instance: Registration, **kwargs) -> None:
        super().__init__(*args, instance=instance, **kwargs)
        self.session = session
        self.fields["city"].offer(list(CityPage.objects.live()))
        self.fields["language"].choices = list(languages.OWN_NAMES.items())
        self._ask_only_what_is_to_choose()
        themes = [(theme.pk, str(theme.name)) for theme in Theme.objects.all()]
        for name in ("wants", "offers"):
            self.fields[name].choices = themes
        self.initial["needs_travel_support"] = "yes" if instance.needs_travel_support else ""

    def _ask_only_what_is_to_choose(self) -> None:
        desk, session = SessionDesk.of(self.session), self.session
        spoken = [(code, capfirst(label)) for code, label in LANGUAGES_OF_WORK if code in session.interpretation]
        if spoken:
            self.fields["interpretation"].choices = [("", _("None needed")), *spoken]
        else:
            del self.fields["interpretation"]
        if session.mode == SessionPage.Mode.HYBRID:
            self.fields["way"].choices = [(code, capfirst(label)) for code, label in Registration.Way.choices]
        else:
            del self.fields["way"]
        if way_of(session) == Registration.Way.ONLINE:
            del self.fields["diet"], self.fields["needs_travel_support"]
        if desk.registration != SessionDesk.Registration.APPLICATION:
            del self.fields["note_to_team"]

    def clean(self) -> dict[str, Any]:
        """A place is asked for only where there is no city."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("city"):
            cleaned["place"] = ""
        elif "city" not in self.errors and not cleaned.get("place"):
            self.add_error("city", gettext("Choose your city, or write it in the next field."))
        return cleaned

    @property
    def about_you(self) -> list[forms.BoundField]:
        """The fields that stand in no part of their own."""
        apart = (*self.learning, *self.needs, "email", "consent", "leave_empty")
        return [field for field in self if field.name not in apart]

    @property
    def is_learning_open(self) -> bool:
        return self._has_something(self.learning)

    @property
    def is_needs_open(self) -> bool:
        return self._has_something(self.needs)

    def _has_something(self, names: tuple[str, ...]) -> bool:
        """What is filled in or wrong is not folded away."""
        return any(self[name].value() or self[name].errors for name in names if name in self.fields)

    @property
    def about_learning(self) -> list[forms.BoundField]:
        return [self[name] for name in self.learning]

    @property
    def about_needs(self) -> list[forms.BoundField]:
        return [self[name] for name in self.needs if name in self.fields]


class RegistrationForm(FactsForm):
    """For who registers: the address, the consent, and a field that only a machine fills in.

    Whoever is signed in registers with the address of the account; who was invited may use another.
    """

    consent = forms.BooleanField(
        label=_("The organisers may keep and use what I have entered here to run this session."),
        help_text=_(
            "Only the organisers of this session see it. You can see, change and erase it at any time, by the link in "
            "our emails, where it also says until when it is kept. If you do not confirm your address, it is deleted "
            "after 48 hours."
        ),
        error_messages={"required": _("Tick this box: we need your agreement to register you.")},
    )
    leave_empty = forms.CharField(
        required=False, label=_("Leave this empty"), widget=EmptyInput(attrs={"tabindex": "-1", "autocomplete": "off"})
    )

    class Meta(FactsForm.Meta):
        fields = [*FactsForm.Meta.fields, "email"]
        labels = {**FactsForm.Meta.labels, "email": _("Your email address")}
        help_texts = {
            **FactsForm.Meta.help_texts,
            "email": _("We first send you a link, to check that the address is yours."),
        }
        widgets = {
            **FactsForm.Meta.widgets,
            "email": forms.EmailInput(attrs={"autocomplete": "email", "dir": "ltr"}),
        }

    def __init__(
        self, *args, session: SessionPage, person: User | None, invitation: SessionInvitation | None = None, **kwargs
    ) -> None:
        instance = Registration(session=session, way=way_of(session), language=languages.current())
        super().__init__(*args, session=session, instance=instance, **kwargs)
        email = self.fields["email"]
        if invitation is not None:
            self.initial["email"], self.initial["language"] = invitation.email, invitation.language
            email.help_text = _("If you use another address than the invited one, we first check that it is yours.")
        if person is not None:
            self.initial |= {"name": display_name(person), "email": person.email}
            self.initial["city"] = next((city.pk for city in cities_of(person)), None)
            email.disabled, email.help_text = True, _("The address of your account.")

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("leave_empty"):
            raise forms.ValidationError(
                gettext(
                    "You are not registered yet: a field that people do not see was filled in. "
                    "Please send the form again."
                )
            )
        return super().clean()


class ColleagueForm(ControlNames, forms.ModelForm):
    """One row: who is registered by a focal point. The rest they say themselves, once they have confirmed."""

    class Meta:
        model = Registration
        fields = ["name", "email", "function", "language"]
        labels = {"name": _("Name"), "email": _("Email address"), "language": _("Language of our emails")}
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "off", **OWN_LANGUAGE}),
            "email": forms.EmailInput(attrs={"autocomplete": "off", "dir": "ltr"}),
            "function": forms.TextInput(attrs={"autocomplete": "off", **OWN_LANGUAGE}),
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = list(languages.OWN_NAMES.items())
        self.fields["language"].initial = languages.current()


class ColleagueRows(forms.BaseFormSet):
    """Rows that were left empty are passed over; an address stands in one row only."""

    def clean(self) -> None:
        seen = set()
        for form in self.forms:
            key = address_key(form.cleaned_data.get("email", "") if hasattr(form, "cleaned_data") else "")
            if key and key in seen:
                form.add_error("email", gettext("This address stands in two rows."))
            seen.add(key)
        if not any(self.errors) and not self.filled:
            raise forms.ValidationError(gettext("Enter at least one colleague."))

    @property
    def filled(self) -> list[ColleagueForm]:
        return [form for form in self.forms if form.has_changed()]


ColleagueForms = forms.formset_factory(
    ColleagueForm,
    formset=ColleagueRows,
    extra=3,
    max_num=MOST_COLLEAGUES,
    absolute_max=MOST_COLLEAGUES,
    validate_max=True,
)


class OnBehalfForm(VisibleReferencesMixin, forms.Form):
    """For which of the cities that somebody speaks for."""

    city = CityField(label=_("City"), empty_label=None)

    def __init__(self, *args, cities: list[CityPage], **kwargs) -> None:
        super().__init__(*args, initial={"city": cities[0].pk}, **kwargs)
        self.fields["city"].offer(cities)
        if len(cities) == 1:
            self.fields["city"].widget = forms.HiddenInput()
