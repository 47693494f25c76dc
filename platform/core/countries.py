"""The countries and regions of the world, from the file that data/countries/make_countries.py makes."""

from __future__ import annotations

import json
from pathlib import Path

FILE = Path(__file__).with_name("countries.json")


def write_countries(region_model, country_model) -> None:
    """Create or update the regions of M49 and countries of ISO 3166-1. Takes the models, for migrations to call."""
    world = json.loads(FILE.read_text())
    regions = {
        region["code"]: _write(region_model, region["code"], region["names"], scheme="m49")
        for region in world["regions"]
    }
    for region in world["regions"]:
        if region["parent"]:
            region_model.objects.filter(code=region["code"]).update(parent=regions[region["parent"]])
    above = {region["code"]: region["parent"] for region in world["regions"]}
    for country in world["countries"]:
        row = _write(country_model, country["iso2"], country["names"], iso3=country["iso3"])
        row.regions.set([regions[code] for code in _with_parents(country["region"], above)])


def _with_parents(code: str, above: dict[str, str | None]) -> list[str]:
    """The region and every region it lies in, smallest first."""
    upper = above[code]
    return [code, *_with_parents(upper, above)] if upper else [code]


def _write(model, code: str, names: dict[str, str], **facts):
    named = {f"name_{language}": name for language, name in names.items()}
    return model.objects.update_or_create(code=code, defaults={**named, **facts})[0]
