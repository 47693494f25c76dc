"""How the pages of phases, the indicators, their frameworks and the values that are published elsewhere are loaded.

What an indicator measures, under which objective a line stands and which figure is a value of which line is said by the
tables (`indicator`, `result_line`, `documented_value`, `contribution`), never here.
"""

from __future__ import annotations

import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models.functions import Coalesce
from wagtail.models import Page

from cities.loading import PhaseKind
from cities.models import Organisation, Phase
from core.languages import CODES
from core.models import FrameworkItem
from intake.files import Programme, Record
from intake.kinds import Kind, register
from intake.pages import PageKind
from intake.phrases import OURS, names, notes, sources
from intake.references import known_by
from intake.states import fingerprint, present_state

from . import measuring
from .models import Contribution, Indicator, Measurement, MonitoringPage, Period, PhasePage, ResultLine

FILE = "indicators.json"
BUDGET = "m-budget"
OBJECTIVES = "mc2cm-objective"
SDG = {"goal": "sdg-goal", "target": "sdg-target"}
MILLION = 1_000_000
NOTES = {
    "evidence": "Evidence",
    "wording": "Wording",
    "unofficial": OURS,
    "strategic_objective": "Strategic objective of the fund",
    "relevant_to_cities": "Relevant to cities",
    "baseline": "Baseline in the source",
    "target": "Target in the source",
    "assumptions": "Assumptions",
    "note": "Note",
}

known_by(Page, Coalesce("pilotpage__programme_id", "phasepage__phase__programme_id"))  # what tables give lines to
known_by(ResultLine, "programme_id")


def table_records(programme: Programme, table: str) -> list[Record]:
    """The entries of a table as records: what is wrong in one is told by its words."""
    tables = programme.tables
    return [Record(programme, tables.path.name, key, tables.entry(table, key)) for key in tables.tables[table]]


class PhasePageKind(PageKind):
    """The page of each phase, which is loaded just before; one that an editor has made is found by its phase."""

    name = "pages of phases"
    order = 22
    model = PhasePage
    key_field = "phase__programme_id"

    def records(self, programme: Programme) -> list[Record]:
        return PhaseKind().records(programme)

    def parent(self, record: Record) -> Page | None:
        return MonitoringPage.objects.first()

    def prepare(self, programme: Programme) -> None:
        """Without its phase there is no draft of it."""

    def facts(self, record: Record) -> dict:
        phase = Phase.objects.get(programme_id=record.id)
        return {"phase": str(phase.number), "title": str(phase.name_in(self.language))}

    def find_all(self, records: list[Record], names: list[str]) -> dict[str, PhasePage]:
        found = PhasePage.objects.filter(phase__programme_id__in=[record.id for record in records])
        return {page.phase.programme_id: page for page in found.select_related("phase")}

    def create(self, record: Record, state: dict) -> PhasePage:
        phase = Phase.objects.get(programme_id=record.id)
        page = PhasePage(programme_id=record.id, phase=phase, language=self.language, live=False)
        self.parent(record).add_child(instance=page)
        self.write(record, page, state)
        record.programme.directory.forget(Page)
        return page


