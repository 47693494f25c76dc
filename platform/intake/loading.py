"""The vocabularies that have no room of their own: themes, target groups, regions, framework items, search terms."""

from __future__ import annotations

from typing import Any

from core import languages
from core.folding import fold
from core.models import Country, FrameworkItem, Region, TargetGroup, Theme
from search.models import SearchTerm

from .files import Programme, Record
from .kinds import Kind, register
from .phrases import OURS, names, notes, sources
from .states import fingerprint, write_values

COMMAS = {"ar": "، "}


class ThemeKind(Kind):
    name = "themes"
    order = 10
    file = "themes.json"
    model = Theme
    key_field = "code"
    words = ("description",)
    added = ("translated_texts",)

    def facts(self, record: Record) -> dict[str, Any]:
        return {
            **names(record),
            "order": record.integer("order", required=True) or 0,
            "icon": record.id,
            "description": record.text("description"),
            "sources": sources(record),
        }


class TargetGroupKind(Kind):
    name = "target groups"
    order = 11
    model = TargetGroup
    key_field = "code"

    def records(self, programme: Programme) -> list[Record]:
        return programme.listed("themes.json", "target_groups")

    def facts(self, record: Record) -> dict[str, Any]:
        ids = [one.id for one in self.records(record.programme)]
        return {**names(record), "order": ids.index(record.id) + 1}


class RegionKind(Kind):
    """Regions of M49 are there before anything is loaded; the programme calls some of them otherwise."""

    name = "regions"
    order = 12
    model = Region
    key_field = "code"
    adopts = True

    def records(self, programme: Programme) -> list[Record]:
        return programme.listed("themes.json", "regions", key="m49")

    def facts(self, record: Record) -> dict[str, Any]:
        record.known("m49", Region, [record.id])
        return names(record)


class ProgrammeRegionKind(Kind):
    """The programme's own regions: the countries of the M49 regions that each lists, and those that one of them names:
    Cyprus lies in Western Asia by M49, and on the northern shore by the programme."""

    name = "programme regions"
    order = 13
    model = Region
    key_field = "code"
    added = ("name_fr", "name_es", "name_ar")

    def records(self, programme: Programme) -> list[Record]:
        return programme.listed("themes.json", "shores")

    def facts(self, record: Record) -> dict[str, Any]:
        inside = Country.objects.filter(regions__code__in=record.references("m49", Region))
        others = [one for one in self.records(record.programme) if one.id != record.id]
        elsewhere = {code for other in others for code in other.codes("countries")}
        own = record.references("countries", Country)
        codes = {*inside.values_list("code", flat=True), *own} - elsewhere
        return {**names(record), "scheme": Region.Scheme.PROGRAMME, "countries": sorted(codes)}


class FrameworkItemKind(Kind):
    """Goals, targets, objectives and dimensions; indicators are not vocabulary."""

    name = "framework items"
    order = 14
    file = "indicators.json"
    model = FrameworkItem
    added = ("name_fr", "name_es", "name_ar")

    def records(self, programme: Programme) -> list[Record]:
        return [record for record in super().records(programme) if self.framework(record)]

    def framework(self, record: Record) -> str:
        """The code of its framework, empty when it is an indicator."""
        framework, level = record.text("framework", required=True), record.text("level", required=True)
        tables = record.programme.tables
        found = tables.entry("framework", f"{framework}, {level}") or tables.entry("framework", framework)
        return (found or record.entry("framework", "no_framework")).get("code", "")

    def keys_of(self, record: Record) -> dict[str, Any]:
        return {"framework": self.framework(record), "code": record.text("code")}

    def find_all(self, records: list[Record], names: list[str]) -> dict[str, FrameworkItem]:
        known = {(item.framework, item.code): item for item in FrameworkItem.objects.all()}
        keys = {record.id: (self.framework(record), record.text("code")) for record in records}
        return {id_: known[key] for id_, key in keys.items() if key in known}

    def facts(self, record: Record) -> dict[str, Any]:
        record.text("code", required=True)
        ids = [one.id for one in record.programme.records(self.file)]
        return {
            **names(record),
            "order": ids.index(record.id) + 1,
            "sources": sources(record),
            "note": notes(record, evidence="Evidence", wording="Wording", unofficial=OURS, note="Note"),
        }


class SearchTermKind(Kind):
    """Words that mean the same: a list for each language."""

    name = "search terms"
    order = 15
    file = "terms.json"
    model = SearchTerm

    def check(self, programme: Programme) -> None:
        """No two records have a word in common."""
        first: dict[tuple[str, str], str] = {}
        for record in self.records(programme):
            for code in languages.CODES:
                for word in record.part("words").texts(code):
                    if first.setdefault((code, fold(word)), record.id) != record.id:
                        record.refuse(f"words.{code}", f"“{word}” stands in {first[code, fold(word)]} already")

    def facts(self, record: Record) -> dict[str, Any]:
        words = record.part("words")
        for code in words.data:
            if code not in languages.CODES:
                words.refuse(code, f"is none of {', '.join(languages.CODES)}")
        return {
            **{f"words_{code}": COMMAS.get(code, ", ").join(words.texts(code)) for code in languages.CODES},
            "source": record.text("source", required=True),
            "editor_note": notes(record, note="Note"),
        }

    def write(self, record: Record, instance: SearchTerm, state: dict) -> None:  # type: ignore[override]
        """A word may go from one record to another, and an editor's term may have it too: it then stands in both."""
        write_values(instance, state, record.programme.directory)
        instance.loaded_fingerprint = fingerprint(state)
        instance.clean_fields()
        instance.check_words()
        instance.save()


register(ThemeKind(), TargetGroupKind(), RegionKind(), ProgrammeRegionKind(), FrameworkItemKind(), SearchTermKind())
