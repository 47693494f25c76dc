from .publications import (
    Edition,
    LibraryPage,
    PublicationPage,
    PublicationTranslation,
    Publisher,
    Recommendation,
)
from .session_rows import AgendaItem, Lesson, SessionDocument, SessionOrganiser, SessionTransfer
from .sessions import AgendaPage, SessionIndexPage, SessionPage, SessionTranslation

__all__ = [
    "AgendaItem",
    "AgendaPage",
    "Edition",
    "Lesson",
    "LibraryPage",
    "PublicationPage",
    "PublicationTranslation",
    "Publisher",
    "Recommendation",
    "SessionDocument",
    "SessionIndexPage",
    "SessionOrganiser",
    "SessionPage",
    "SessionTransfer",
    "SessionTranslation",
]
