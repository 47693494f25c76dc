"""Make platform/core/countries.json: every country of ISO 3166-1 and the regions of UN M49, named in four languages.

Run by hand when a country or a name changes, in an environment of its own; the site reads the result only:

    pip install Babel==2.18.0 pycountry==26.2.16
    npm pack cldr-core@47.0.0 && tar xzf cldr-core-47.0.0.tgz
    python data/countries/make_countries.py package/supplemental/territoryContainment.json

Codes come from pycountry (Debian's iso-codes), names from Babel (Unicode CLDR), the regions from the containment of
the same CLDR version, which follows UN M49. README.md beside this file says what was decided where these disagree.
"""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

import babel
import pycountry
from babel import Locale
from babel.core import get_cldr_version

RESULT = Path(__file__).resolve().parents[2] / "platform" / "core" / "countries.json"
LANGUAGES = ("en", "fr", "es", "ar")
CONTINENTS = ("002", "019", "142", "150", "009")
GROUPINGS = ("202", "419")  # between continent and sub-region; North America (003) cuts across and is left out
ANTARCTICA = "010"  # M49 gives it a code and no continent; CLDR puts it under Oceania

Containment = dict[str, list[str]]


def main() -> None:
    """Read the containment and write the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("containment", type=Path, help="territoryContainment.json of cldr-core")
    supplemental = json.loads(parser.parse_args().containment.read_text("utf-8"))["supplemental"]
    contains = {
        code: entry["_contains"] for code, entry in supplemental["territoryContainment"].items() if "-" not in code
    }
    parents = dict(region_parents(contains))
    source = (
        f"Codes: ISO 3166-1 from pycountry {pycountry.__version__}. "
        f"Names: Unicode CLDR {get_cldr_version()} from Babel {babel.__version__}. "
        f"Regions: UN M49 as in territoryContainment of CLDR {supplemental['version']['_cldrVersion']}."
    )
    write(source, list(regions(parents)), list(countries(contains, parents)))


def region_parents(contains: Containment) -> Iterator[tuple[str, str | None]]:
    """Yield each M49 region with the region it belongs to, the finest where two levels hold it."""
    yield ANTARCTICA, None
    for continent in CONTINENTS:
        yield continent, None
        for region in contains[continent]:
            if region.isdigit():
                yield region, next((group for group in GROUPINGS if region in contains[group]), continent)
    for group in GROUPINGS:
        yield group, next(above for above in CONTINENTS if set(contains[group]) <= set(contains[above]))


def regions(parents: dict[str, str | None]) -> Iterator[dict]:
    """Yield the regions by code."""
    for code, parent in sorted(parents.items()):
        yield {"code": code, "parent": parent, "names": names("AQ" if code == ANTARCTICA else code)}


def countries(contains: Containment, parents: dict[str, str | None]) -> Iterator[dict]:
    """Yield the countries by code, each with its one sub-region."""
    for country in sorted(pycountry.countries, key=lambda entry: entry.alpha_2):
        region = next((code for code in parents if country.alpha_2 in contains.get(code, ())), None)
        yield {
            "iso2": country.alpha_2,
            "iso3": country.alpha_3,
            "numeric": country.numeric,
            "names": names(country.alpha_2),
            "region": region or (ANTARCTICA if country.alpha_2 == "AQ" else None),
        }


def names(territory: str) -> dict[str, str]:
    """Return CLDR's standard name in each language, to stand alone in a list; raises KeyError where one is missing."""
    found = {language: Locale(language).territories[territory] for language in LANGUAGES}
    return {language: name[0].upper() + name[1:] for language, name in found.items()}


def write(source: str, *lists: list[dict]) -> None:
    """Write one record a line, so that a changed name is one changed line."""
    blocks = [
        f' "{name}": [\n' + ",\n".join(f"  {json.dumps(record, ensure_ascii=False)}" for record in records) + "\n ]"
        for name, records in zip(("regions", "countries"), lists, strict=True)
    ]
    head = f' "source": {json.dumps(source, ensure_ascii=False)}'
    RESULT.write_text("{\n" + ",\n".join([head, *blocks]) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
