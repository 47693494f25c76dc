"""How cities, organisations and the programme's phases are loaded."""

from __future__ import annotations

from typing import Any

from wagtail.models import Page

from core.models import Country
from intake.files import Programme, Record
from intake.kinds import Kind, register
from intake.pages import PageKind
from intake.phrases import OURS, figure, first_sentence, names, notes, sources
from intake.references import known_by
from intake.row_ids import ROW

from .models import CityFact, CityIndexPage, CityPage, Organisation, Phase
from .silence import set_no_letters

PROGRAMME = "MC2CM"
PHASE = "phase"  # what the table of events calls a record that is no event
NOT_STATED = "n/a"
ADDED = ("other_names", "other_names_source")
OTHER_LANGUAGES = ("fr", "es", "ar")
ADDED_ACRONYMS = tuple(f"acronym_{code}" for code in OTHER_LANGUAGES)

known_by(Phase, "number")


def organisations(record: Record, field: str, roles: dict[str, str], *, noted: bool = False) -> list[dict[str, Any]]:
    """Rows for the organisations that `field` names: those we know for sure, else the name as it stands.

    `roles` turns the table's roles into the row's; `noted` rows keep what a name says in brackets.
    """
    rows = []
    for number, name in enumerate(record.texts(field), start=1):
        entry = record.programme.tables.entry("organisations", name) or {"name": name}
        if entry.get("skip"):
            continue
        row = {"organisation": entry.get("code"), "name": entry.get("name", "")}
        record.known(f"{field}[{number}]", Organisation, [entry.get("code", "")])
        row |= {"role": roles[entry["role"]]} if entry.get("role") in roles else {}
        rows.append(row | ({"note": entry.get("note", "")} if noted else {}))
    return rows


def other_names(record: Record) -> dict[str, str]:
    """What it is also called, a line each, and who says so."""
    part = record.part("other_names")
    return {
        "other_names": "\n".join(part.texts("names", required=record.has("other_names"))),
        "other_names_source": part.text("source", required=record.has("other_names")),
    }


class OrganisationKind(Kind):
    name = "organisations"
    order = 20
    file = "organisations.json"
    model = Organisation
    words = ("role",)
    added = (*ADDED, *ADDED_ACRONYMS, "translated_texts")

    def facts(self, record: Record) -> dict[str, Any]:
        kind = record.entry("type", "organisation_kind", required=True)
        acronyms = record.part("acronyms")
        return {
            **names(record, "names"),
            "acronym": acronyms.text("en"),
            **{f"acronym_{code}": acronyms.text(code) for code in OTHER_LANGUAGES},
            **other_names(record),
            "kind": kind.get("code", ""),
            "committee": kind.get("committee", ""),
            "country": record.reference("country_iso2", Country),
            "website": record.address("url"),
            "role": record.text("role"),
            "sources": sources(record),
            "editor_note": notes(
                record, type="Type in the files", evidence="Evidence", facts="Fact", unofficial=OURS, note="Note"
            ),
        }


class PhaseKind(Kind):
    """The phases stand among the events; they are numbered in the order in which they start."""

    name = "phases"
    order = 21
    file = "events.json"
    model = Phase
    added = tuple(f"name_{code}" for code in OTHER_LANGUAGES)

    def records(self, programme: Programme) -> list[Record]:
        found = [record for record in super().records(programme) if is_phase(record)]
        return sorted(found, key=lambda record: str(record.data.get("start_date")))

    def facts(self, record: Record) -> dict[str, Any]:
        ids = [one.id for one in self.records(record.programme)]
        return {
            "name_en": record.text("title", required=True),
            **{f"name_{code}": record.part("names").text(code) for code in OTHER_LANGUAGES},
            "programme": PROGRAMME,
            "number": ids.index(record.id) + 1,
            "start": record.date("start_date"),
            "end": record.date("end_date"),
            "sources": sources(record),
            "editor_note": notes(record, organisers="Organiser", note="Note"),
        }


def is_phase(record: Record) -> bool:
    entry = record.programme.tables.entry("event_kind", str(record.data.get("kind"))) or {}
    return entry.get("code") == PHASE


class CityKind(PageKind):
    name = "cities"
    order = 30
    file = "cities.json"
    model = CityPage
    added = ADDED

    def parent(self, record: Record) -> Page | None:
        return CityIndexPage.objects.first()

    def slug(self, record: Record) -> str:
        return record.id

    def first_values(self, record: Record) -> dict[str, Any]:
        name = record.part("name").text("en", required=True)
        return {"title": name, "name_en": name}

    def facts(self, record: Record) -> dict[str, Any]:
        """The country must lie in the region that the file gives with it."""
        summary = record.text("summary")
        country = record.reference("country_iso2", Country, required=True)
        region = record.part("un_m49_subregion").text("code")
        if country and region and not Country.objects.filter(code=country, regions__code=region).exists():
            record.refuse("un_m49_subregion.code", f"“{region}” is no region of {country}")
        return {
            **names(record, "name"),
            **other_names(record),
            "country": country,
            "latitude": record.number("lat"),
            "longitude": record.number("lon"),
            "timezone": record.text("timezone"),
            "kind": record.code("kind", "city_kind", required=True),
            "local_government": record.text("local_government"),
            "geonames_id": record.integer("geonames_id"),
            "intro": first_sentence(summary),
            "summary": summary,
            "facts": [
                *map(_population, record.parts("population")),
                *(
                    {**figure(part, "figure_endings"), "kind": CityFact.Kind.MIGRATION, "url": part.address("source")}
                    for part in record.parts("migration_figures")
                ),
            ],
            "participations": _participations(record),
            "sources": sources(record),
            "editor_note": notes(
                record, mc2cm_role="Role in the sources", membership_confidence="Confidence", note="Note"
            ),
        }

    def write(self, record: Record, instance: CityPage, state: dict) -> None:  # type: ignore[override]
        """Whether it gets letters is the editors' to say once the city is there."""
        is_first = self.is_new(instance, record.programme)
        super().write(record, instance, state)
        if record.flag("no_letters") and is_first:
            set_no_letters(city=instance, no_letters=True)


def _population(part: Record) -> dict[str, Any]:
    what = part.entry("what", "population", required=True)
    source = part.text("source")
    is_link = source.startswith(("http://", "https://"))
    return {
        ROW: part,
        "kind": what.get("code", CityFact.Kind.OTHER),
        "label": what.get("label", ""),
        "qualifier": what.get("qualifier", CityFact._meta.get_field("qualifier").default),
        "value": part.integer("value", required=True) or 0,
        "year": part.integer("year"),
        "source": "" if is_link else part.code("source", "population_source"),
        "url": part.address("source") if is_link else "",
    }


def _participations(record: Record) -> list[dict[str, Any]]:
    """One row for each role; the phase as the file has it, none when it does not say."""
    part = record.entry("mc2cm_role", "city_role", required=True)
    number = record.integer("phase_joined")
    phase = next(iter(record.known("phase_joined", Phase, [str(number)] if number else [])), None)
    confidence = record.text("membership_confidence")
    note = "" if confidence == NOT_STATED else confidence
    return [{"role": role, "phase": phase, "confidence_note": note} for role in part.get("roles", [])]


register(OrganisationKind(), PhaseKind(), CityKind())
