"""The box beside a pilot: who, when, with how much money. Rows as in `components/_facts.html`."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cities.models import CityPage
from core.folding import fold
from core.languages import Wording
from core.partial_dates import display_period
from core.sources import called
from core.templatetags.core_tags import marked, quantity
from learning.naming import Named
from practices.glance import browse_url, listed

from .lists import period_of, state_of
from .models import PilotImplementer, PilotPage


def rows_of(
    pilot: PilotPage,
    city: CityPage | None,
    names: dict[str, list[Named]],
    request: HttpRequest | None,
) -> list[dict]:
    """Those of which something is known; dates and status always, since a reader looks for them."""
    rows = [
        *_where(city, request),
        *_when(pilot),
        _row(_("Phase"), text=listed(phase.name for phase in names["phase"])),
        *_what(names),
        *_who(pilot),
        *_money(pilot),
        _row(_("Code"), text=pilot.code),
        _row(_("IATI identifier"), text=pilot.iati_identifier),
    ]
    return [row for row in rows if any(value for name, value in row.items() if name != "label")]


def _row(label: str, **facts) -> dict:
    return {"label": label, **facts}


def _where(city: CityPage | None, request: HttpRequest | None) -> Iterable[dict]:
    links = [{"url": city.get_url(request), "label": city.name}] if city else []
    if city and city.country:
        links.append({"url": browse_url(country=city.country.code), "label": city.country.name})
    yield _row(_("Where"), links=links)


def _when(pilot: PilotPage) -> Iterable[dict]:
    period = period_of(pilot)
    note = "" if fold(period) == fold(pilot.period_note) else Wording(pilot.period_note, pilot.language)
    yield _row(_("When"), text=period or _("Dates not known"), note=note)
    if pilot.starts and pilot.planned_start:
        yield _row(_("Planned"), text=display_period(pilot.planned_start, pilot.planned_end))
    state = state_of(pilot)
    yield _row(_("Status"), icon=state["icon"], strong=state["text"])


def _what(names: dict[str, list[Named]]) -> Iterable[dict]:
    """Themes lead to the practices about them."""
    themes = [{"url": browse_url(theme=theme.code), "label": theme.name} for theme in names["themes"]]
    yield _row(_("Themes"), links=themes)
    yield _row(_("For whom"), text=listed(group.name for group in names["groups"]))


def _who(pilot: PilotPage) -> Iterable[dict]:
    """Implementers by their IATI role, in the order in which the roles are listed."""
    implementers = list(pilot.implementers.select_related("organisation"))
    for role in PilotImplementer.Role:
        of_role = [_named(one, pilot) for one in implementers if one.role == role]
        yield _row(capfirst(role.label), text=listed(of_role))
    yield _row(_("Funders"), text=listed(_linked(funder.name, funder.website) for funder in pilot.funders.all()))


def _named(implementer: PilotImplementer, pilot: PilotPage) -> str:
    """An organisation we know is a link; a name is as the sources write it."""
    known = implementer.organisation
    name = _linked(known.name, known.website) if known else Wording(implementer.name, pilot.language)
    if not implementer.note:
        return name
    return format_html("{} ({})", marked(name), marked(Wording(implementer.note, pilot.language)))


def _linked(name: str, website: str) -> str:
    return format_html('<a href="{}">{}</a>', website, marked(name)) if website else name


def _money(pilot: PilotPage) -> Iterable[dict]:
    """A ceiling is said to be one: what was spent is another question."""
    if pilot.budget is None:
        return
    amount = f"{pilot.currency}\u00a0{quantity(pilot.budget)}"
    # Translators: money: the most that was granted
    text = pgettext("money", "at most %(amount)s") % {"amount": amount} if pilot.budget_is_ceiling else amount
    source = pilot.budget_source
    yield _row(
        _("Budget"), text=text, links=[{"url": source, "label": called(source).partition(",")[0]}] if source else []
    )
