"""The values by which cities are found; the regions also those of what hangs under cities."""

from __future__ import annotations

from collections import defaultdict

from core.models import Country, Region
from facets import FacetValue, Listed, Vocabulary
from facets.values import chosen, label_of, named

from .models import CityPage, Participation, Phase


def vocabulary() -> Vocabulary:
    phases = Phase.objects.order_by("number")
    return Vocabulary(
        {
            "region": region_values(list(Region.objects.all())),
            "country": named(Country.objects.all(), Listed.USED),
            "size": chosen(CityPage.Size.choices, Listed.USED),
            "role": chosen(Participation.Role.choices, Listed.USED),
            "phase": {
                str(phase.number): FacetValue(str(phase.number), label_of(phase), Listed.USED) for phase in phases
            },
        }
    )


def region_values(regions: list[Region]) -> dict[str, FacetValue]:
    """Of M49 those are listed that have a country which no smaller one within them has; the others, and the programme's
    own, may be asked for."""
    countries, within = defaultdict(set), defaultdict(set)
    for region, country in Region.countries.through.objects.values_list("region", "country"):
        countries[region].add(country)
    m49 = [region for region in regions if region.scheme == Region.Scheme.M49]
    for region in m49:
        within[region.parent_id] |= countries[region.pk]
    wider = {region.parent_id for region in m49}
    listed = {region.pk for region in m49 if region.pk not in wider or countries[region.pk] - within[region.pk]}
    return {
        region.code: FacetValue(region.code, label_of(region), Listed.USED if region.pk in listed else Listed.TICKED)
        for region in regions
    }