class IndicatorKind(Kind):
    name = "indicators"
    order = 70
    file = FILE
    model = Indicator
    words = ("definition", "verification")
    added = ("translated_texts",)

    def records(self, programme: Programme) -> list[Record]:
        """Of frameworks that have indicators, those that the table calls one."""
        families = programme.tables.tables["indicator_family"]
        found = (one for one in super().records(programme) if one.data.get("framework") in families)
        return [one for one in found if self._entry(one).get("code")]

    def _entry(self, record: Record) -> dict:
        return record.entry("id", "indicator", record.id)

    def facts(self, record: Record) -> dict:
        entry, family = self._entry(record), record.entry("framework", "indicator_family")
        kind = record.entry("id", "indicator_kind", entry["code"])
        code = entry.get("as") or record.text("code")
        return {
            **self._names(record, entry),
            "code": family.get("prefix", "") + code,
            **{name: family.get(name, "") for name in ("family", "result_type", "vocabulary")},
            "vocabulary_code": code if family.get("vocabulary") else "",
            **self._measured(record, kind, entry),
            "definition": "; ".join(record.texts("subtopics")),
            "framework_item": self._goal(record, family),
            "verification": record.text("means_of_verification"),
            "wording": "reference" if record.text("evidence") == "reference" else "read",
            "sources": sources(record),
            "editor_note": "\n".join(filter(None, [family.get("note", ""), notes(record, **NOTES)])),
        }

    def _names(self, record: Record, entry: dict) -> dict:
        """The table's, where the files name a value or an objective and not what is counted."""
        return {f"name_{code}": text for code, text in entry["names"].items()} if "names" in entry else names(record)

    def _measured(self, record: Record, kind: dict, entry: dict) -> dict:
        unit = entry.get("unit", kind.get("unit", ""))
        return {
            "measure": kind.get("measure", ""),
            "unit": unit,
            **{f"unit_{code}": text for code, text in record.entry("unit", "indicator_unit", unit).items()},
            "aggregation": kind.get("aggregation", ""),
            "counts_people": kind.get("counts_people", False),
            "dimensions": kind.get("dimensions", []),
            "ascending": kind.get("ascending", True),
        }

    def _goal(self, record: Record, family: dict) -> str | None:
        """A dimension is its own item; an SDG indicator (10.7.2) stands for its target (10.7), else for its goal."""
        code, directory = record.text("code"), record.programme.directory
        if family.get("framework"):
            return next(iter(record.known("code", FrameworkItem, [f"{family['framework']}:{code}"])), None)
        if family.get("family") != Indicator.Family.SDG:
            return None
        target = f"{SDG['target']}:{code.rpartition('.')[0]}"
        if directory.pk(FrameworkItem, target):
            return target
        return next(iter(record.known("code", FrameworkItem, [f"{SDG['goal']}:{code.partition('.')[0]}"])), None)


class ResultLineKind(Kind):
    """The frameworks of the phases and of pilots, as far as the files state them."""

    name = "result lines"
    order = 71
    model = ResultLine
    words = ("baseline_comment", "target_comment")
    added = ("translated_texts",)

    def records(self, programme: Programme) -> list[Record]:
        return table_records(programme, "result_line")

    def facts(self, record: Record) -> dict:
        ids = [one.id for one in self.records(record.programme)]
        objective = f"{OBJECTIVES}:{record.text('objective')}"
        return {
            "page": record.reference("phase" if record.has("phase") else "pilot", Page, required=True),
            "indicator": record.reference("code", Indicator, required=True),
            "objective": next(iter(record.known("objective", FrameworkItem, [objective])), None),
            "baseline": record.number("baseline"),
            "baseline_year": record.integer("baseline_year"),
            "baseline_comment": record.text("baseline_comment"),
            "target": record.number("target"),
            "target_comment": record.text("target_comment"),
            "order": ids.index(record.id) + 1,
        }


def _phase(record: Record) -> str | None:
    """Files call phases by number; the table by their id, which says which programme's."""
    key = record.text("phase")
    numbers = dict(Phase.objects.values_list("programme_id", "number")) if key else {}
    return next(iter(record.known("phase", Phase, [str(numbers.get(key, key))])), None)


