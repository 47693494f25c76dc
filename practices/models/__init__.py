from .evidence import Assessment, Confirmation
from .practices import (
    PracticeIndexPage,
    PracticePage,
    PracticeTranslation,
    PracticeWords,
)
from .rows import PracticePartner, PracticeRelation
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
