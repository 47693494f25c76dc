"""What a loading did, kind by kind, and what it left alone because a person has changed it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum

from core.models import Fingerprinted

from .files import Record
from .kinds import Kind
from .messages import Message

TRANSLATIONS = "translations"


class Outcome(StrEnum):
    CREATED = "created"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    KEPT = "kept"
    HELD = "on hold"


@dataclass
class Report:
    """Counts by kind and outcome; `kept` and `held` name each record that was left alone, `written` the others."""

    counts: dict[str, Counter] = field(default_factory=dict)
    kept: list[tuple[str, str, str]] = field(default_factory=list)
    held: list[tuple[str, str]] = field(default_factory=list)
    written: list[Fingerprinted] = field(default_factory=list)
    messages: dict[str, list[Message]] = field(default_factory=dict)  # by kind, all there is to translate

    def add(self, kind: Kind, record: Record, instance: Fingerprinted, outcome: Outcome) -> None:
        self.counts.setdefault(kind.name, Counter())[outcome] += 1
        if outcome == Outcome.KEPT:
            self.kept.append((kind.name, record.id, kind.address(instance)))
        elif outcome == Outcome.HELD:
            self.held.append((kind.name, record.id))
        elif outcome != Outcome.UNCHANGED:
            self.written.append(instance)

    def add_translation(
        self, kind: Kind, record: Record, language: str, subject: Fingerprinted, outcome: Outcome
    ) -> None:
        """Counted by language; what was written is found by its subject."""
        name = f"{TRANSLATIONS}, {language}"
        self.counts.setdefault(name, Counter())[outcome] += 1
        if outcome == Outcome.KEPT:
            self.kept.append((name, f"{kind.name}, {record.id}", kind.address(subject)))
        elif outcome != Outcome.UNCHANGED:
            self.written.append(subject)

    def total(self, outcome: Outcome) -> int:
        return sum(counts[outcome] for counts in self.counts.values())

    def lines(self) -> list[str]:
        """The report as it is printed."""
        rows = [*self.counts.items(), ("all", Counter({outcome: self.total(outcome) for outcome in Outcome}))]
        width = max(len(name) for name, _counts in rows)
        lines = [" " * width + "".join(f"{outcome:>11}" for outcome in Outcome)]
        lines += [f"{name:<{width}}" + "".join(f"{counts[o]:>11}" for o in Outcome) for name, counts in rows]
        if self.kept:
            lines += ["", "Kept, because somebody has changed them since they were loaded:"]
            lines += [f"  {kind}, {key}  {address}".rstrip() for kind, key, address in self.kept]
        if self.held:
            lines += ["", "On hold, so nothing of them was loaded:"]
            lines += [f"  {kind}, {key}" for kind, key in self.held]
        return lines
