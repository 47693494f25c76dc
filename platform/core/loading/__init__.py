"""Loading the programme's files: a room gives a `Kind` or `PageKind` for each of its files, registered when ready."""

from .errors import LoadError, LoadRefusedError
from .files import Programme
from .kinds import Kind, register, registered
from .loader import load
from .pages import PARENT, PageKind, short_slug
from .records import Record
from .references import known_by
from .report import Outcome, Report
from .tables import Tables

__all__ = [
    "PARENT",
    "Kind",
    "LoadError",
    "LoadRefusedError",
    "Outcome",
    "PageKind",
    "Programme",
    "Record",
    "Report",
    "Tables",
    "known_by",
    "load",
    "register",
    "registered",
    "short_slug",
]
