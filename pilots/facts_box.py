"""*At a glance*: the box of facts beside a pilot: who, when, with how much money."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cities.models import CityPage
from core.display import Fact, Link, display_list, known, marked
from core.folding import fold
from core.numbers import display_number
from core.partial_dates import display_period
from core.sources import site_name
from core.templatetags.core_tags import row_words
from learning.naming import Named
from practices.addresses import browse_url

from .models import PilotImplementer, PilotPage
from .wording import display_pilot_period, status_sign


def facts_of(
    pilot: PilotPage,
    city: CityPage | None,
    names: dict[str, list[Named]],
    request: HttpRequest | None,
) -> list[Fact]:
    """Those of which something is known; dates and status always, since a reader looks for them."""
    places = [Link(city.name, city.get_url(request))] if city else []
    if city and city.country:
        places.append(Link(city.country.name, browse_url(country=city.country.code)))
    period = display_pilot_period(pilot)
    note = pilot.words.wording("period_note")
    note = "" if fold(period) == fold(note) else note
    planned = display_period(pilot.planned_start, pilot.planned_end) if pilot.starts and pilot.planned_start else ""
    themes = [Link(theme.name, browse_url(theme=theme.code)) for theme in names["themes"]]
    return known(
        [
            Fact(_("Where"), links=tuple(places)),
            Fact(_("When"), period or _("Dates not known"), note=note),
            Fact(pgettext("dates of a pilot", "Planned"), planned),
            Fact(_("Status"), sign=status_sign(pilot)),
            Fact(_("Phase"), display_list(phase.name for phase in names["phase"])),
            Fact(_("Themes"), links=tuple(themes)),
            Fact(_("For whom"), display_list(group.name for group in names["groups"])),
            *_organisations(pilot),
            _budget(pilot),
            Fact(_("Code"), pilot.code),
            Fact(_("IATI identifier"), pilot.iati_identifier),
        ]
    )


def _organisations(pilot: PilotPage) -> Iterable[Fact]:
    """Implementers by their IATI role, in the order in which the roles are listed; then the funders."""

    def linked(name: str, website: str) -> str:
        return format_html('<a href="{}">{}</a>', website, marked(name)) if website else name

    def with_note(one: PilotImplementer) -> str:
        """An organisation we know is a link."""
        organisation = one.organisation
        name = row_words(words, one, "name") or (
            linked(organisation.name, organisation.website) if organisation else ""
        )
        if not one.note:
            return name
        return format_html("{} ({})", marked(name), marked(row_words(words, one, "note")))

    words = pilot.words

    implementers = list(pilot.implementers.select_related("organisation"))
    for role in PilotImplementer.Role:
        names = [with_note(one) for one in implementers if one.role == role]
        yield Fact(capfirst(role.label), display_list(names))
    yield Fact(_("Funders"), display_list(linked(funder.name, funder.website) for funder in pilot.funders.all()))


def _budget(pilot: PilotPage) -> Fact:
    """A ceiling is said to be one: what was spent is another question."""
    if pilot.budget is None:
        return Fact(_("Budget"))
    amount = f"{pilot.currency}\u00a0{display_number(pilot.budget)}"
    # Translators: money: the most that was granted
    text = pgettext("money", "at most %(amount)s") % {"amount": amount} if pilot.budget_is_ceiling else amount
    source = pilot.budget_source
    links = (Link(site_name(source), source),) if source else ()
    return Fact(_("Budget"), text, links=links)
