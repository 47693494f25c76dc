"""A city's piece of the chart: the ports around it, and the lines to the cities it gave to or took from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from charts import Cut, Port, Voyage, header_cut
from cities.models import CityPage
from core import languages
from core.caching import cached_until_change

from .displayed_transfers import DisplayedTransfer
from .per_city import practices_per_city


def cut_with(city: CityPage, transfers: Iterable[DisplayedTransfer]) -> Cut | None:
    """The city among its neighbours, with the lines of these transfers; a city without a place has none."""
    if city.latitude is None or city.longitude is None:
        return None
    voyages = [
        Voyage(transfer.giver.city.path, transfer.receiver.city.path, str(transfer.record.basis))
        for transfer in transfers
        if transfer.giver.city and transfer.receiver.city  # a line needs two ports
    ]
    sailed = {key for voyage in voyages for key in (voyage.from_key, voyage.to_key)}
    public = cached_until_change(("ports", languages.current()), public_ports)
    ports = [replace(port, rank=1, in_transfer=True) if port.key in sailed else port for port in public]
    if not any(port.key == city.path for port in ports):  # a draft is shown to its editors on its chart too
        ports.append(_port(city, filled=False))
    return header_cut(ports, voyages, focus=city.path, language=languages.current())


def public_ports() -> tuple[Port, ...]:
    """Every public city that has a place."""
    practices = practices_per_city()
    placed = CityPage.objects.live().filter(latitude__isnull=False, longitude__isnull=False)
    return tuple(_port(city, filled=practices[city.path] > 0) for city in placed)


def _port(city: CityPage, *, filled: bool) -> Port:
    return Port(key=city.path, name=str(city.name), lon=city.longitude, lat=city.latitude, filled=filled)
