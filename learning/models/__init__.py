from .desks import SessionDesk, SessionTeam
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
from .registrations import Feedback, Introduction, Registration, RegistrationQuerySet, SessionInvitation
from .session_rows import AgendaItem, BroadTheme, Lesson, SessionDocument, SessionOrganiser, SessionTransfer
from .sessions import AgendaPage, SessionIndexPage, SessionPage, SessionQuerySet, SessionTranslation, SessionWords

__all__ = [
    "AgendaItem",
    "AgendaPage",
    "BroadTheme",
    "Edition",
    "Feedback",
    "Introduction",
    "Lesson",
    "LibraryPage",
    "PublicationPage",
    "PublicationQuerySet",
    "PublicationTranslation",
    "PublicationWords",
    "Publisher",
    "Recommendation",
    "Registration",
    "RegistrationQuerySet",
    "SessionDesk",
    "SessionDocument",
    "SessionIndexPage",
    "SessionInvitation",
    "SessionOrganiser",
    "SessionPage",
    "SessionQuerySet",
    "SessionTeam",
    "SessionTransfer",
    "SessionTranslation",
    "SessionWords",
]
