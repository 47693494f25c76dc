from .evidence import Assessment, Confirmation
from .practices import (
    PracticeIndexPage,
    PracticePage,
    PracticePartner,
    PracticeRelation,
    PracticeTranslation,
    PracticeWords,
)
from .transfers import Transfer, TransferQuerySet, TransferStatusChange

__all__ = [
    "Assessment",
    "Confirmation",
    "PracticeIndexPage",
    "PracticePage",
    "PracticePartner",
    "PracticeRelation",
    "PracticeTranslation",
    "PracticeWords",
    "Transfer",
    "TransferQuerySet",
    "TransferStatusChange",
]
