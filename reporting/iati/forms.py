"""The facts that nobody but the IATI file asks for: of a phase, of the organisations around it, of its pilots."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from cities.models import Organisation, Phase
from core.form_references import VisibleReferencesMixin
from core.models import Country, Region
from core.newer_version import TellsOfNewerVersion
from core.row_forms import ExistingRows
from pilots.models import PilotPage
from reporting.models import Activity

from .codes import NOT_IN_A_REFERENCE, OrganisationType, codelist

LEFT_TO_RIGHT = {"dir": "ltr", "autocomplete": "off", "spellcheck": "false"}
LONGEST = 100


def refuse_odd_signs(text: str) -> None:
    """Raises ValidationError for what neither an identifier nor a reference may have."""
    if NOT_IN_A_REFERENCE.search(text):
        raise ValidationError(_("No spaces, and none of the characters / & | ?"))


class PhaseForm(TellsOfNewerVersion, forms.ModelForm):
    prefix = "phase"

    class Meta:
        model = Phase
        fields = ["iati_identifier", "reporting_organisation", "funders", "start", "end", "sector_code", "currency"]
        labels = {"iati_identifier": _("IATI identifier of the phase"), "funders": _("Funder")}
        help_texts = {
            "iati_identifier": _("Starts with the reference of the reporting organisation: XM-DAC-00000-PHASE2."),
            "reporting_organisation": _("The publisher of the file, under the name registered with IATI."),
            "start": _("To the day: 2018-07-01."),
            "end": _("To the day: 2022-06-30."),
            "sector_code": _("OECD-DAC purpose code. 15190: facilitation of orderly, safe migration."),
            "currency": _("ISO 4217: EUR."),
        }
        widgets = {
            "iati_identifier": forms.TextInput(attrs=LEFT_TO_RIGHT),
            "sector_code": forms.TextInput(attrs=LEFT_TO_RIGHT),
            "funders": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name in ("reporting_organisation", "funders"):
            self.fields[name].queryset = Organisation.objects.order_by("name_en")
        self.fields["iati_identifier"].validators.append(refuse_odd_signs)

    def clean_sector_code(self) -> str:
        code = self.cleaned_data["sector_code"].strip()
        if code not in codelist("Sector"):
            raise ValidationError(_("This is not an OECD-DAC purpose code."))
        return code


class ActivityForm(VisibleReferencesMixin, TellsOfNewerVersion, forms.ModelForm):
    prefix = "activity"

    class Meta:
        model = Activity
        fields = [
            *(f"description_{code}" for code in ("en", "fr", "es", "ar")),
            "status",
            "countries",
            "region",
            "contact_email",
        ]
        help_texts = {
            "countries": _("Countries or a region, not both. If there are several, each gets the same share."),
            "contact_email": _("The address of an office, not of a person. It is published."),
        }
        widgets = {
            **{
                f"description_{code}": forms.Textarea(attrs={"rows": 3, "dir": "auto"})
                for code in ("en", "fr", "es", "ar")
            },
            "countries": forms.CheckboxSelectMultiple,
            "contact_email": forms.EmailInput(attrs={"dir": "ltr"}),
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        chosen = [country.pk for country in self.instance.countries.all()] if self.instance.pk else []
        known = Country.objects.filter(cities__isnull=False) | Country.objects.filter(pk__in=chosen)
        self.fields["countries"].queryset = known.distinct().order_by("name_en")
        self.fields["region"].queryset = Region.objects.filter(scheme=Region.Scheme.M49).order_by("name_en")


class OrganisationForm(TellsOfNewerVersion, forms.ModelForm):
    iati_type = forms.ChoiceField(label=_("IATI type"), required=False)

    class Meta:
        model = Organisation
        fields = ["iati_ref", "iati_type"]
        labels = {"iati_ref": _("IATI reference")}
        widgets = {"iati_ref": forms.TextInput(attrs=LEFT_TO_RIGHT)}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        types = [(code, f"{code} · {capfirst(label)}") for code, label in OrganisationType.choices]
        self.fields["iati_type"].choices = [("", "—"), *types]
        self.fields["iati_ref"].validators.append(refuse_odd_signs)


OrganisationForms = forms.modelformset_factory(Organisation, form=OrganisationForm, formset=ExistingRows, extra=0)


class IdentifiersForm(TellsOfNewerVersion, forms.Form):
    """One identifier for each pilot of the phase."""

    prefix = "pilots"

    def __init__(self, *args, pilots: Sequence[PilotPage], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.pilots = {str(pilot.pk): pilot for pilot in pilots}
        for key, pilot in self.pilots.items():
            self.fields[key] = forms.CharField(
                label=pilot.title,
                required=False,
                max_length=LONGEST,
                initial=pilot.iati_identifier,
                validators=[refuse_odd_signs],
                widget=forms.TextInput(attrs=LEFT_TO_RIGHT),
            )

    @property
    def identifiers(self) -> dict[PilotPage, str]:
        return {self.pilots[key]: text.strip() for key, text in self.cleaned_data.items()}
