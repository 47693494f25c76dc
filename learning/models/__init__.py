from .publications import (
    Edition,
    LibraryPage,
    PublicationPage,
    PublicationQuerySet,
    PublicationTranslation,
    PublicationWords,
    Publisher,
    Recommendation,
)
from .session_rows import AgendaItem, Lesson, SessionDocument, SessionOrganiser, SessionTransfer
from .sessions import AgendaPage, SessionIndexPage, SessionPage, SessionQuerySet, SessionTranslation, SessionWords

__all__ = [
    "AgendaItem",
    "AgendaPage",
    "Edition",
    "Lesson",
    "LibraryPage",
    "PublicationPage",
    "PublicationQuerySet",
    "PublicationTranslation",
    "PublicationWords",
    "Publisher",
    "Recommendation",
    "SessionDocument",
    "SessionIndexPage",
    "SessionOrganiser",
    "SessionPage",
    "SessionQuerySet",
    "SessionTransfer",
    "SessionTranslation",
    "SessionWords",
]
