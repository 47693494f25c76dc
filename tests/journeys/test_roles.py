"""docs/roles.md is what the site does: every thing of its tables is done by every person of its columns."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.journeys.roles_world import PROBES, World, tried

pytestmark = [pytest.mark.django_db, pytest.mark.alike, pytest.mark.begins_with(world=World)]
TABLES = Path(__file__).resolve().parents[2] / "docs" / "roles.md"
ON = {
    "A draft practice of a city": lambda world: dict.fromkeys(PROBES, world.draft),
    "A published practice of a city": lambda world: dict.fromkeys(PROBES, world.published),
    "A draft translation of a published practice": lambda world: dict.fromkeys(PROBES, world.translation),
    "Images and documents in a city's collection": lambda world: {
        name: world.image if "image" in name else world.document for name in PROBES
    },
    "Registrations for a session": lambda world: dict.fromkeys(PROBES, world.session),
}


def told() -> dict[str, dict[str, dict[str, bool]]]:
    """Heading, person, thing: whether the table says yes."""
    tables: dict[str, dict[str, dict[str, bool]]] = {}
    heading, people = "", []
    for line in TABLES.read_text().splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("## "):
            heading, people = line[3:], []
        elif line.startswith("|") and heading in ON:
            if not people:
                people = cells[1:]
                tables[heading] = {person: {} for person in people}
            elif "---" not in cells:
                for person, cell in zip(people, cells[1:], strict=True):
                    tables[heading][person][cells[0]] = {"yes": True, "no": False}[cell]
    return tables


TOLD = told()
PEOPLE = list(dict.fromkeys(who for table in TOLD.values() for who in table))


@pytest.mark.parametrize("who", PEOPLE)
def test_what_the_tables_say_is_what_happens(who, world):
    browser = world.browser(who)
    headings = [heading for heading in ON if who in TOLD[heading]]

    done = {
        (heading, thing): tried(lambda: PROBES[thing](browser, on(world)[thing]))  # noqa: B023 (called at once)
        for heading, on in ((heading, ON[heading]) for heading in headings)
        for thing in TOLD[heading][who]
    }

    told = {(heading, thing): may for heading in headings for thing, may in TOLD[heading][who].items()}
    assert {what: f"{may}, told {told[what]}" for what, may in done.items() if may != told[what]} == {}


def test_the_tables_leave_nothing_out():
    things = {thing for table in TOLD.values() for thing in table["editor"]}

    assert things == set(PROBES)
    assert set(TOLD) == set(ON)