class DocumentedKind(Kind):
    """Figures of the files that are a value of a line. A figure that changed there supersedes what was loaded."""

    name = "documented values"
    order = 72
    model = Measurement
    words = ("narrative",)
    added = ("translated_texts",)

    def records(self, programme: Programme) -> list[Record]:
        return table_records(programme, "documented_value")

    def facts(self, record: Record) -> dict:
        stated = _stated(record)
        addresses = [one["url"] for one in sources(stated) if one["url"]] if stated else []
        return {
            "value": _value(record, stated),
            "qualifier": record.text("qualifier"),
            "narrative": record.text("narrative"),
            "language": CODES[0],
            "source": record.text("source", required=True),
            "source_url": "" if record.flag("no_address") else next(iter(addresses), ""),
        }

    def state(self, record: Record) -> dict:
        line = next(iter(record.known("code", ResultLine, [record.text("code", required=True)])), None)
        period = {"line": line, "starts": record.date("starts"), "ends": record.date("ends")}
        return {**super().state(record), **period}

    def find_all(self, records: list[Record], names: list[str]) -> dict[str, Measurement]:
        found = Measurement.objects.filter(programme_id__in=[record.id for record in records])
        found = found.select_related("period__line", "superseded_by")
        return {one.programme_id: one for one in found}

    def present(self, instance: Measurement, names: list[str], programme: Programme) -> dict:
        period = instance.period
        plain = [name for name in names if name not in ("line", "starts", "ends")]
        return {
            **present_state(instance, plain, programme.directory),
            "line": programme.directory.key(ResultLine, period.line_id),
            "starts": period.starts.isoformat(),
            "ends": period.ends.isoformat(),
        }

    def is_untouched(self, instance: Measurement, present: dict) -> bool:
        """What an M&E officer has replaced by a newer value is theirs."""
        return not hasattr(instance, "superseded_by") and super().is_untouched(instance, present)

    def create(self, record: Record, state: dict) -> Measurement:
        line = record.programme.directory.pk(ResultLine, state["line"])
        starts, ends = (datetime.date.fromisoformat(state[name]) for name in ("starts", "ends"))
        period, _made = Period.objects.get_or_create(line_id=line, starts=starts, ends=ends)
        names = ("qualifier", "narrative", "language", "source", "source_url")
        entry = measuring.Entry(value=Decimal(state["value"]), **{name: state[name] for name in names})
        made = measuring.document(period=period, entry=entry, programme_id=record.id)
        said = {"loaded_fingerprint": fingerprint(state), "translated_texts": state["translated_texts"]}
        Measurement.objects.filter(pk=made.pk).update(**said)
        return made

    @transaction.atomic
    def write(self, record: Record, instance: Measurement, state: dict) -> None:
        """Nothing documented is overwritten: the files' id goes to the new value. Translated it is the same."""
        said = {"translated_texts": state["translated_texts"]}
        if self.present(instance, list(state), record.programme) | said == state:
            Measurement.objects.filter(pk=instance.pk).update(**said, loaded_fingerprint=fingerprint(state))
            return
        Measurement.objects.filter(pk=instance.pk).update(programme_id=None)
        self.create(record, state)


def _stated(record: Record) -> Record | None:
    """The record of the files that states the value: the one of the same id, unless the table names another."""
    file, key = record.text("file") or FILE, record.text("record") or record.id
    found = next((one for one in record.programme.records(file) if one.id == key), None)
    if found is None:
        record.refuse("record", f"there is no record “{key}” in {file}")
    return found


def _value(record: Record, stated: Record | None) -> float | int | None:
    """The table's own number (a count of the records), the file's, or the file's figure of that name."""
    if stated is None or record.has("value"):
        return record.number("value")
    label = record.text("figure")
    if not label:
        return stated.number("value", required=True)
    figure = next((one for one in stated.parts("results_figures") if one.text("label") == label), None)
    if figure is None:
        record.refuse("figure", f"“{stated.id}” has no figure “{label}”")
        return None
    return figure.number("value", required=True)


class ContributionKind(Kind):
    """Who gives how much to a phase: the parts of its budget, in millions in the file."""

    name = "contributions"
    order = 73
    model = Contribution
    words = ("name",)
    added = ("translated_texts",)

    def records(self, programme: Programme) -> list[Record]:
        return table_records(programme, "contribution")

    def check(self, programme: Programme) -> None:
        for budget in _budgets(programme):
            parts = budget.part("breakdown").data
            if sum(Decimal(str(part)) for part in parts.values()) != Decimal(str(budget.data.get("value"))):
                budget.refuse("breakdown", "does not add up to the value")
            for key in parts.keys() - programme.tables.tables["contribution"].keys():
                budget.refuse_words("breakdown", "contribution", key)

    def facts(self, record: Record) -> dict:
        ids = [one.id for one in self.records(record.programme)]
        budget = next(iter(_budgets(record.programme)), None)
        amount = budget.part("breakdown").number(record.id, required=True) if budget else None
        return {
            "phase": _phase(record),
            "organisation": record.reference("code", Organisation),
            "name": record.text("name"),
            "amount": str(Decimal(str(amount or 0)) * MILLION),
            "order": ids.index(record.id) + 1,
            "sources": sources(budget) if budget else [],
        }

    def write(self, record: Record, instance: Contribution, state: dict) -> None:
        super().write(record, instance, state)
        if instance.organisation:
            instance.phase.funders.add(instance.organisation)


def _budgets(programme: Programme) -> list[Record]:
    return [record for record in programme.records(FILE) if record.id == BUDGET]


register(PhasePageKind(), IndicatorKind(), ResultLineKind(), DocumentedKind(), ContributionKind())
