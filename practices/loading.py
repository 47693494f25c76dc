"""How practices are loaded. What one city took from another is in `transfer_statements`."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from wagtail.log_actions import log
from wagtail.models import Page

from cities.loading import organisations
from cities.models import CityPage
from core.models import FrameworkItem, TargetGroup, Theme
from core.places import validate_place
from intake.files import Programme, Record
from intake.kinds import Kind, register
from intake.pages import PARENT, PageKind
from intake.phrases import ORIGINAL_TITLE, figures, first_sentence, notes, original_title, sources

from .models import (
    Assessment,
    PracticeIndexPage,
    PracticePage,
    PracticePartner,
    PracticeRelation,
    ThemePage,
    Transfer,
)
from .practice_form import PILOT_MARK
from .transfer_statements import statements_in, transfers

ROLES = {"funder": PracticePartner.Role.FUNDER, "partner": PracticePartner.Role.PARTNER}
INFERRED = "Inferred from the rest, not read in the source"
READING = "The advice is an editor's reading of the source."


def target_groups(record: Record) -> list[str]:
    """Codes of the groups that the raw words of `target_groups` stand for: themes.json says which, else the table."""
    found = []
    groups = record.programme.listed("themes.json", "target_groups")
    raw = {words: group.id for group in groups for words in group.texts("raw_values")}
    for words in record.texts("target_groups"):
        code = raw.get(words) or record.entry("target_groups", "target_groups", words).get("code")
        found += record.known("target_groups", TargetGroup, [code] if code else [])
    return found


def framework_items(record: Record, **frameworks: str) -> list[str]:
    """Keys of the items that fields name by their codes: `framework_items(record, sdgs="sdg-goal")`."""
    found = []
    for field, framework in frameworks.items():
        codes = [f"{framework}:{code}" for code in record.codes(field)]
        found += record.known(field, FrameworkItem, codes)
    return found


PARTS = {
    "summary": "intro",
    "problem": "challenge",
    "solution": "how_it_works",
    "in_place": "in_place",
    "cost": "cost_note",
    "results": "results",
    "did_not_work": "did_not_work",
    "lessons": "advice",
    "participation": "participation",
    "sustainability": "sustainability",
}
"""What the files call the parts, and what the page does."""


class PracticeKind(PageKind):
    name = "practices"
    order = 40
    file = "practices.json"
    model = PracticePage
    parent_model = CityPage
    added = (
        *ORIGINAL_TITLE,
        "in_place",
        "did_not_work",
        "participation",
        "sustainability",
        "cost_year",
        "funding_sources",
        "staff",
        "part_sources",
    )

    def parent(self, record: Record) -> Page | None:
        key = record.reference("city", CityPage)
        return CityPage.objects.filter(programme_id=key).first() if key else None

    def slug(self, record: Record) -> str:
        return super().slug(record).removeprefix(PILOT_MARK)

    def facts(self, record: Record) -> dict[str, Any]:
        solution = record.text("solution", required=True)
        budget = record.part("budget")
        status = record.entry("status", "practice_status", required=True)
        status_in_words = record.text("status")
        is_plain = status_in_words in record.programme.meta("themes.json").texts("practice_status")
        note = [
            notes(record, inferred_fields=INFERRED, detail_level="Detail", note="Note"),
            READING if record.has("lessons") and not record.part("borne_out").has("lessons") else "",
            "" if statements_in(record) else notes(record.part("transfer"), note="Transfer"),
        ]
        return {
            PARENT: record.reference("city", CityPage, required=True),
            "title": record.text("title", required=True),
            **original_title(record),
            "intro": record.text("summary") or first_sentence(solution),
            "challenge": record.text("problem"),
            "how_it_works": solution,
            "results": record.text("results"),
            "advice": record.text("lessons"),
            "in_place": record.text("in_place"),
            "did_not_work": record.text("did_not_work"),
            "participation": record.text("participation"),
            "sustainability": record.text("sustainability"),
            "part_sources": part_sources(record),
            "detail": PracticePage.Detail.FULL if record.flag("in_depth") else PracticePage.Detail.SNAPSHOT,
            "origin": PracticePage.Origin.IMPORT,
            "starts": str(record.integer("start_year") or ""),
            "ends": status.get("ends", ""),
            "status": status.get("code", PracticePage.Status.UNKNOWN),
            "status_reason": "" if is_plain or status.get("silent") else status_in_words,
            "programme_link": record.code("mc2cm_link", "programme_link"),
            "themes": record.references("themes", Theme),
            "target_groups": target_groups(record),
            "framework_items": framework_items(record, sdgs="sdg-goal", gcm_objectives="gcm-objective"),
            "cost_amount": budget.number("value", required=budget.has("currency")),
            "cost_currency": budget.text("currency"),
            "cost_year": budget.integer("year"),
            "cost_note": record.text("cost") or budget.text("note"),
            "funding_sources": budget.text("funding"),
            "staff": record.number("staff"),
            "figures": figures(record, "results_figures"),
            "partners": organisations(record, "partners", ROLES),
            "relations": relations(record),
            "sources": sources(record),
            "editor_note": "\n".join(filter(None, note)),
        }


def part_sources(record: Record) -> list[dict[str, Any]]:
    """Where each part is borne out, in the order of the files."""
    borne_out = record.part("borne_out")
    rows = []
    for name in borne_out.data:
        if name not in PARTS:
            borne_out.refuse(name, f"is none of {', '.join(PARTS)}")
            continue
        for place in borne_out.parts(name):
            address = place.address("source")
            rows.append(
                {
                    "part": PARTS[name],
                    "source": record.programme.reference(address)["url"] if address else "",
                    "at": _place(place),
                    "read_on": place.day("read_on") or None,
                }
            )
    return rows


def _place(part: Record) -> str:
    """Where in the source, in words that every language has (core.places)."""
    at = part.text("at", required=True)
    try:
        validate_place(at or "text")
    except ValidationError as error:
        part.refuse("at", " ".join(error.messages))
    return at


def relations(record: Record) -> list[dict[str, Any]]:
    """What it drew on, for whom it is meant, where else it is done, who paid."""
    transfer = record.part("transfer")
    kinds = PracticeRelation.Kind
    programme, funder = transfer.text("adapted_from_programme"), transfer.reference("funded_by", CityPage)
    rows = [{"kind": kinds.BUILT_ON, "label": programme}] if programme else []
    rows += [{"kind": kinds.MEANT_FOR, "label": name} for name in transfer.texts("meant_for")]
    rows += [{"kind": kinds.ALSO_IN, "city": city} for city in transfer.references("also_in", CityPage)]
    return rows + ([{"kind": kinds.FUNDED_BY, "city": funder}] if funder else [])


class GuideKind(PageKind):
    """The guide to each theme; its record is called by the theme's code."""

    name = "guides to themes"
    order = 42
    file = "guides.json"
    model = ThemePage

    def prepare(self, programme: Programme) -> None:
        """Nothing names a guide, and a draft of one cannot do without its theme, which is loaded first."""

    def check(self, programme: Programme) -> None:
        super().prepare(programme)

    def parent(self, record: Record) -> Page | None:
        return PracticeIndexPage.objects.first()

    def slug(self, record: Record) -> str:
        return record.id

    def first_values(self, record: Record) -> dict[str, Any]:
        theme = Theme.objects.filter(code=record.id).first()
        return {"title": theme.name_en, "theme": theme} if theme else {"title": ""}

    def facts(self, record: Record) -> dict[str, Any]:
        return {
            "theme": next(iter(record.known("id", Theme, [record.id])), None),
            "intro": record.text("intro", required=True),
            "in_common": record.text("in_common"),
            "disputed": record.text("disputed"),
            "questions": "\n".join(record.texts("questions")),
            "featured_practices": [{"practice": key} for key in record.references("practices", PracticePage)],
        }


