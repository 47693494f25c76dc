"""A phase with all that its IATI file needs. Whatever looks like an identifier is marked as a test's."""

from __future__ import annotations

from cities.models import Phase
from reporting.models import Activity
from tests import factories

REF = "XM-TEST-0001"


def ready_phase(phase: Phase | None = None, **facts) -> Phase:
    """Ready for its file, but for lines. Facts of the phase may be others."""
    reporting = factories.organisation("Test agency", iati_ref=REF, iati_type="40", kind="agency")
    funder = factories.organisation("Test donor", name_fr="Donateur d’essai", iati_ref="XM-TEST-0002", iati_type="10")
    phase = phase or factories.phase(2)
    given = {"iati_identifier": f"{REF}-PHASE", "reporting_organisation": reporting, "start": "2018-07-01"}
    for name, value in {**given, "end": "2022-06-30", **facts}.items():
        setattr(phase, name, value)
    phase.save()
    phase.funders.add(funder)
    Activity.objects.update_or_create(
        phase=phase,
        defaults={
            "description_en": "Cities learn from each other.",
            "description_fr": "Les villes apprennent les unes des autres.",
            "status": "4",
            "region": factories.region(),
            "contact_email": "monitoring@example.org",
        },
    )
    return Phase.objects.get(pk=phase.pk)


def ready_pilot(phase: Phase, title: str = "A house for newcomers", **facts):
    """Under a city, published, with what its activity needs."""
    given = {
        "intro": "A welcome desk in the old town.",
        "status": "4",
        "starts": "2019-01-01",
        "ends": "2019-12-31",
        "iati_identifier": f"{REF}-PILOT-1",
        "funders": [phase.funders.first()],
    }
    under = facts.pop("under", None) or factories.city(f"City of {title}")
    return factories.pilot(title, under=under, phase=phase, **{**given, **facts})
