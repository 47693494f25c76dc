"""What is wrong with the programme's files, said so that it can be mended: file, record, field."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError


@dataclass(frozen=True)
class LoadError:
    """One thing that is wrong. `record` is the record's id, or where it stands when it has none."""

    file: str
    record: str
    field: str
    message: str

    def __str__(self) -> str:
        place = ", ".join(part for part in (self.file, self.record, self.field) if part)
        return f"{place}: {self.message}"


class LoadRefusedError(Exception):
    """The files cannot be loaded; `errors` says why, all that was found in one go."""

    def __init__(self, errors: Iterable[LoadError]) -> None:
        self.errors = list(errors)
        super().__init__("\n".join(map(str, self.errors)))


def messages_by_field(error: ValidationError) -> list[tuple[str, str]]:
    """A model's objections as pairs of field and words."""
    if hasattr(error, "error_dict"):
        return [(field, " ".join(words)) for field, words in error.message_dict.items()]
    return [("", " ".join(error.messages))]