class TransferKind(Kind):
    """Transfers have no file of their own: practices and pilots state them."""

    name = "transfers"
    order = 41
    model = Transfer
    derived = True
    words = ("note",)
    added = ("translated_texts",)

    def records(self, programme: Programme) -> list[Record]:
        return transfers(programme)

    def facts(self, record: Record) -> dict[str, Any]:
        return {**record.data}


class AssessmentKind(Kind):
    """Levels of evidence that the editors read out of sources. None is ever changed: what is new in the files is added
    beside what was there, unless a person has assessed the practice since."""

    name = "assessments"
    order = 42
    file = "practices.json"
    model = Assessment
    words = ("why",)
    added = ("translated_texts",)

    def records(self, programme: Programme) -> list[Record]:
        return [record for record in super().records(programme) if record.has("evidence")]

    def facts(self, record: Record) -> dict[str, Any]:
        evidence = record.part("evidence")
        level = evidence.integer("level")
        if level not in Assessment.Level.values:
            evidence.refuse("level", f"is {level!r}, not a level from 0 to 5")
        return {
            "practice": record.reference("id", PracticePage, required=True),
            "level": level,
            "why": evidence.text("why", required=True),
            "sources": sources(evidence),
            "from_sources": True,
        }

    def find_all(self, records: list[Record], names: list[str]) -> dict[str, Assessment]:
        """The newest of each practice: it counts."""
        ids = [record.id for record in records]
        found = Assessment.objects.filter(practice__programme_id__in=ids).select_related("practice")
        return {one.practice.programme_id: one for one in found.order_by("on", "pk")}

    def is_untouched(self, instance: Assessment, present: dict) -> bool:  # type: ignore[override]
        return instance.from_sources and super().is_untouched(instance, present)

    def find(self, record: Record) -> Assessment:
        """Another one: what was said before stays."""
        return Assessment()

    def write(self, record: Record, instance: Assessment, state: dict) -> None:  # type: ignore[override]
        """What was only translated anew is the same assessment."""
        newest = Assessment.objects.filter(practice__programme_id=record.id, from_sources=True).first()
        if newest is not None and (newest.level, newest.why) == (state["level"], state["why"]):
            super().write(record, newest, state)
            return
        super().write(record, instance, state)
        data = {"level": instance.level, "why": instance.why}
        log(instance=instance.practice, action="practices.assess", data=data)

    def keys_of(self, record: Record) -> dict[str, Any]:
        return {}


register(PracticeKind(), TransferKind(), GuideKind(), AssessmentKind())
