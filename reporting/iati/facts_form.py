"""The four forms of the page as one: they are checked together and kept together, or nothing is."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from cities.models import Organisation, Phase
from core.partial_dates import PartialDate
from pilots.models import PilotPage
from reporting.models import Activity

from .entering import give_identifiers
from .forms import ActivityForm, IdentifiersForm, OrganisationForms, PhaseForm


def organisations_around(phase: Phase):
    """Who reports, pays or carries out: only these stand in the file."""
    pilots = PilotPage.objects.filter(phase=phase).values("pk")
    named = Q(pk=phase.reporting_organisation_id) | Q(funded_phases=phase) | Q(funded_pilots__in=pilots)
    named |= Q(pilotimplementer__pilot__in=pilots) | Q(pk__in=phase.contributions.values("organisation"))
    return Organisation.objects.filter(named).distinct().order_by("name_en", "pk")


class ActivityFactsForms:
    """`errors` is true where anything was not accepted; what was typed is still in the forms."""

    def __init__(self, phase: Phase, data=None) -> None:
        activity = Activity.objects.filter(phase=phase).first() or Activity(phase=phase)
        pilots = PilotPage.objects.live().filter(phase=phase).order_by("title")
        self.phase = PhaseForm(data, instance=phase)
        self.activity = ActivityForm(data, instance=activity)
        self.organisations = OrganisationForms(data, queryset=organisations_around(phase), prefix="organisations")
        self.pilots = IdentifiersForm(data, pilots=pilots)

    def is_valid(self) -> bool:
        """All four are asked, so that everything that is wrong is said at once."""
        valid = [form.is_valid() for form in (self.phase, self.activity, self.organisations, self.pilots)]
        if not all(valid):
            return False
        first, last = (self.phase.cleaned_data[name] for name in ("start", "end"))
        known = isinstance(first, PartialDate) and isinstance(last, PartialDate) and not (first.words or last.words)
        if known and last.last_day() < first.first_day():
            self.phase.add_error("end", _("The end is before the start."))
            return False
        return True

    @transaction.atomic
    def save(self, *, by) -> None:
        """Raises ValidationError with the pilots whose identifier could not be entered."""
        for form in (self.phase, self.activity, self.organisations):
            form.save()
        give_identifiers(self.pilots.identifiers, by=by)

    def accept(self, *, by) -> bool:
        """Keeps everything, or says at the field why not."""
        if not self.is_valid():
            return False
        try:
            self.save(by=by)
        except ValidationError as error:
            for key, messages in error.message_dict.items():
                self.pilots.add_error(key, messages)
            return False
        return True
