"""How pilots are loaded; the record that sums up several is a note under their list."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from wagtail.models import Page

from cities.loading import organisations
from cities.models import CityPage, Phase
from core.models import Figure, Theme
from intake.files import Programme, Record
from intake.kinds import Kind, register
from intake.pages import PARENT, PageKind
from intake.phrases import ORIGINAL_TITLE, figures, first_sentence, notes, original_title, sources
from learning.models import Recommendation
from practices.loading import PILOT_MARK, framework_items, target_groups
from practices.models import PracticePage, Transfer
from practices.transfer_statements import Statement, grouped, stated_by, transfer_id

from .models import PilotImplementer, PilotIndexPage, PilotPage

FILE = "pilots.json"
ROLES = {"funder": PilotImplementer.Role.FUNDING}


def pilot_statements(programme: Programme) -> Iterator[Statement]:
    """A pilot may say from which city its idea came; the practices that name the pilot are what it became."""
    for record in programme.records(FILE):
        transfer = record.part("transfer")
        giver, receiver = transfer.reference("from_city", CityPage), record.text("city")
        if giver and receiver:
            became = programme.naming("practices.json", "pilot", record.id)
            yield Statement(record, giver, receiver, became=became[0] if len(became) == 1 else None)


stated_by(pilot_statements)


class PilotKind(PageKind):
    name = "pilots"
    order = 60
    file = FILE
    model = PilotPage
    parent_model = CityPage
    added = ORIGINAL_TITLE

    def records(self, programme: Programme) -> list[Record]:
        return [record for record in super().records(programme) if not record.flag("is_aggregate")]

    def check(self, programme: Programme) -> None:
        """Practices may only name pilots that there are."""
        programme.refuse_unknown("practices.json", "pilot", {record.id for record in self.records(programme)}, "pilot")

    def parent(self, record: Record) -> Page | None:
        key = record.reference("city", CityPage)
        if key:
            return CityPage.objects.filter(programme_id=key).first()
        return None if record.has("city") else PilotIndexPage.objects.first()

    def slug(self, record: Record) -> str:
        return f"{PILOT_MARK}{record.id}" if record.has("city") else record.id

    def facts(self, record: Record) -> dict[str, Any]:
        done = record.text("what_was_done", required=True)
        phase, period = record.integer("phase", required=True), record.part("period")
        budget = record.part("budget")
        granted = budget.number("max_grant_eur", required=record.has("budget"))  # what was spent the files do not know
        practices = record.programme.naming("practices.json", "pilot", record.id)
        stated = [group for group in grouped(record.programme) if any(one.by is record for one in group)]
        transfers = record.known("transfer", Transfer, [transfer_id(group) for group in stated])
        return {
            PARENT: record.reference("city", CityPage),
            "title": record.text("title", required=True),
            **original_title(record),
            "intro": record.text("summary") or first_sentence(done),
            "theme_line": record.text("theme"),
            "activities": done,
            "outcomes": record.text("results"),
            "kind": record.code("kind", "pilot_kind", required=True),
            "themes": record.references("themes", Theme),
            "target_groups": target_groups(record),
            "framework_items": framework_items(record, sdg_targets="sdg-target"),
            "recommendations": record.references("policy_recommendations_addressed", Recommendation),
            "practices": record.known("pilot", PracticePage, practices),
            "transfer": next(iter(transfers), None),
            "based_on": record.text("based_on"),
            "phase": next(iter(record.known("phase", Phase, [str(phase)] if phase else [])), None),
            "status": record.code("status", "pilot_status"),
            "starts": period.date("start"),
            "ends": period.date("end"),
            "period_note": period.text("text"),
            "budget": granted,
            "budget_is_ceiling": granted is not None,
            "budget_source": budget.address("source"),
            "figures": figures(record, "results_figures")
            + figures(record, "planned_targets", kind=Figure.Kind.PLANNED),
            "implementers": organisations(record, "partners", ROLES, noted=True),
            "sources": sources(record),
            "editor_note": notes(record, note="Note"),
        }


class PilotNoteKind(Kind):
    """A record that sums up pilots of which nothing else is known is no pilot: it stands under the list."""

    name = "note on pilots"
    order = 61
    file = FILE
    model = PilotIndexPage
    words = ("note",)
    added = ("translated_texts",)
    adopts = True

    def records(self, programme: Programme) -> list[Record]:
        return [record for record in super().records(programme) if record.flag("is_aggregate")]

    def find(self, record: Record) -> PilotIndexPage | None:
        return PilotIndexPage.objects.first()

    def find_all(self, records: list[Record], names: list[str]) -> dict[str, PilotIndexPage]:
        index = PilotIndexPage.objects.first()
        return {record.id: index for record in records if index}

    def is_new(self, instance: PilotIndexPage, programme: Programme) -> bool:
        return not instance.loaded_fingerprint

    def facts(self, record: Record) -> dict[str, Any]:
        texts = [record.text("title", required=True), record.text("what_was_done"), record.text("results")]
        return {"programme_id": record.id, "note": "\n\n".join(filter(None, texts)), "note_sources": sources(record)}


register(PilotKind(), PilotNoteKind())
