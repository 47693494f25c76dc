from .publications import (
    Edition,
    LibraryPage,
    PublicationPage,
    PublicationTranslation,
    Publisher,
    Recommendation,
)
from .sessions import (
    AgendaItem,
    AgendaPage,
    Lesson,
    SessionDocument,
    SessionIndexPage,
    SessionOrganiser,
    SessionPage,
    SessionTransfer,
    SessionTranslation,
)

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
